import { randomUUID } from "node:crypto";
import { createServer } from "node:http";
import { join } from "node:path";
import { id } from "#core/ids.ts";
import { resumeStep, type KeptStage } from "#core/show/kept.ts";
import { systemClock } from "./adapters/clock.ts";
import { openDevApp } from "./adapters/site/dev-app.ts";
import { createGuard } from "./adapters/transport/guard.ts";
import { nameToShow, namesOf } from "./adapters/transport/hosts.ts";
import { createHttp } from "./adapters/transport/http.ts";
import { openStageFile } from "./adapters/show/stage-file.ts";
import { listen } from "./adapters/transport/listen.ts";
import { keptCookie } from "./adapters/transport/presenter-key.ts";
import type { StageServerOptions } from "./adapters/transport/socket-io.ts";
import { AudienceVoice } from "./app/audience-voice.ts";
import type { Disposable } from "./app/ports.ts";
import type { Wire } from "./app/relay-wire.ts";
import { ShowDesk } from "./app/show-desk.ts";
import { StageKeeper } from "./app/stage-keeper.ts";
import type { StageBefore } from "./app/stage.ts";
import type { ShowConfig } from "./config.ts";
import type { Live } from "./live.ts";
import { closeServer, openOutside } from "./outside.ts";
import { frontOf, openSites } from "./sites.ts";

/** A running server. */
export interface Show {
  /** Without a slash at its end: `http://127.0.0.1:4400`. */
  readonly url: string;
  /** Makes the presenter of the browser that opens it; works once. */
  readonly presenterUrl: string;
  /** The wished port, when it was taken. */
  readonly portTaken?: number;
  /** Another address like `presenterUrl`, for another browser. */
  newPresenterUrl(): string;
  /** Where the room finds the talk, without a slash at its end; null where nothing is open to it. */
  readonly outsideUrl: string | null;
  /** The show that was cut off a while ago, and goes on: at which slide, counted from 1; null where it begins anew. */
  readonly goesOn: { readonly slide: number; readonly agoMs: number } | null;
  /** Ends all connections and releases what the show holds. Safe to call twice. */
  close(): Promise<void>;
}

/** Puts the parts together and starts the server. Rejects with a `ListenError`, or when the browser app cannot be built. */
export async function startShow(config: ShowConfig): Promise<Show> {
  const server = createServer();
  const names = namesOf(config.host);
  const cookie = await keptCookie(config.state);
  const dev = config.development ? await openDevApp(server, names) : null;
  const live = await openShells(config);
  const given = config.talk?.talk.talk ?? null;
  const kept = given === null ? null : openStageFile(config.state, given, config.log.trouble);
  const cutOff = config.fresh ? null : ((await kept?.read()) ?? null);
  const sites = await openSites(config, dev, (edit) => {
    config.log.edited?.(edit.page.problems);
    void live?.edited(edit.file).catch(config.log.trouble);
  });
  const outside =
    config.outside && sites.outside
      ? await openOutside(
          config.outside,
          { site: sites.outside, front: frontOf(config), language: languageOf(config) },
          config.log,
        )
      : null;

  // From here on nothing waits, so that no request comes in before there is somebody to answer it.
  const { port, taken } = await listen(server, config.host, config.port);
  const guard = createGuard({ names, port, cookie, presenterOnly: config.mode === "live" });
  server.on(
    "request",
    createHttp({
      guard,
      language: languageOf(config),
      site: sites.own,
      onTrouble: config.log.trouble,
      ...(dev ? { before: dev.answer } : {}),
    }),
  );
  const desk = new ShowDesk(systemClock, cutOff?.stage ?? null);
  if (cutOff) live?.stage.resume(stageBefore(cutOff.stage));
  const keeper =
    given && kept
      ? new StageKeeper({ talk: given, desk, stage: live?.stage ?? null, store: kept, clock: systemClock })
      : null;
  const voice = new AudienceVoice(systemClock, config.room ?? NOTHING);
  const sockets = openSockets(config, {
    doors: [{ http: server, guard }, ...(outside ? [{ http: outside.server, guard: outside.guard }] : [])],
    desk,
    pairing: outside?.pairing ?? null,
    stage: live?.stage ?? null,
    voice,
    audienceUrl: config.outside?.viewers === true ? (outside?.url ?? null) : null,
    onTrouble: config.log.trouble,
  });

  const url = `http://${nameToShow(config.host)}:${port}`;
  const newPresenterUrl = (): string => `${url}${frontOf(config)}?key=${guard.issueKey()}`;
  const closeAll = async (): Promise<void> => {
    keeper?.dispose();
    (await sockets).dispose();
    desk.dispose();
    voice.dispose();
    await Promise.all([dev?.close(), live?.close(), outside?.close(), kept?.forget()]);
    await closeServer(server);
  };
  let closing: Promise<void> | undefined;
  return {
    url,
    presenterUrl: newPresenterUrl(),
    ...(taken === undefined ? {} : { portTaken: taken }),
    newPresenterUrl,
    outsideUrl: outside?.url ?? null,
    goesOn: cutOff && { slide: (cutOff.stage.show?.place.slide ?? 0) + 1, agoMs: cutOff.agoMs },
    close: () => (closing ??= closeAll()),
  };
}

/**
 * The talk's shells, or null where nothing live was asked for. Their parts are imported only here: who replays a take
 * waits for no ssh2, and needs no pty that was built for this system.
 */
async function openShells({ mode, talk, state, understudies, log }: ShowConfig): Promise<Live | null> {
  const file = talk?.talk.files.get(talk.language);
  if (mode !== "live" || file === undefined) return null;
  const { openLive } = await import("./live.ts");
  // Its windows come at once: what `openSockets` needs is ready for them.
  await import("./adapters/transport/socket-io.ts");
  await import("./audience.ts");
  return openLive({ file, takes: join(state, "takes"), understudies, onTrouble: log.trouble });
}

/**
 * For the presenter's windows, viewers, and relays. socket.io's code comes after the first page where nothing is live. It
 * takes over its own paths and leaves the rest to who was there before.
 */
async function openSockets(config: ShowConfig, options: StageServerOptions): Promise<Disposable> {
  const { serveStage } = await import("./adapters/transport/socket-io.ts");
  const windows = serveStage(options);
  const { openAudience } = await import("./audience.ts");
  const run = options.stage?.view.run ?? randomUUID();
  const viewers = openAudience({ ...options, run, wire: await openWire(config) });
  return {
    dispose: () => {
      windows.dispose();
      viewers.dispose();
    },
  };
}

/** Of the talk that is given. */
function languageOf({ talk }: ShowConfig): string {
  return talk?.language ?? "en";
}

const NOTHING = { reactions: false, questions: false };

/** One machine needs no Redis, and loads nothing for it. */
async function openWire({ redis, talk, log }: ShowConfig): Promise<Wire | null> {
  if (redis === undefined || !talk) return null;
  const { openRedisWire } = await import("./adapters/relay/redis-wire.ts");
  return openRedisWire({ url: redis, talk: talk.talk.talk, onTrouble: log.trouble });
}

function stageBefore({ steps, panes }: KeptStage): StageBefore {
  const resumed = Object.entries(steps).map(([step, kept]) => [id<"step">(step), resumeStep(kept)] as const);
  return { steps: new Map(resumed), panes };
}
