import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Show } from "#server/main.ts";
import { eventually } from "../../support/eventually.ts";
import { presenterCookie, RawWindow } from "../../support/raw-window.ts";
import { ask, makeTalk, openShow, TALK, type TestTalk } from "../../support/set-up-show.ts";

const NOTED = TALK.replace("Hello from the test.", "Hello from the test.\n\nNote: between us only");

let talk: TestTalk;
let show: Show & AsyncDisposable;
let outside: { readonly url: string };

beforeAll(async () => {
  talk = await makeTalk({ "en.md": NOTED, "picture.svg": "<svg xmlns='http://www.w3.org/2000/svg'/>" });
  await talk.write("../other/en.md", TALK);
  show = await openShow(talk, {
    mode: "live",
    outside: { host: "127.0.0.1", port: 0, viewers: true, remotes: false },
    log: { building: () => undefined, trouble: () => undefined },
  });
  outside = { url: show.outsideUrl ?? "" };
});

afterAll(async () => {
  await show[Symbol.asyncDispose]();
  await talk[Symbol.asyncDispose]();
});

describe("the side that is open to the network", () => {
  test("leads to the talk that is given, as a page for a viewer", async () => {
    expect(await ask(outside, "/")).toMatchObject({
      status: 303,
      headers: { location: "/talks/probe/en.html" },
    });
    const { status, body } = await ask(outside, "/talks/probe/en.html");
    expect(status).toBe(200);
    expect(body).toContain('"role":"viewer"');
  });

  test("keeps the presenter's notes to the presenter", async () => {
    const cookie = await presenterCookie(show);
    const own = await ask(show, "/talks/probe/en.html", { headers: { cookie } });
    expect(own.body).toContain("between us only");
    expect((await ask(outside, "/talks/probe/en.html")).body).not.toContain("between us only");
  });

  test("has the talk's pictures and no other talk", async () => {
    expect((await ask(outside, "/talks/probe/picture.svg")).status).toBe(200);
    expect((await ask(outside, "/talks/other/en.html")).status).toBe(404);
  });

  test("makes nobody the presenter, whatever key or cookie comes along", async () => {
    const cookie = await presenterCookie(show);
    const value = cookie.split("=")[1] ?? "";
    const names = [cookie, `kuroko-${new URL(outside.url).port}=${value}`];
    for (const one of names) {
      const { body } = await ask(outside, "/talks/probe/en.html", { headers: { cookie: one } });
      expect(body).toContain('"role":"viewer"');
    }
    const { search } = new URL(show.newPresenterUrl());
    const reply = await ask(outside, `/talks/probe/en.html${search}`);
    expect(reply.headers["set-cookie"]).toBeUndefined();
    expect(reply.body).toContain('"role":"viewer"');
  });

  test("has no stage for viewers, nor for who brings the presenter's cookie", async () => {
    const cookie = await presenterCookie(show);
    const window = new RawWindow(outside, { cookie, origin: outside.url });
    await eventually(() => window.refused);
    expect(window.socket.connected).toBe(false);
  });

  test("answers for its own name only", async () => {
    expect((await ask(outside, "/", { headers: { host: "evil.example" } })).status).toBe(421);
    expect((await ask(outside, "/", { headers: { origin: "http://evil.example" } })).status).toBe(403);
  });

  test("asks browsers to keep windows apart only where they would heed it", async () => {
    const opener = async (headers: Record<string, string>) =>
      (await ask(outside, "/", { headers })).headers["cross-origin-opener-policy"];
    expect(await opener({})).toBe("same-origin");
    expect(await opener({ host: "192.0.2.2:4401" })).toBeUndefined();
    expect(await opener({ host: "192.0.2.2:4401", "x-forwarded-proto": "https" })).toBe("same-origin");
  });

  test("leaves the presenter's side closed to viewers", async () => {
    expect((await ask(show, "/talks/probe/en.html")).status).toBe(403);
  });

  test("ends with the show", async () => {
    const other = await openShow(talk, {
      outside: { host: "127.0.0.1", port: 0, viewers: true, remotes: false },
    });
    await other.close();
    await expect(ask({ url: other.outsideUrl ?? "" }, "/")).rejects.toThrow();
  });
});

describe("without viewers", () => {
  test("the open side is for paired devices only", async () => {
    await using other = await openShow(talk, {
      outside: { host: "127.0.0.1", port: 0, viewers: false, remotes: true },
    });
    expect((await ask({ url: other.outsideUrl ?? "" }, "/talks/probe/en.html")).status).toBe(403);
  });
});
