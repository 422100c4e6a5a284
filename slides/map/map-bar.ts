import type { Cluster, UnitState } from "#core/cluster/model.ts";
import { element, setText } from "../ui/elements.ts";
import type { Strings } from "../ui/strings.ts";
import { tally, unitStates } from "./scene.ts";

/** The map's title bar, as a pane has one: how many there are of what, live or recorded, and whether it is still heard. */
export class MapBar {
  readonly element: HTMLElement;
  readonly #strings: Strings;
  readonly #totals = element("span", "map-totals");
  readonly #machines = element("span", "map-machines-count");
  readonly #counts = new Map<UnitState, { readonly item: HTMLElement; readonly number: HTMLElement }>();
  readonly #source = element("span", "pane-source", element("b"));
  #lengths = "";
  readonly #heard = element("span", "map-heard");

  constructor(strings: Strings) {
    this.#strings = strings;
    const items = unitStates.map((state) => {
      const shape = element("i", "map-shape");
      shape.dataset.state = state;
      const number = element("b");
      const item = element(
        "span",
        "map-total",
        shape,
        number,
        element("span", "map-word", strings.map.unit[state]),
      );
      item.dataset.state = state;
      this.#counts.set(state, { item, number });
      return item;
    });
    const title = element("span", "pane-title", strings.map.title);
    this.#totals.append(this.#machines, ...items);
    this.element = element("header", "pane-bar map-bar", title, this.#totals, this.#heard, this.#source);
  }

  show({ machines, units, contact }: Cluster): void {
    const count = tally(Object.values(units));
    for (const [state, { item, number }] of this.#counts) {
      item.hidden = !count.has(state);
      setText(number, String(count.get(state) ?? 0));
    }
    const many = Object.keys(machines).length;
    setText(this.#machines, many === 0 ? "" : this.#strings.map.machines(many));
    this.#source.classList.toggle("dim", contact.at !== "heard");
    // To look what has room is to lay out the page: not for every digit.
    const lengths = [...count].map(([state, number]) => `${state} ${String(number).length}`).join();
    if (lengths !== this.#lengths) this.fit();
    this.#lengths = lengths;
  }

  /** Leaves the words out where they have no room, so that every number is seen. */
  fit(): void {
    const totals = this.#totals;
    totals.classList.remove("terse");
    totals.classList.toggle("terse", totals.scrollHeight > totals.clientHeight + 4);
  }

  /** @param ms since the cluster was heard; null while it is heard, or where it never was. */
  silent(ms: number | null): void {
    this.element.classList.toggle("silent", ms !== null);
    setText(this.#heard, ms === null ? "" : this.#strings.map.lastHeard(Math.max(0, Math.round(ms / 1000))));
  }

  /** Null: there is nothing to show, from nowhere. */
  origin(recorded: boolean | null): void {
    this.#source.hidden = recorded === null;
    this.#source.dataset.kind = recorded ? "recorded" : "live";
    const [mark] = this.#source.children;
    if (mark) setText(mark, recorded ? this.#strings.recorded : this.#strings.live);
  }
}
