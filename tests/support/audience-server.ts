import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { promisify } from "node:util";
import { io, type Socket } from "socket.io-client";
import { id } from "#core/ids.ts";
import type { AudienceRules, AudienceWelcome, FromViewer, ToViewer } from "#core/protocol/audience.ts";
import { PROTOCOL_VERSION, type Position } from "#core/protocol/messages.ts";
import { systemClock } from "#server/adapters/clock.ts";
import { createAudienceDoor } from "#server/adapters/transport/audience.ts";
import { createGuard } from "#server/adapters/transport/guard.ts";
import type { PlaceRules } from "#server/adapters/transport/places.ts";
import { AudienceVoice } from "#server/app/audience-voice.ts";
import { Audience } from "#server/app/audience.ts";
import { StageAudience } from "#server/app/stage-audience.ts";
import type { Stage } from "#server/app/stage.ts";

export interface AudienceServer extends AsyncDisposable {
  readonly url: string;
  readonly audience: Audience;
  readonly voice: AudienceVoice;
  readonly troubles: unknown[];
  /** How many are open. */
  connections(): Promise<number>;
}

/** A server for viewers of this stage and for nobody else, on loopback. */
export async function serveAudienceOf(
  stage: Stage,
  rules: AudienceRules = { reactions: true, questions: true },
  places?: PlaceRules,
): Promise<AudienceServer> {
  const http = createServer();
  http.listen(0, "127.0.0.1");
  await once(http, "listening");
  const { port } = http.address() as AddressInfo;
  const troubles: unknown[] = [];
  const guard = createGuard({ names: ["127.0.0.1"], port, cookie: "none", presenterOnly: false });
  const hall = createAudienceDoor(systemClock, (trouble) => troubles.push(trouble), places);
  const voice = new AudienceVoice(systemClock, rules);
  const show = { state: null, listen: () => ({ dispose: () => undefined }) };
  const source = new StageAudience("run", stage, show, systemClock);
  const audience = new Audience({ source, hall, clock: systemClock, voice });
  hall.lead(audience);
  hall.open(http, (request) => guard.admit(request));
  return {
    url: `http://127.0.0.1:${port}`,
    audience,
    voice,
    troubles,
    connections: () => promisify(http.getConnections.bind(http))(),
    [Symbol.asyncDispose]: async () => {
      hall.dispose();
      audience.dispose();
      voice.dispose();
      http.close();
      http.closeAllConnections();
      await once(http, "close");
    },
  };
}

export type ViewerSocket = Socket<ToViewer, FromViewer>;

type Told = { [Name in keyof ToViewer]: readonly [Name, Parameters<ToViewer[Name]>[0]] }[keyof ToViewer];

/** A viewer's socket without a page: what it says is the test's, what it hears is kept. */
export class RawViewer {
  readonly socket: ViewerSocket;
  readonly heard: Told[] = [];
  refused = false;

  constructor(
    url: string,
    headers: Readonly<Record<string, string>> = { origin: url },
    { reconnects = false, from }: { readonly reconnects?: boolean; readonly from?: string } = {},
  ) {
    this.socket = io(`${url}/audience`, {
      path: "/audience",
      transports: ["websocket"],
      forceNew: true,
      reconnection: reconnects,
      // As a viewer's page does.
      reconnectionDelay: 200,
      reconnectionDelayMax: 1200,
      extraHeaders: { ...headers },
      ...(from === undefined ? {} : { localAddress: from }),
    });
    this.socket.on("connect_error", () => (this.refused = true));
    this.socket.onAny((name: string, message: unknown) =>
      this.heard.push([name, message] as unknown as Told),
    );
  }

  hello(protocol = PROTOCOL_VERSION): Promise<AudienceWelcome> {
    return this.socket.timeout(5000).emitWithAck("hello", { protocol });
  }

  follow(pane: string, have: Position | null = null): void {
    this.socket.emit("follow", { pane: id<"pane">(pane), have });
  }

  /** Screens and output, in order, as one text. */
  get text(): string {
    return this.heard
      .map(([name, message]) => (name === "screen" || name === "output" ? message.data : ""))
      .join("");
  }

  count(name: keyof ToViewer): number {
    return this.heard.filter(([heard]) => heard === name).length;
  }

  [Symbol.dispose](): void {
    this.socket.disconnect();
  }
}
