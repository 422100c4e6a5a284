import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { id } from "#core/ids.ts";
import type { Answer } from "#core/protocol/messages.ts";
import type { Pairing, PairAsk } from "#core/protocol/pairing.ts";
import type { Show } from "#server/main.ts";
import { eventually } from "../../support/eventually.ts";
import { presenterCookie, RawWindow } from "../../support/raw-window.ts";
import { ask, makeTalk, openShow, type RawReply, type TestTalk } from "../../support/set-up-show.ts";

const iPhone = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X)";

const TALK = `---
title: Remote
panes:
  main: {}
---

# First

\`\`\`terminal main
$ true
  id: step
\`\`\`
`;

let talk: TestTalk;
let show: Show & AsyncDisposable;
let outside: { readonly url: string };
let deck: RawWindow;
const troubles: string[] = [];
const windows: RawWindow[] = [];

beforeEach(async () => {
  troubles.length = 0;
  talk = await makeTalk({ "en.md": TALK });
  show = await openShow(talk, {
    mode: "live",
    outside: { host: "127.0.0.1", port: 0, viewers: true, remotes: true },
    log: { building: () => undefined, trouble: (trouble) => troubles.push(String(trouble)) },
  });
  outside = { url: show.outsideUrl ?? "" };
  deck = await RawWindow.admitted(show);
  windows.push(deck);
  await deck.hello();
});
afterEach(async () => {
  for (const window of windows.splice(0)) window.close();
  await show[Symbol.asyncDispose]();
  await talk[Symbol.asyncDispose]();
});

const pair = (what: PairAsk): Promise<Answer> => deck.socket.timeout(5000).emitWithAck("pair", what);

async function told(what: (pairing: Pairing) => boolean): Promise<Pairing> {
  await eventually(() => deck.pairing !== null && what(deck.pairing));
  if (!deck.pairing) throw new Error("no remote can be paired");
  return deck.pairing;
}

async function offered(): Promise<string> {
  expect(await pair({ do: "offer" })).toEqual({ ok: true });
  const { offer } = await told(({ offer }) => offer !== null);
  return new URL(offer?.url ?? "").pathname;
}

const cookieOf = ({ headers }: RawReply): string => (headers["set-cookie"]?.[0] ?? "").split(";")[0] ?? "";

/** A phone that opened the address, and the code that it shows. */
async function asking(): Promise<{ cookie: string; code: string }> {
  const reply = await ask(outside, await offered(), { headers: { "user-agent": iPhone } });
  return { cookie: cookieOf(reply), code: /class="code"[^>]*>(\d{4})</.exec(reply.body)?.[1] ?? "" };
}

async function paired(): Promise<{ cookie: string }> {
  const phone = await asking();
  const { asking: devices } = await told((pairing) => pairing.asking.length === 1);
  const [device] = devices;
  if (!device) throw new Error("nobody asks");
  expect(await pair({ do: "confirm", device: device.device })).toEqual({ ok: true });
  return phone;
}

function windowOf({ cookie }: { cookie: string }, url = outside.url): RawWindow {
  const window = new RawWindow({ url }, { cookie, origin: url });
  windows.push(window);
  return window;
}

describe("[P27] pairing a phone", () => {
  it("takes an address, the same code on both, and the presenter's word", async () => {
    const phone = await asking();
    expect(phone.code).toMatch(/^\d{4}$/);
    const { asking: devices, offer } = await told((pairing) => pairing.asking.length === 1);
    expect(devices).toMatchObject([{ code: phone.code, looksLike: "iPhone" }]);
    expect(offer).toBeNull();
    const waiting = await ask(outside, "/pair", { headers: { cookie: phone.cookie } });
    expect(waiting).toMatchObject({ status: 200 });
    await pair({ do: "confirm", device: devices[0]?.device ?? id<"device">("") });
    const reply = await ask(outside, "/pair", { headers: { cookie: phone.cookie } });
    expect(reply).toMatchObject({ status: 303, headers: { location: "/talks/probe/en.html?remote" } });
    const page = await ask(outside, "/talks/probe/en.html?remote", { headers: { cookie: phone.cookie } });
    expect(page.body).toContain('"role":"remote"');
  });

  it("gives nothing before that word: the phone is a viewer, without a stage", async () => {
    const phone = await asking();
    const page = await ask(outside, "/talks/probe/en.html?remote", { headers: { cookie: phone.cookie } });
    expect(page.body).toContain('"role":"viewer"');
    const window = windowOf(phone);
    await eventually(() => window.refused);
  });

  it("works once for each address: the second who opens it gets nothing", async () => {
    const path = await offered();
    expect(cookieOf(await ask(outside, path))).not.toBe("");
    const second = await ask(outside, path);
    expect(second.status).toBe(403);
    expect(cookieOf(second)).toBe("");
  });

  it("is not used up by a program that looks ahead", async () => {
    const path = await offered();
    await ask(outside, path, { method: "HEAD" });
    expect((await ask(outside, path)).status).toBe(200);
  });

  it("keeps a cookie that scripts and other sites cannot use", async () => {
    const reply = await ask(outside, await offered());
    expect(reply.headers["set-cookie"]?.[0]).toMatch(/; HttpOnly; SameSite=Strict$/);
  });

  it("is not there for guesses, other names, and on the presenter's side", async () => {
    await offered();
    expect((await ask(outside, "/pair/guess")).status).toBe(403);
    expect((await ask(outside, await offered(), { headers: { host: "evil.example" } })).status).toBe(421);
    const cookie = await presenterCookie(show);
    expect((await ask(show, await offered(), { headers: { cookie } })).status).toBe(404);
  });

  it("stays open to the right address while others guess", async () => {
    const path = await offered();
    for (let guess = 0; guess < 25; guess++)
      expect((await ask(outside, `/pair/guess-${guess}`)).status).toBe(403);
    expect((await ask(outside, path)).status).toBe(200);
    const said = troubles.filter((trouble) => trouble.startsWith("Refused a phone"));
    expect(said).toHaveLength(20);
  });
});

