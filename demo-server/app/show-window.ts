import type { WindowId } from "#core/ids.ts";
import type { Answer, Welcome, WindowKind } from "#core/protocol/messages.ts";
import type { Press } from "#core/show/press.ts";
import type { ShowState } from "#core/show/state.ts";
import { sentence } from "#core/sentences.ts";
import type { Disposable } from "./ports.ts";
import type { ShowDesk, Visitor } from "./show-desk.ts";
import type { Send } from "./window.ts";

const STRANGER: Answer = { ok: false, why: sentence("stranger") };

/** One window of the presenter's at the show desk, whatever carries its messages. */
export class ShowWindow implements Disposable {
  readonly #desk: ShowDesk;
  readonly #send: Send;
  readonly #perform: Visitor["perform"];
  #visitor: Visitor | null = null;
  #visit: Disposable[] = [];

  /** @param perform does in this window what was pressed in another; rejects where it gives no answer. */
  constructor(desk: ShowDesk, send: Send, perform: Visitor["perform"]) {
    this.#desk = desk;
    this.#send = send;
    this.#perform = perform;
  }

  /** Whether this is the deck that leads. */
  get leads(): boolean {
    return this.#visitor !== null && this.#desk.leads(this.#visitor.window);
  }

  get view(): Pick<Welcome & { ok: true }, "show" | "driving"> {
    return { show: this.#desk.state, driving: this.#desk.driving };
  }

  /** The window says who it is; saying it again changes nothing. */
  enter(window: WindowId, kind: WindowKind): void {
    if (this.#visitor?.window === window && this.#visitor.kind === kind) return;
    this.dispose();
    this.#visitor = { window, kind, perform: this.#perform };
    this.#visit = [
      this.#desk.enter(this.#visitor),
      this.#desk.listen({
        shown: (state) => {
          if (state.leader !== window) this.#send("show", state);
        },
        drivingChanged: (driving) => this.#send("driving", driving),
      }),
    ];
  }

  tell(state: ShowState): void {
    if (this.#visitor) this.#desk.tell(this.#visitor.window, state);
  }

  press(press: Press): Promise<Answer> {
    return this.#visitor ? this.#desk.press(this.#visitor, press) : Promise.resolve(STRANGER);
  }

  takeOver(): Answer {
    return this.#visitor ? this.#desk.takeOver(this.#visitor) : STRANGER;
  }

  dispose(): void {
    for (const one of this.#visit) one.dispose();
    this.#visit = [];
    this.#visitor = null;
  }
}
