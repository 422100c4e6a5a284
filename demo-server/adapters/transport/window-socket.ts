import type { Socket } from "socket.io";
import { z } from "zod";
import { Allowance } from "#core/allowance.ts";
import {
  PROTOCOL_VERSION,
  type Answer,
  type FromServer,
  type FromWindow,
  type Hello,
  type Welcome,
} from "#core/protocol/messages.ts";
import type { BackgroundRun } from "#core/show/background-run.ts";
import type { Press } from "#core/show/press.ts";
import type { Role } from "#core/show/role.ts";
import type { Sentence } from "#core/said.ts";
import { sentence } from "#core/sentences.ts";
import type { AudienceVoice } from "#server/app/audience-voice.ts";
import type { PairingDesk } from "#server/app/pairing-desk.ts";
import type { Requests } from "#server/app/requests.ts";
import type { ShowDesk } from "#server/app/show-desk.ts";
import { ShowWindow } from "#server/app/show-window.ts";
import type { Stage } from "#server/app/stage.ts";
import { PresenterWindow, type Send } from "#server/app/window.ts";
import { systemClock } from "../clock.ts";
import type { Complaints } from "./complaints.ts";
import { answer as answerSchema, isInput, messages } from "./messages.ts";

/** More than hands, a flood's acks and a program that asks for every move of the mouse need. [P30] */
const messageRates = {
  presenter: { burst: 2000, perSecond: 500 },
  remote: { burst: 40, perSecond: 10 },
} as const;

/** The deck that leads answers a press at once; what it does may take longer. */
const performWithinMs = 4000;

/** What a window of the presenter's reaches. */
export interface WindowParts {
  readonly desk: ShowDesk;
  /** Null where no remote can be paired. */
  readonly pairing: PairingDesk | null;
  /** The talk's shells; null where nothing is live. */
  readonly stage: Stage | null;
  /** What the room sends up. */
  readonly voice: AudienceVoice;
  /** Where the room finds the talk; null where nothing is open to it. */
  readonly audienceUrl: string | null;
  /** Hears, in a sentence, what was refused and what failed. */
  readonly onTrouble: (trouble: unknown) => void;
}

/** What all windows share. */
export interface Shared {
  readonly requests: Requests;
  readonly complaints: Complaints;
}

export type PressingRole = Exclude<Role, "viewer">;

type WindowSocket = Socket<FromWindow, FromServer>;

