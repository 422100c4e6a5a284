import { stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Show } from "#server/main.ts";
import { ask, makeTalk, openShow, TALK, type TestTalk } from "../../support/set-up-show.ts";

let talk: TestTalk;
let show: Show & AsyncDisposable;

beforeAll(async () => {
  talk = await makeTalk({
    "en.md": TALK,
    "ja.md": TALK.replace("A test talk", "試験"),
    "picture.svg": "<svg xmlns='http://www.w3.org/2000/svg'/>",
    "deep/movie.mp4": "0123456789",
    "terraform.tfstate": "secret",
    id_ed25519: "secret",
    ".env": "secret",
    "secret.json": "secret",
  });
  await writeFile(join(talk.home, "talks/outside.svg"), "secret");
  show = await openShow(talk);
});

afterAll(async () => {
  await show[Symbol.asyncDispose]();
  await talk[Symbol.asyncDispose]();
});

describe("pages", () => {
  test("the front leads to the talk", async () => {
    const reply = await ask(show, "/");
    expect(reply).toMatchObject({ status: 303, headers: { location: "/talks/probe/en.html" } });
  });

  test("each language has its page", async () => {
    expect((await ask(show, "/talks/probe/en.html")).body).toContain("Hello from the test.");
    expect((await ask(show, "/talks/probe/ja.html")).body).toContain("試験");
  });

  test("everything that a page loads is there, by a relative address, from this server", async () => {
    const { body } = await ask(show, "/talks/probe/en.html");
    const loaded = [...body.matchAll(/<(?:script|link)\b[^>]*\b(?:src|href)="([^"]+)"/g)].map(
      (match) => match[1] ?? "",
    );
    const files = loaded.filter((address) => !address.startsWith("data:"));
    expect(files.length).toBeGreaterThan(0);
    for (const file of files) {
      expect(file).not.toMatch(/^(\/|\w+:)/);
      const { pathname } = new URL(file, `${show.url}/talks/probe/en.html`);
      const reply = await ask(show, pathname);
      expect([file, reply.status]).toEqual([file, 200]);
      if (pathname.startsWith("/app/")) expect(reply.headers["cache-control"]).toContain("immutable");
    }
  });

  test("an edit is there when the page is asked for again", async () => {
    await talk.write("en.md", TALK.replace("Hello from", "Good evening from"));
    expect((await ask(show, "/talks/probe/en.html")).body).toContain("Good evening from the test.");
  });

  test("a talk that is mistaken is still shown", async () => {
    await talk.write("wrong.md", "---\ntargets: [\n---\n\n# Still here\n\n```terminal nowhere\n$ ls\n```\n");
    const reply = await ask(show, "/talks/probe/wrong.html");
    expect(reply.status).toBe(200);
    expect(reply.body).toContain("Still here");
  });
});

describe("files", () => {
  test("pictures and movies of a talk are given out, also in parts", async () => {
    const picture = await ask(show, "/talks/probe/picture.svg");
    expect(picture).toMatchObject({ status: 200, headers: { "content-type": "image/svg+xml" } });
    const part = await ask(show, "/talks/probe/deep/movie.mp4", { headers: { range: "bytes=2-4" } });
    expect(part).toMatchObject({ status: 206, body: "234" });
  });

  test.each([
    "en.md",
    "terraform.tfstate",
    "id_ed25519",
    ".env",
    "secret.json",
    "nothing.png",
    "deep",
    "deep/",
    "",
  ])("%j of a talk is not", async (file) => {
    const reply = await ask(show, `/talks/probe/${file}`);
    expect(reply.status).toBe(404);
    expect(reply.body).not.toContain("secret");
  });

  test.each([
    "/talks/probe/../outside.svg",
    "/talks/probe/%2e%2e/outside.svg",
    "/talks/probe/..%2foutside.svg",
    "/talks/probe/..%5coutside.svg",
    "/talks/probe/deep/..%2f..%2foutside.svg",
    "/app/../../package.json",
    "/app/%2e%2e/%2e%2e/package.json",
    "/understudies/probe/..%2f..%2fstate%2fpresenter.json",
    "/.kuroko/presenter.json",
    "/app/manifest.json%00.js",
  ])("%s does not lead out of a folder", async (path) => {
    const reply = await ask(show, path);
    expect(reply.status).toBe(404);
    expect(reply.body).not.toMatch(/secret|cookie|"name"/);
  });

  test.each(["bytes=5-2", "bytes=abc", "bytes=99-", "bytes=-0", "lines=1-2", "bytes=0-1,5-6"])(
    "the range %s does no harm",
    async (range) => {
      const reply = await ask(show, "/talks/probe/deep/movie.mp4", { headers: { range } });
      expect([200, 206, 416]).toContain(reply.status);
      expect((await ask(show, "/talks/probe/picture.svg")).status).toBe(200);
    },
  );
});

