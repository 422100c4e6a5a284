import { randomUUID } from "node:crypto";
import { createServer } from "node:http";
import { id, type PaneId } from "#core/ids.ts";
import { systemClock } from "./adapters/clock.ts";
import { openRedisWire } from "./adapters/relay/redis-wire.ts";
import { createHeadlessScreen } from "./adapters/screens/headless.ts";
import { loadTalk } from "./adapters/talks/load.ts";
import { createAudienceDoor } from "./adapters/transport/audience.ts";
import { Complaints } from "./adapters/transport/complaints.ts";
import { boundConnections } from "./adapters/transport/crowd.ts";
import { nameToShow, namesOf } from "./adapters/transport/hosts.ts";
import { createHttp } from "./adapters/transport/http.ts";
import { listen } from "./adapters/transport/listen.ts";
import { createOutsideGuard } from "./adapters/transport/outside-guard.ts";
import { Audience } from "./app/audience.ts";
import { RelayAudience } from "./app/relay-audience.ts";
import { RelayVoice } from "./app/relay-voice.ts";
import type { RelayConfig } from "./config.ts";
import { closeServer } from "./outside.ts";
import { openRelaySite } from "./sites.ts";

/** A running relay. */
export interface Relay {
  /** Without a slash at its end. */
  readonly url: string;
  /** The wished port, when it was taken. */
  readonly portTaken?: number;
  /** Ends all connections. Safe to call twice. */
  close(): Promise<void>;
}

/**
 * Shows the room what a stage on another machine shows. It holds no shell and no key: nobody is the presenter here.
 * Rejects with a `ListenError`, or when the browser app cannot be built.
 */
export async function startRelay(config: RelayConfig): Promise<Relay> {
  const { talk, language, host, publicUrls, redis, log } = config;
  const { deck } = await loadTalk(talk.files.get(language) ?? "");
  const site = await openRelaySite(config);
  const server = createServer();
  boundConnections(server, new Complaints(systemClock, log.trouble));
  const { port, taken } = await listen(server, host, config.port);
  const guard = createOutsideGuard({
    names: namesOf(host),
    port,
    publicUrls,
    viewers: true,
    isRemote: () => false,
  });
  server.on("request", createHttp({ guard, language, site, onTrouble: log.trouble }));

  const clock = systemClock;
  const wire = openRedisWire({ url: redis, talk: talk.talk, onTrouble: log.trouble });
  const voice = new RelayVoice(wire, clock);
  const source = new RelayAudience({
    relay: id<"relay">(randomUUID()),
    wire,
    clock,
    createScreen: createHeadlessScreen,
    voice,
    panes: new Set(Object.keys(deck.panes) as PaneId[]),
  });
  const door = createAudienceDoor(clock, log.trouble);
  const counted = (people: number): void => source.count(people);
  const audience = new Audience({ source, hall: door, clock, voice, gatherMs: 0, counted });
  door.lead(audience);
  door.open(server, (request) => guard.admit(request));
  let closing: Promise<void> | undefined;
  return {
    url: `http://${nameToShow(host)}:${port}`,
    ...(taken === undefined ? {} : { portTaken: taken }),
    close: () =>
      (closing ??= (async () => {
        door.dispose();
        audience.dispose();
        source.dispose();
        voice.dispose();
        wire.dispose();
        await closeServer(server);
      })()),
  };
}
