import { longestQuestion, type QuestionAnswer } from "#core/protocol/audience.ts";
import { button, element, setText } from "../ui/elements.ts";
import { Sheet } from "./sheet.ts";
import type { FollowWords } from "./words.ts";

/** A question to the presenter: a button in the bar, there while they are asked for, and the sheet behind it. */
export class QuestionBox {
  readonly button: HTMLButtonElement;
  readonly sheet: Sheet;
  readonly #words: FollowWords;
  readonly #send: (text: string) => Promise<QuestionAnswer | null>;
  readonly #field = element("textarea", "question-field");
  readonly #said = element("p", "question-said");
  readonly #form: HTMLFormElement;
  #isSending = false;

  constructor(words: FollowWords, send: (text: string) => Promise<QuestionAnswer | null>) {
    this.#words = words;
    this.#send = send;
    this.button = button("follow-act follow-ask", words.ask, () => this.#open());
    this.button.hidden = true;
    this.sheet = new Sheet(words.askSheet, words.close);
    this.#field.maxLength = longestQuestion;
    this.#field.rows = 3;
    this.#field.setAttribute("aria-label", words.askSheet);
    this.#said.setAttribute("role", "status");
    const submit = element("button", "question-send", words.send);
    submit.type = "submit";
    const hint = element("p", "sheet-hint", words.askHint);
    this.#form = element(
      "form",
      "question",
      hint,
      this.#field,
      element("p", "question-act", this.#said, submit),
    );
    this.#form.addEventListener("submit", (event) => {
      event.preventDefault();
      void this.#submit();
    });
  }

  set allowed(allowed: boolean) {
    this.button.hidden = !allowed;
    if (!allowed && this.sheet.isOpen) this.sheet.close();
  }

  #open(): void {
    setText(this.#said, "");
    this.sheet.open(this.#form);
    this.#field.focus();
  }

  async #submit(): Promise<void> {
    const text = this.#field.value.trim();
    if (text === "" || this.#isSending) return;
    this.#isSending = true;
    const answer = await this.#send(text);
    this.#isSending = false;
    // What was not taken stays in the field.
    if (answer?.ok === true) this.#field.value = "";
    setText(this.#said, this.#answered(answer));
  }

  #answered(answer: QuestionAnswer | null): string {
    if (answer?.ok === true) return this.#words.sent;
    return answer?.why === "tooMany" ? this.#words.oneMoment : this.#words.notSent;
  }
}
