import { id, type PaneId } from "#core/ids.ts";
import type { AudienceVoice } from "./app/audience-voice.ts";
import type { Hall } from "./app/audience-source.ts";
import { Audience } from "./app/audience.ts";
import type { Disposable } from "./app/ports.ts";
import { RelayPost } from "./app/relay-post.ts";
import type { Wire } from "./app/relay-wire.ts";
import type { ShowDesk } from "./app/show-desk.ts";
import { StageAudience } from "./app/stage-audience.ts";
import type { Stage } from "./app/stage.ts";
import { systemClock } from "./adapters/clock.ts";
import { createAudienceDoor } from "./adapters/transport/audience.ts";
import type { Door } from "./adapters/transport/socket-io.ts";

export interface AudienceSetting {
  readonly doors: readonly Door[];
  readonly desk: ShowDesk;
  /** The talk's shells; null where nothing is live. */
  readonly stage: Stage | null;
  /** New with every start of the server. */
  readonly run: string;
  readonly voice: AudienceVoice;
  /** Leads to relays; null where there are none. */
  readonly wire: Wire | null;
  readonly onTrouble: (trouble: unknown) => void;
}

/** Lets viewers in through the doors, and tells relays what they need for theirs. */
export function openAudience(setting: AudienceSetting): Disposable {
  const { doors, desk, stage, run, voice, wire, onTrouble } = setting;
  const clock = systemClock;
  const door = createAudienceDoor(clock, onTrouble);
  const source = new StageAudience(run, stage, desk, clock);
  const panes = (): readonly PaneId[] => Object.keys(stage?.view.panes ?? {}).map(id<"pane">);
  const post = wire && new RelayPost({ wire, clock, voice, panes });
  const hall: Hall = {
    tell: (room, name, message) => {
      door.tell(room, name, message);
      post?.hall.tell(room, name, message);
    },
  };
  const counted = (people: number): void => desk.countViewers(people);
  const audience = new Audience({ source, hall, clock, voice, counted });
  door.lead(audience);
  for (const { http, guard } of doors) door.open(http, (request) => guard.admit(request));
  post?.join(audience);
  const listening = stage?.listen({
    paneChanged: (pane) => post?.follow(pane),
    stepChanged: () => undefined,
    clusterChanged: () => undefined,
  });
  return {
    dispose: () => {
      listening?.dispose();
      door.dispose();
      post?.dispose();
      audience.dispose();
      wire?.dispose();
    },
  };
}
