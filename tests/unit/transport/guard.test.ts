import { describe, expect, test } from "vitest";
import { createGuard, type Asking, type GuardSetting } from "#server/adapters/transport/guard.ts";

const COOKIE = "c".repeat(43);

function guardOf(setting: Partial<GuardSetting> = {}) {
  return createGuard({
    names: ["127.0.0.1", "localhost"],
    port: 4400,
    cookie: COOKIE,
    presenterOnly: false,
    ...setting,
  });
}

function request(headers: Asking["headers"]): Asking {
  return { headers };
}

const here = { host: "127.0.0.1:4400" };

describe("host", () => {
  test.each(["127.0.0.1:4400", "localhost:4400", "LOCALHOST:4400"])("%s is this server", (host) => {
    expect(guardOf().admit(request({ host }))).toEqual({ ok: true, role: "viewer" });
  });

  test.each(["evil.example:4400", "localhost:4401", "localhost", "127.0.0.1.evil.example:4400", ""])(
    "%j is another server's name: DNS rebinding gets nothing",
    (host) => {
      expect(guardOf().admit(request({ host }))).toMatchObject({ ok: false, status: 421 });
    },
  );

  test("a request without a host is refused", () => {
    expect(guardOf().admit(request({}))).toMatchObject({ ok: false, status: 400 });
  });

  test("the default port may be left out, as browsers do", () => {
    expect(guardOf({ port: 80 }).admit(request({ host: "localhost" }))).toMatchObject({ ok: true });
  });
});

describe("origin", () => {
  test("the page's own origin comes in", () => {
    const admission = guardOf().admit(request({ ...here, origin: "http://127.0.0.1:4400" }));
    expect(admission).toMatchObject({ ok: true });
  });

  test.each([
    "http://evil.example",
    "http://localhost:4400",
    "https://127.0.0.1:4400",
    "http://127.0.0.1:4401",
    "null",
    "",
  ])("a page of %j stays out, with the presenter's cookie too", (origin) => {
    const admission = guardOf().admit(request({ ...here, origin, cookie: `kuroko-4400=${COOKIE}` }));
    expect(admission).toMatchObject({ ok: false, status: 403 });
  });
});

describe("the presenter", () => {
  test("is who has the cookie", () => {
    const cookie = `theme=dark; kuroko-4400=${COOKIE}; other=1`;
    expect(guardOf({ presenterOnly: true }).admit(request({ ...here, cookie }))).toEqual({
      ok: true,
      role: "presenter",
    });
  });

  test.each([
    ["none", undefined],
    ["a wrong one", `kuroko-4400=${"d".repeat(43)}`],
    ["a part of it", `kuroko-4400=${COOKIE.slice(1)}`],
    ["an empty one", "kuroko-4400="],
    ["another show's", `kuroko-4401=${COOKIE}`],
    ["one whose name only ends alike", `xkuroko-4400=${COOKIE}`],
  ])("is alone while shells are live: cookie %s stays out", (_, cookie) => {
    const headers = cookie === undefined ? here : { ...here, cookie };
    expect(guardOf({ presenterOnly: true }).admit(request(headers))).toMatchObject({
      ok: false,
      status: 403,
    });
    expect(guardOf().admit(request(headers))).toEqual({ ok: true, role: "viewer" });
  });
});

describe("a key", () => {
  test("becomes a cookie that no script and no other site can use", () => {
    const guard = guardOf();
    expect(guard.redeem(request(here), guard.issueKey())).toEqual({
      ok: true,
      setCookie: `kuroko-4400=${COOKIE}; Path=/; HttpOnly; SameSite=Strict`,
    });
  });

  test("works once", () => {
    const guard = guardOf();
    const key = guard.issueKey();
    guard.redeem(request(here), key);
    expect(guard.redeem(request(here), key)).toMatchObject({ ok: false, status: 403 });
  });

  test("that was used is no trouble for the browser that used it", () => {
    const guard = guardOf();
    const key = guard.issueKey();
    guard.redeem(request(here), key);
    const again = guard.redeem(request({ ...here, cookie: `kuroko-4400=${COOKIE}` }), key);
    expect(again).toMatchObject({ ok: true });
  });

  test("is not spent by somebody who comes by a wrong host or origin", () => {
    const guard = guardOf();
    const key = guard.issueKey();
    expect(guard.redeem(request({ host: "evil.example:4400" }), key)).toMatchObject({
      ok: false,
      status: 421,
    });
    expect(guard.redeem(request({ ...here, origin: "http://evil.example" }), key)).toMatchObject({
      ok: false,
    });
    expect(guard.redeem(request(here), key)).toMatchObject({ ok: true });
  });

  test("that was never issued is refused", () => {
    const guard = guardOf();
    guard.issueKey();
    for (const key of ["", "x", "e".repeat(43)])
      expect(guard.redeem(request(here), key)).toMatchObject({ ok: false, status: 403 });
  });

  test("has 256 bits and never comes twice", () => {
    const guard = guardOf();
    const keys = Array.from({ length: 100 }, () => guard.issueKey());
    expect(new Set(keys).size).toBe(100);
    for (const key of keys) expect(Buffer.from(key, "base64url")).toHaveLength(32);
  });
});
