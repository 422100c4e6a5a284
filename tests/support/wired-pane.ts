import { id } from "#core/ids.ts";
import type { FromServer } from "#core/protocol/messages.ts";
import { Requests } from "#server/app/requests.ts";
import { PresenterWindow, type Send } from "#server/app/window.ts";
import type { Stage } from "#server/app/stage.ts";
import { LivePane, type PaneWire } from "../../slides/sources/live-pane.ts";
import { comparedScreen, type ComparedScreen } from "./compared-screen.ts";

type Message = { [Name in keyof FromServer]: [Name, Parameters<FromServer[Name]>[0]] }[keyof FromServer];

/** A deck's pane and the stage, with a wire between them that tests can cut, delay, and take messages out of. */
export class WiredPane {
  readonly compared: ComparedScreen;
  readonly #live: LivePane;
  readonly #stage: Stage;
  #window: PresenterWindow | null = null;
  #onTheWay: Message[] = [];
  /** How often it was sent a whole screen. */
  screens = 0;

  constructor(stage: Stage, pane: string, size: { readonly cols: number; readonly rows: number }) {
    this.#stage = stage;
    this.compared = comparedScreen(size.cols, size.rows);
    const wire: PaneWire = {
      open: (open) => void this.#window?.open(open),
      close: () => undefined,
      ack: (ack) => this.#window?.ack(ack),
    };
    this.#live = new LivePane(id<"pane">(pane), this.compared.terminal, wire);
    this.connect();
  }

  /** Opens the wire, which asks for the pane. */
  connect(): void {
    const send: Send = (name, message) => this.#onTheWay.push([name, message] as Message);
    this.#window ??= new PresenterWindow(this.#stage, new Requests(), send, () => true);
    this.#live.open();
  }

  /** Cuts the wire: what is on its way is lost. */
  cut(): void {
    this.#window?.dispose();
    this.#window = null;
    this.#onTheWay = [];
  }

  /** Loses the next output that is on its way. */
  lose(): void {
    const at = this.#onTheWay.findIndex(([name]) => name === "output");
    if (at >= 0) this.#onTheWay.splice(at, 1);
  }

  /** Lets up to `count` messages arrive. */
  deliver(count = Infinity): void {
    for (const [name, message] of this.#onTheWay.splice(0, count)) {
      if (name === "screen") this.screens++;
      if (name === "output") this.#live.output(message);
      else if (name === "screen") this.#live.screen(message);
      else if (name === "resized") this.#live.resized(message);
    }
  }

  /** Lets everything arrive and be drawn, also what is sent because of that. */
  async settle(): Promise<void> {
    do {
      this.deliver();
      await this.compared.write("");
      await this.compared.write("");
    } while (this.#onTheWay.length > 0);
  }

  dispose(): void {
    this.cut();
    this.#live.dispose();
    this.compared.terminal.dispose();
  }
}