/** Hears what one window says, and says to it what it is to know, until its socket is closed. */
export function serveWindow(
  socket: WindowSocket,
  role: PressingRole,
  parts: WindowParts,
  { requests, complaints }: Shared,
): void {
  const { desk, voice, audienceUrl, onTrouble } = parts;
  const send: Send = (name, message) => {
    (socket.emit as (event: string, message: unknown) => boolean)(name, message);
  };
  const stage = role === "presenter" ? parts.stage : null;
  const pairing = role === "presenter" ? parts.pairing : null;
  const visit = new ShowWindow(desk, send, (press) => perform(socket, press));
  const room = role === "presenter" ? voice : null;
  const listening = voice.listen(
    role === "presenter"
      ? { reacted: (counts) => send("reactions", counts), changed: (heardNow) => send("room", heardNow) }
      : { changed: ({ questions }) => send("questions", questions.length) },
  );
  const window = stage && new PresenterWindow(stage, requests, send, () => visit.leads);
  /** [P2] Takes a message in only if it fits its schema. */
  const heard =
    <Message>(schema: z.ZodType<Message>, hear: (message: Message, reply: Reply) => void) =>
    (raw: unknown, answer?: unknown): void => {
      const parsed = schema.safeParse(raw);
      if (parsed.success) hear(parsed.data, replyBy(answer));
      else complaints.refused(`a malformed message: ${z.prettifyError(parsed.error)}`);
    };
  const failed = (error: unknown): Answer => {
    onTrouble(error);
    return { ok: false, why: sentence("serverFailed") };
  };

  const rate = new Allowance(messageRates[role]);
  const paired = pairing?.listen(() => send("pairing", pairing.view));
  socket.use(([name], next) => {
    if (!rate.take(systemClock.now())) complaints.refused("a window's message: too many of them.");
    else if (role === "presenter" || fromRemote.has(name)) next();
    else complaints.refused(`a remote's message: it cannot say "${name.slice(0, 40)}".`);
  });
  socket.on(
    "hello",
    heard(messages.hello, (hello, reply) => {
      const why = enter(hello, role, visit);
      if (why !== null) reply({ ok: false, why });
      else
        reply({
          ok: true,
          stage: window?.view ?? null,
          ...visit.view,
          audienceUrl,
          room: room?.heard ?? null,
          questions: voice.heard.questions.length,
          pairing: pairing?.view ?? null,
        });
    }),
  );
  socket.on(
    "open",
    heard(messages.open, (open) => void window?.open(open)),
  );
  socket.on(
    "close",
    heard(messages.close, (pane) => window?.close(pane)),
  );
  socket.on(
    "ack",
    heard(messages.ack, (ack) => window?.ack(ack)),
  );
  const malformed = heard(messages.input, (input) => window?.input(input));
  socket.on("input", (raw: unknown) => {
    if (isInput(raw)) window?.input(raw);
    else malformed(raw);
  });
  socket.on(
    "resize",
    heard(messages.resize, (resize) => window?.resize(resize)),
  );
  socket.on(
    "ask",
    heard(messages.ask, (ask, reply) => {
      (window?.ask(ask) ?? Promise.resolve(NOTHING_LIVE)).catch(failed).then(reply, onTrouble);
    }),
  );
  socket.on(
    "reveal",
    heard(messages.reveal, (step, reply) => reply(window?.reveal(step) ?? null)),
  );
  socket.on(
    "tell",
    heard(messages.tell, (state) => visit.tell(state)),
  );
  socket.on(
    "press",
    heard(messages.press, (press, reply) => {
      visit.press(press).catch(failed).then(reply, onTrouble);
    }),
  );
  socket.on(
    "takeOver",
    heard(messages.takeOver, (_, reply) => reply(visit.takeOver())),
  );
  socket.on(
    "allow",
    heard(messages.allow, (rules, reply) => {
      room?.allow(rules);
      reply({ ok: true });
    }),
  );
  socket.on(
    "putAway",
    heard(messages.putAway, (question, reply) => {
      room?.putAway(question);
      reply({ ok: true });
    }),
  );
  socket.on(
    "pair",
    heard(messages.pair, (ask, reply) => reply(pairing?.ask(ask) ?? NO_REMOTES)),
  );
  socket.on("disconnect", (reason, cause: unknown) => {
    window?.dispose();
    listening.dispose();
    visit.dispose();
    paired?.dispose();
    if (reason === "transport error" || reason === "parse error") onTrouble(whyBroken(reason, cause));
  });
}

/** [P28] What a remote may say. */
const fromRemote: ReadonlySet<string> = new Set<keyof FromWindow>(["hello", "press", "takeOver"]);

const NOTHING_LIVE: Answer = {
  ok: false,
  why: sentence("nothingLive"),
};

const NO_REMOTES: Answer = {
  ok: false,
  why: sentence("noRemotes"),
};

/** A message larger than `messageBytes` ends here too: the WebSocket is closed by it. */
function whyBroken(reason: string, cause: unknown): string {
  const inner = cause instanceof Error && "description" in cause ? cause.description : cause;
  return `A window's socket was closed: ${inner instanceof Error ? inner.message : reason}`;
}

async function perform(socket: WindowSocket, press: Press): Promise<Answer> {
  const said: unknown = await socket.timeout(performWithinMs).emitWithAck("press", press);
  return answerSchema.parse(said);
}

type Reply = (value: Welcome | Answer | BackgroundRun | null) => void;

/** A window that gave no callback wants no answer. */
function replyBy(answer: unknown): Reply {
  return (value) => {
    if (typeof answer === "function") (answer as Reply)(value);
  };
}

/** Why this window cannot come in; null where it has. */
function enter({ protocol, window, kind }: Hello, role: PressingRole, visit: ShowWindow): Sentence | null {
  if (protocol !== PROTOCOL_VERSION)
    return sentence("otherProtocol", { page: protocol, server: PROTOCOL_VERSION });
  if (role === "remote" && kind !== "remote") return sentence("pairedAsRemote");
  visit.enter(window, kind);
  return null;
}
