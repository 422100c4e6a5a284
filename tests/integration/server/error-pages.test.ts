import { expect, test } from "vitest";
import { readTalkFolder } from "#server/adapters/site/shelf.ts";
import { ask, makeTalk, openShow, TALK } from "../../support/set-up-show.ts";

test("what goes wrong is said in the language of the talk that is given", async () => {
  await using talk = await makeTalk({ "en.md": TALK, "ja.md": TALK });
  const shelfTalk = await readTalkFolder(talk.folder);
  const silent = { building: () => undefined, trouble: () => undefined };
  await using show = await openShow(talk, { talk: { talk: shelfTalk, language: "ja" }, log: silent });
  const { host } = new URL(show.url);

  const asked = [
    [404, await ask(show, "/nowhere"), "このアドレスには何もありません。"],
    [404, await ask(show, "/talks/probe/%2e%2e/x"), "発表の一覧"],
    [403, await ask(show, "/", { headers: { host, origin: "http://evil.example" } }), "ほかのサイト"],
    [403, await ask(show, "/?key=used"), "最新のものを開いてください"],
    [405, await ask(show, "/", { method: "POST" }), "見ることしかできません"],
    [
      421,
      await ask(show, "/", { headers: { host: "evil.example" } }),
      "「evil.example」としては応答しません",
    ],
  ] as const;
  for (const [status, reply, says] of asked) {
    expect(reply).toMatchObject({ status, body: expect.stringContaining(says) as string });
    expect(reply.body).toContain('<html lang="ja">');
    expect(reply.body.replace(/<[^>]*>|<style>.*<\/style>/gs, "")).not.toMatch(
      /[a-z]+ [a-z]+ [a-z]+ [a-z]+\./,
    );
  }
  await using other = await openShow(talk, { log: silent });
  expect((await ask(other, "/nowhere")).body).toContain("There is nothing at this address.");
});
