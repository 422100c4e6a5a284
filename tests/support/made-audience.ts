import { id } from "#core/ids.ts";
import type { ToViewer } from "#core/protocol/audience.ts";
import { PROTOCOL_VERSION, type Position } from "#core/protocol/messages.ts";
import type { ShowState } from "#core/show/state.ts";
import { AudienceVoice } from "#server/app/audience-voice.ts";
import type { Hall, Recipient } from "#server/app/audience-source.ts";
import { Audience } from "#server/app/audience.ts";
import { StageAudience, type ShownShow } from "#server/app/stage-audience.ts";
import type { Viewer } from "#server/app/viewer.ts";
import { comparedScreen, type ComparedScreen } from "./compared-screen.ts";
import { makeStage, type MadeStage } from "./made-stage.ts";

type Told = { [Name in keyof ToViewer]: readonly [Name, Parameters<ToViewer[Name]>[0]] }[keyof ToViewer];

/** The hall without sockets. Counts what was told, and lets those hear it who are in the room. */
export class MadeHall implements Hall {
  readonly members = new Map<string, Set<MadeViewer>>();
  readonly told: Told[] = [];

  tell<Name extends keyof ToViewer>(room: string, name: Name, message: Parameters<ToViewer[Name]>[0]): void {
    const members = this.members.get(room) ?? new Set();
    if (members.size > 0) this.told.push([name, message] as unknown as Told);
    for (const viewer of members) viewer.tell(name, message);
  }

  /** How many messages of this name were encoded. */
  count(name: keyof ToViewer): number {
    return this.told.filter(([told]) => told === name).length;
  }
}

/** A viewer's window that draws what it is told by the rules of the protocol. */
export class MadeViewer implements Recipient {
  readonly heard: Told[] = [];
  readonly compared: ComparedScreen;
  readonly people = 1;
  unsentBytes = 0;
  viewer: Viewer | null = null;
  /** How often something was missing. */
  gaps = 0;
  at: Position | null = null;
  readonly #hall: MadeHall;
  #drawing: Promise<void> = Promise.resolve();

  constructor(hall: MadeHall) {
    this.#hall = hall;
    this.compared = comparedScreen(80, 24);
  }

  enter(room: string): void {
    const members = this.#hall.members.get(room) ?? new Set();
    this.#hall.members.set(room, members.add(this));
  }

  leave(room: string): void {
    this.#hall.members.get(room)?.delete(this);
  }

  tell<Name extends keyof ToViewer>(name: Name, message: Parameters<ToViewer[Name]>[0]): void {
    const told = [name, message] as unknown as Told;
    this.heard.push(told);
    this.#apply(told);
  }

  count(name: keyof ToViewer): number {
    return this.heard.filter(([heard]) => heard === name).length;
  }

  /** Waits until everything that was heard is drawn. */
  async drawn(): Promise<ComparedScreen> {
    await this.#drawing;
    return this.compared;
  }

  #apply([name, message]: Told): void {
    if (name === "screen") {
      this.at = { epoch: message.epoch, offset: message.offset };
      this.#draw(async () => {
        this.compared.terminal.reset();
        this.compared.terminal.resize(message.cols, message.rows);
        await this.compared.write(message.data);
      });
    } else if (name === "output") {
      const { at } = this;
      if (at?.epoch !== message.epoch || message.offset > at.offset) {
        this.gaps++;
        return;
      }
      const data = message.data.slice(at.offset - message.offset);
      this.at = { epoch: at.epoch, offset: at.offset + data.length };
      this.#draw(() => this.compared.write(data));
    } else if (name === "resized") {
      this.#draw(() => {
        this.compared.terminal.resize(message.cols, message.rows);
        return Promise.resolve();
      });
    }
  }

  #draw(draw: () => Promise<void>): void {
    this.#drawing = this.#drawing.then(draw);
  }
}

export const MAIN = id<"pane">("main");

export interface MadeAudience extends MadeStage {
  readonly hall: MadeHall;
  readonly audience: Audience;
  readonly voice: AudienceVoice;
  /** What the leading deck tells. */
  readonly tellShow: (show: ShowState) => void;
  /** The numbers of viewers that were counted. */
  readonly counts: number[];
  /** Lets a second pass, and waits until all that was printed is on the server's screen, which the clock does not know of. */
  readonly rest: () => Promise<void>;
  /** Somebody comes and follows the pane. */
  readonly come: (have?: Position | null) => MadeViewer;
}

/**
 * An audience of a stage with one made shell (see `makeStage`), on a clock that stands still.
 * @param alsoTold another hall that hears what is told.
 */
export async function makeAudience(scrollback?: number, alsoTold?: Hall["tell"]): Promise<MadeAudience> {
  const made = await makeStage(scrollback);
  const { stage, clock } = made;
  const hall = new MadeHall();
  const heard = new Set<(show: ShowState) => void>();
  let state: ShowState | null = null;
  const show: ShownShow = {
    get state() {
      return state;
    },
    listen: (listener) => {
      const hear = (told: ShowState): void => listener.shown(told);
      heard.add(hear);
      return { dispose: () => heard.delete(hear) };
    },
  };
  const voice = new AudienceVoice(clock, { reactions: true, questions: true });
  const counts: number[] = [];
  const audience = new Audience({
    source: new StageAudience("run", stage, show, clock),
    hall: {
      tell: (room, name, message) => {
        hall.tell(room, name, message);
        alsoTold?.(room, name, message);
      },
    },
    clock,
    voice,
    counted: (people) => counts.push(people),
  });
  return {
    ...made,
    hall,
    audience,
    voice,
    counts,
    tellShow: (told) => {
      state = told;
      for (const hear of heard) hear(told);
    },
    rest: async () => {
      await clock.pass(500);
      const { screens } = stage.session(MAIN)?.watchers.shell ?? {};
      await new Promise<void>((resolve) => {
        if (screens) screens.atEnd(resolve);
        else resolve();
      });
      await clock.pass(500);
    },
    come: (have = null) => {
      const window = new MadeViewer(hall);
      const viewer = audience.enter(window);
      window.viewer = viewer;
      viewer.hello({ protocol: PROTOCOL_VERSION });
      viewer.follow({ pane: MAIN, have });
      return window;
    },
  };
}