describe("[P28] a paired remote", () => {
  it("presses keys on the deck, and hears of the show", async () => {
    const phone = windowOf(await paired());
    await eventually(() => phone.socket.connected);
    deck.performs();
    expect(await phone.hello({ kind: "remote" })).toMatchObject({
      ok: true,
      stage: null,
      pairing: null,
      room: null,
      questions: 0,
    });
    const request = id<"request">("r");
    const press = (): Promise<Answer> =>
      phone.socket.timeout(5000).emitWithAck("press", { request, action: "next", chord: "" });
    expect(await press()).toEqual({ ok: true });
    expect(await press()).toEqual({ ok: true });
    expect(deck.pressed).toEqual(["next"]);
  });

  it("stays paired when it reloads", async () => {
    const phone = await paired();
    for (let times = 0; times < 3; times++) {
      const window = windowOf(phone);
      await eventually(() => window.socket.connected);
      expect(await window.hello({ kind: "remote" })).toMatchObject({ ok: true });
      window.close();
    }
  });

  it("cannot be a deck or a speaker window", async () => {
    const phone = windowOf(await paired());
    await eventually(() => phone.socket.connected);
    for (const kind of ["deck", "speaker"] as const)
      expect(await phone.hello({ kind, leads: false })).toMatchObject({ ok: false });
  });

  it("reaches no shell and no step, whatever it says", async () => {
    const phone = windowOf(await paired());
    await eventually(() => phone.socket.connected);
    await phone.hello({ kind: "remote" });
    const pane = id<"pane">("main");
    const size = { cols: 80, rows: 24 };
    phone.socket.emit("open", { pane, size, have: null });
    phone.socket.emit("input", { pane, data: "touch broken\r" });
    phone.socket.emit("resize", { pane, ...size });
    phone.socket.emit(
      "ask",
      { request: id<"request">("a"), action: { do: "next", step: id<"step">("step") } },
      () => undefined,
    );
    phone.socket.emit("pair", { do: "offer" }, () => undefined);
    await eventually(() => troubles.length >= 5);
    expect(troubles.every((trouble) => trouble.startsWith("Refused a remote's message"))).toBe(true);
    expect(phone.heard.filter(([name]) => ["output", "screen", "pane", "pairing"].includes(name))).toEqual(
      [],
    );
    const { stage } = (await deck.hello()) as { stage: { panes: object; steps: object } };
    expect(stage).toMatchObject({ panes: {}, steps: {} });
  });

  it("has no way to the presenter's side", async () => {
    const { cookie } = await paired();
    const window = windowOf({ cookie }, show.url);
    await eventually(() => window.refused);
    expect((await ask(show, "/talks/probe/en.html", { headers: { cookie } })).status).toBe(403);
  });

  it("[P29] is cut off at once when all are unpaired, and is a viewer from then on", async () => {
    const phone = await paired();
    const window = windowOf(phone);
    await eventually(() => window.socket.connected);
    await window.hello({ kind: "remote" });
    expect(await pair({ do: "unpairAll" })).toEqual({ ok: true });
    await eventually(() => !window.socket.connected);
    const again = windowOf(phone);
    await eventually(() => again.refused);
    const page = await ask(outside, "/talks/probe/en.html?remote", { headers: { cookie: phone.cookie } });
    expect(page.body).toContain('"role":"viewer"');
    expect(deck.socket.connected).toBe(true);
  });
});

describe("where the server was started without --remote", () => {
  it("nothing is paired", async () => {
    await using other = await openShow(talk);
    const window = await RawWindow.admitted(other);
    windows.push(window);
    expect(await window.hello()).toMatchObject({ pairing: null });
    expect(await window.socket.timeout(5000).emitWithAck("pair", { do: "offer" })).toMatchObject({
      ok: false,
    });
  });
});
