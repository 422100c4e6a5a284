import type { ShowLink } from "../link/link.ts";
import { backgroundNews, type BackgroundFrom } from "../speaker/background-panel.ts";
import type { Moment } from "../speaker/moment.ts";
import { element, setText } from "../ui/elements.ts";

/** What a phone has room for: how many questions there are, and one line for what runs in the background. */
export class RemoteNews {
  readonly element: HTMLElement;
  readonly #from: BackgroundFrom;
  readonly #background = element("span", "remote-background");
  readonly #questions = element("span", "remote-questions");

  constructor(from: BackgroundFrom) {
    this.#from = from;
    this.element = element("p", "remote-news", this.#background, this.#questions);
    this.element.hidden = true;
  }

  show({ questions }: Pick<ShowLink, "questions">, moment: Moment | null): void {
    const [first, ...others] = moment ? backgroundNews(moment, this.#from) : [];
    const { more, questionCount } = this.#from.words;
    const says = first ? `${first.says}${others.length > 0 ? ` ${more(others.length)}` : ""}` : "";
    this.#background.dataset.at = first?.at ?? "";
    setText(this.#background, says);
    setText(this.#questions, questions > 0 ? questionCount(questions) : "");
    this.element.hidden = says === "" && questions === 0;
  }
}