describe("every answer", () => {
  test.each(["/", "/talks/probe/en.html", "/talks/probe/picture.svg", "/nothing", "/%"])(
    "%s comes with what keeps other sites out",
    async (path) => {
      const { headers } = await ask(show, path);
      expect(headers["content-security-policy"]).toMatch(/default-src 'self'; script-src 'self';/);
      expect(headers["content-security-policy"]).toContain("frame-ancestors 'self'");
      expect(headers["x-content-type-options"]).toBe("nosniff");
      expect(headers["referrer-policy"]).toBe("no-referrer");
      expect(headers["cross-origin-resource-policy"]).toBe("same-origin");
    },
  );

  test("by another name is a plain refusal (DNS rebinding)", async () => {
    const reply = await ask(show, "/talks/probe/en.html", { headers: { host: "evil.example" } });
    expect(reply.status).toBe(421);
    expect(reply.body).not.toContain("from the test");
  });

  test.each(["POST", "PUT", "DELETE", "OPTIONS"])("to %s is a refusal", async (method) => {
    expect(await ask(show, "/", { method })).toMatchObject({ status: 405, headers: { allow: "GET, HEAD" } });
  });

  test.each(["//evil.example/", "/\\evil.example/", "/.//evil.example", "*", "http://evil.example/"])(
    "to the odd address %s sends nobody elsewhere",
    async (path) => {
      const { headers, status } = await ask(show, path);
      expect(status).toBeGreaterThanOrEqual(400);
      expect(headers.location).toBeUndefined();
    },
  );
});

describe("the presenter of a live talk", () => {
  test("comes in by the printed address, once, and stays by a cookie", async () => {
    await using live = await openShow(talk, { mode: "live" });
    const { pathname, search } = new URL(live.presenterUrl);
    const stranger = await ask(live, pathname);
    expect(stranger.status).toBe(403);
    expect(stranger.body).toContain("kuroko</code> printed in the terminal");
    expect(stranger.body).not.toContain("from the test");

    const first = await ask(live, pathname + search);
    expect(first).toMatchObject({ status: 303, headers: { location: pathname } });
    const setCookie = first.headers["set-cookie"]?.[0] ?? "";
    expect(setCookie).toMatch(/HttpOnly; SameSite=Strict$/);
    const cookie = setCookie.split(";")[0] ?? "";
    expect((await ask(live, pathname, { headers: { cookie } })).status).toBe(200);

    expect((await ask(live, pathname + search)).status).toBe(403);
    expect((await ask(live, pathname + search, { headers: { cookie } })).status).toBe(303);
    const another = new URL(live.newPresenterUrl());
    expect((await ask(live, another.pathname + another.search)).status).toBe(303);
  });

  test("is still the presenter when the server was started again on the same port", async () => {
    const live = await openShow(talk, { mode: "live" });
    const { pathname, search } = new URL(live.presenterUrl);
    const cookie = (await ask(live, pathname + search)).headers["set-cookie"]?.[0]?.split(";")[0] ?? "";
    await live.close();
    await using again = await openShow(talk, { mode: "live", port: Number(new URL(live.url).port) });
    expect(again.url).toBe(live.url);
    expect((await ask(again, pathname, { headers: { cookie } })).status).toBe(200);
    expect((await stat(join(talk.home, "state/presenter.json"))).mode & 0o777).toBe(0o600);
  });
});

describe("the port", () => {
  test("is another free one when the wished one is taken, and that is said", async () => {
    const wished = Number(new URL(show.url).port);
    await using second = await openShow(talk, { port: wished });
    expect(second.portTaken).toBe(wished);
    expect(second.url).not.toBe(show.url);
    expect((await ask(second, "/talks/probe/en.html")).status).toBe(200);
  });

  test("of an address that this machine does not have is an error that says what to do", async () => {
    await expect(openShow(talk, { host: "192.0.2.1" })).rejects.toThrow(
      /"192\.0\.2\.1" is not an address of this machine/,
    );
  });
});

test("without a talk the front lists them all", async () => {
  await using list = await openShow(talk, { talk: null });
  const { body } = await ask(list, "/");
  expect(body).toContain('href="talks/probe/en.html"');
  expect(body).toContain("A test talk");
});

test("closing twice is once, and frees the port", async () => {
  const other = await openShow(talk);
  await Promise.all([other.close(), other.close()]);
  await expect(ask(other, "/")).rejects.toThrow(/ECONNREFUSED/);
});
