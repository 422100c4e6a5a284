import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { createServer as createHttpServer, type RequestListener } from "node:http";
import { createServer, type AddressInfo } from "node:net";
import { once } from "node:events";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import type { Finding } from "#core/doctor/finding.ts";
import { id } from "#core/ids.ts";
import type { Check, Patient } from "#server/adapters/doctor/check.ts";
import { examine, examineWith } from "#server/adapters/doctor/examine.ts";
import { doctorPage } from "#server/adapters/doctor/page.ts";
import { openStageFile } from "#server/adapters/show/stage-file.ts";
import { readTalkFolder } from "#server/adapters/site/shelf.ts";
import { loadTalk } from "#server/adapters/talks/load.ts";
import { run, writeTake } from "../../support/made-take.ts";
import { recordedAnswers, SocketApi } from "../../support/socket-api.ts";
import { makeKey, noSshd, startSshd, type Sshd } from "../../support/sshd.ts";

let folder = "";
let sshd: Sshd | undefined;

beforeAll(async () => {
  if (noSshd === null) sshd = await startSshd();
});
afterAll(() => sshd?.stop());
beforeEach(async () => (folder = await mkdtemp(join(tmpdir(), "kuroko-doctor-"))));
afterEach(async () => {
  vi.useRealTimers();
  vi.unstubAllEnvs();
  await rm(folder, { recursive: true, force: true });
});

interface Asked extends Partial<Patient> {
  readonly front?: string;
  readonly body?: string;
}

async function patient({ front = "", body = "# T", ...more }: Asked = {}): Promise<Patient> {
  const home = join(folder, "ships");
  await mkdir(home, { recursive: true });
  await writeFile(join(home, "en.md"), `---\n${front}\n---\n\n${body}\n`);
  return {
    talk: await readTalkFolder(home),
    loaded: await loadTalk(join(home, "en.md")),
    language: "en",
    folders: { recorded: join(folder, "takes"), understudies: join(folder, "understudies") },
    state: join(folder, "state"),
    live: true,
    probe: null,
    listen: { host: "127.0.0.1", port: 0 },
    ...more,
  };
}

/** What one check found. */
async function found(check: string, asked: Asked = {}): Promise<readonly Finding[]> {
  const examined = await examine(await patient(asked));
  const one = examined.find((candidate) => candidate.check === check);
  if (!one) throw new Error(`there is no check "${check}"`);
  return one.findings;
}

const scene = (...lines: string[]): string => `\`\`\`terminal here\n${lines.join("\n")}\n\`\`\``;
const here = "targets: { here: local }\npanes: { here: here }";

describe("an examination", () => {
  it("is over in less than 10 seconds, whatever hangs or throws", async () => {
    const hangs: Check = {
      name: "hangs",
      title: { en: "H", ja: "H" },
      order: 1,
      withinMs: 100,
      run: () => new Promise(() => undefined),
    };
    const throws: Check = {
      ...hangs,
      name: "throws",
      order: 0,
      run: () => Promise.reject(new Error("no disk")),
    };
    const examined = await examineWith([hangs, throws], await patient());
    expect(examined.map(({ check, findings }) => [check, findings[0]?.state, findings[0]?.says])).toEqual([
      ["throws", "problem", "This could not be looked at: no disk"],
      ["hangs", "problem", "This could not be looked at within 0.1 s."],
    ]);
  });

  it("has a time limit below 10 seconds for every check, and a todo with everything that is wrong", async () => {
    const examined = await examine(await patient({ front: here, body: scene("$ nosuchprogram") }));
    expect(examined.length).toBeGreaterThan(10);
    for (const { findings } of examined) {
      expect(findings.length).toBeGreaterThan(0);
      for (const { state, todo } of findings)
        expect(todo !== undefined).toBe(state === "warning" || state === "problem");
    }
  });

  it("is shown as a page, without markup of others", async () => {
    const examined = await examine(await patient({ front: here, body: scene("$ <img src=x>&& nosuch") }));
    const html = doctorPage({
      title: "<b>T</b>",
      language: "ja",
      deck: "/talks/ships/en.html",
      examined,
      lookedAt: new Date(),
    });
    expect(html).toContain("&#60;b&#62;T");
    expect(html).not.toMatch(/<b>|<img|<script/);
    expect(html).toContain("まだ準備ができていません。");
  });

  it("is said in the talk's language, whatever was found", async () => {
    const front = `targets:\n  here: { kind: local }\n  web1: { host: 127.0.0.1, port: 1, user: me, password env: HOME }`;
    const asked = { front, body: scene("$ nosuchprogram"), language: "ja" };
    const examined = await examine(await patient(asked));
    expect(examined.find(({ check }) => check === "tools")).toMatchObject({
      title: "ステップで使うプログラム",
      findings: [{ says: "「nosuchprogram」がこのコンピューターの PATH にありません。" }],
    });
    expect(examined.find(({ check }) => check === "ssh")?.findings[0]?.says).toMatch(
      /^web1: .+ に届きません: ポートが開いていません。/,
    );
    const findings = examined.flatMap((one) => one.findings);
    const english = findings.flatMap(({ says, todo = "" }) => [says, todo]).filter(isEnglish);
    expect(english).toEqual([]);
  });
});

/** Whether it has a sentence, and no Japanese in it: names and numbers are none. */
function isEnglish(text: string): boolean {
  return /[a-z]+ [a-z]+ [a-z]+/.test(text) && !/[\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Han}]/u.test(text);
}

describe("the check of", () => {
  it("the talk says its mistakes, in all languages", async () => {
    const asked = { front: here, body: scene("$ ls", "  expct: x") };
    expect((await found("talk", asked))[0]).toMatchObject({
      state: "problem",
      says: expect.stringMatching(/^ships\/en\.md:\d+: unknown directive "expct"/) as string,
    });
  });

  it("secrets warns of a named variable that has no value anywhere, or one too short to be looked for", async () => {
    const front = (env: string): string =>
      `targets: { here: { kind: local, env: { KUROKO_TEST_TOKEN: ${env} } } }\nsecrets: { env: [KUROKO_TEST_TOKEN] }`;
    const unset = "secrets: { env: [KUROKO_TEST_UNSET] }";
    expect(await found("secrets", { front: unset })).toMatchObject([
      { state: "warning", says: expect.stringMatching(/^KUROKO_TEST_UNSET .* no value here/) as string },
    ]);
    expect((await found("secrets", { front: front("abc") }))[0]?.says).toMatch(/less than 4 characters/);
    const [good] = await found("secrets", { front: front("abcdef") });
    expect(good).toMatchObject({ state: "ok" });
    expect(JSON.stringify(good)).not.toContain("abcdef");
    expect(await found("secrets")).toMatchObject([{ state: "notNeeded" }]);
  });

  it("tools misses a program only where a step needs it, and only a live show needs it", async () => {
    const asked = { front: here, body: scene("$ ls && kuroko-no-such-program x") };
    expect(await found("tools", asked)).toMatchObject([
      { state: "problem", says: `"kuroko-no-such-program" is not on this computer's PATH.` },
    ]);
    expect((await found("tools", { ...asked, live: false }))[0]?.state).toBe("warning");
    expect((await found("tools", { front: here, body: scene("$ ls | cat") }))[0]).toMatchObject({
      state: "ok",
      says: "ls, cat: all found.",
    });
  });

  it("ssh logs in, shows an unknown key's fingerprint, and refuses a changed one", async (context) => {
    if (!sshd) return context.skip(noSshd ?? "");
    const at = (knownHosts: string): Asked => ({
      front: `targets:\n  web1: { host: ${sshd?.host ?? ""}, port: ${sshd?.port ?? 0}, user: ${sshd?.user ?? ""}, key: ${sshd?.userKeyFile ?? ""}, known hosts: ${knownHosts} }`,
    });
    expect(await found("ssh", at(sshd.knownHosts))).toMatchObject([{ state: "ok" }]);

    const empty = join(folder, "known_hosts");
    await writeFile(empty, "");
    expect(await found("ssh", at(empty))).toMatchObject([
      {
        state: "problem",
        says: expect.stringMatching(/web1: .* is not known: ssh-ed25519 SHA256:/) as string,
      },
    ]);

    makeKey(join(folder, "other"), "ed25519");
    const other = await readFile(join(folder, "other.pub"), "utf8");
    await writeFile(empty, `[${sshd.host}]:${sshd.port} ${other}`);
    expect(await found("ssh", at(empty))).toMatchObject([
      { state: "problem", says: expect.stringContaining("has changed") as string },
    ]);
  });

  it("ssh says why a machine cannot be reached", async () => {
    const front = "targets:\n  web1: { host: 127.0.0.1, port: 1, password env: NO_SUCH }";
    const findings = await found("ssh", { front });
    expect(findings[0]?.state).toBe("problem");
    expect(findings[0]?.says).toMatch(/^web1: /);
  });

  it("the understudy knows one that is missing, lacks a step, is damaged, or is good", async () => {
    const asked = { front: here, body: scene("$ ls", "  id: one") };
    expect(await found("understudy", asked)).toMatchObject([
      { state: "warning", says: "No take is kept with this talk. When the demo dies, nothing steps in." },
    ]);
    expect((await found("understudy", { ...asked, live: false }))[0]?.state).toBe("problem");

    const kept = join(folder, "understudies/ships");
    const pane = { pane: "here", events: [[0, "$ "]] } as const;
    await writeTake(kept, [pane], [run("other", "here", [0, 1, 2])]);
    expect((await found("understudy", asked))[0]?.says).toBe('Step "one" is not in the understudy.');
    await writeTake(kept, [pane], [run("one", "here", [0, 1, 2], { lines: ["ls"] })]);
    expect((await found("understudy", asked))[0]?.state).toBe("ok");
    await writeFile(join(kept, "here.cast"), '{"version":3}\n');
    expect((await found("understudy", asked))[0]).toMatchObject({
      state: "problem",
      says: expect.stringMatching(/^Step "one" cannot be played: /) as string,
    });
    await writeFile(join(kept, "take.json"), "{");
    expect((await found("understudy", asked))[0]?.says).toMatch(/^It cannot be read: /);
  });

  it("the port finds it free or taken", async () => {
    const other = createServer().listen(0, "127.0.0.1");
    await once(other, "listening");
    const address = other.address();
    const port = typeof address === "object" && address ? address.port : 0;
    expect((await found("port", { listen: { host: "127.0.0.1", port } }))[0]?.says).toMatch(/is taken/);
    other.close();
    await once(other, "close");
    expect((await found("port", { listen: { host: "127.0.0.1", port } }))[0]?.state).toBe("ok");
    expect((await found("port", { listen: null }))[0]?.state).toBe("notNeeded");
  });

  it("the disk says where nothing can be recorded", async () => {
    await writeFile(join(folder, "file"), "");
    expect((await found("disk", { state: join(folder, "file/state") }))[0]?.state).toBe("problem");
    expect((await found("disk"))[0]?.state).not.toBe("problem");
  });

  it("terraform says that a directory is not there, and that a talk does without it", async () => {
    const front = "targets:\n  web1: { host: { terraform: ./infra, output: web1 } }";
    expect((await found("terraform", { front })).some(({ state }) => state === "problem")).toBe(true);
    expect(await found("terraform")).toMatchObject([{ state: "notNeeded" }]);
  });

  it("the network asks nobody unless it may", async () => {
    expect((await found("network")).map(({ state }) => state)).toContain("notNeeded");
  });

  it.each<[string, RequestListener, RegExp]>([
    ["leads out", (_, reply) => reply.end("success\n"), /^It leads out, with no login page/],
    [
      "has a login page that redirects",
      (_, reply) => reply.writeHead(302, { location: "/login" }).end(),
      /login page/,
    ],
    [
      "has a login page in the place of any other",
      (_, reply) => reply.end("<h1>Welcome to the hotel</h1>"),
      /login page/,
    ],
    [
      "has another time",
      (_, reply) => reply.writeHead(200, { date: "Mon, 05 Jan 2026 10:00:00 GMT" }).end("success"),
      /clock is \d+ s ahead/,
    ],
    ["cuts everything", (request) => request.socket.destroy(), /leads nowhere/],
    ["lets nothing come back", () => undefined, /leads nowhere/],
  ])("the network knows one that %s", { timeout: 10_000 }, async (_which, answer, says) => {
    const portal = createHttpServer(answer).listen(0, "127.0.0.1");
    await once(portal, "listening");
    const { port } = portal.address() as AddressInfo;
    const findings = await found("network", { probe: `http://127.0.0.1:${port}/` });
    portal.closeAllConnections();
    portal.close();
    expect(findings.filter((finding) => says.test(finding.says))).toHaveLength(1);
  });

  it("ssh warns of a machine whose clock is another", async (context) => {
    if (noSshd !== null) return context.skip(noSshd);
    const programs = join(folder, "bin");
    await mkdir(programs);
    await writeFile(join(programs, "date"), "#!/bin/sh\necho 1600000000\n", { mode: 0o755 });
    const late = await startSshd({ config: [`SetEnv PATH=${programs}:/usr/bin:/bin`] });
    const { host, port, user, userKeyFile, knownHosts } = late;
    const front = `targets:\n  web1: { host: ${host}, port: ${port}, user: ${user}, key: ${userKeyFile}, known hosts: ${knownHosts} }`;
    const findings = await found("ssh", { front });
    await late.stop();
    expect(findings).toMatchObject([
      { state: "warning", says: expect.stringMatching(/^web1: .* its clock is \d+ s behind\.$/) as string },
    ]);
  });

  it("the last show warns of one that would be gone on with", async () => {
    expect(await found("leftovers")).toMatchObject([{ state: "ok" }]);
    const file = openStageFile(join(folder, "state"), id("ships"), () => undefined);
    file.save({
      talk: id("ships"),
      show: null,
      lead: null,
      steps: { [id<"step">("one")]: { at: "begun" } },
      panes: [],
    });
    expect(await found("leftovers")).toMatchObject([
      {
        state: "warning",
        says: expect.stringMatching(/would go on at slide 1, with 1 step run\.$/) as string,
      },
    ]);
    expect(await found("leftovers", { listen: null })).toMatchObject([{ state: "notNeeded" }]);
    await file.forget();
    expect(await found("leftovers")).toMatchObject([{ state: "ok" }]);
  });

  it("the screen warns of a pane whose type would be too small", async () => {
    const front = "panes: { here: { target: local, size: 220x60 } }";
    expect((await found("screen", { front, body: scene("$ ls") }))[0]?.state).toBe("problem");
    expect(await found("screen")).toMatchObject([{ state: "notNeeded" }]);
  });

  it("the cluster tells what a rehearsal has left on it, and whether it answers", async () => {
    await using api = await SocketApi.make();
    const front = `targets: { here: local }\ncluster: { source: fleet, target: here, socket: ${api.path} }`;
    expect(await found("cluster", { front })).toMatchObject([
      { state: "problem", says: expect.stringMatching(/^It does not answer: /) as string },
    ]);
    api.answerAs(await recordedAnswers("fleet", "running"));
    await api.listen();
    const [left, machines] = await found("cluster", { front });
    expect(left).toMatchObject({
      state: "warning",
      says: expect.stringMatching(/^Left on it: /) as string,
      todo: expect.stringContaining("kuroko reset") as string,
    });
    expect(machines).toMatchObject({
      state: "ok",
      says: expect.stringMatching(/^fleet: \d machines/) as string,
    });
    expect(await found("cluster")).toMatchObject([{ state: "notNeeded" }]);
  });

  it("the clock is wrong where it is before kuroko's own files were made", async () => {
    expect((await found("clock"))[0]?.state).toBe("ok");
    vi.setSystemTime(new Date("2020-01-01T10:00:00Z"));
    expect(await found("clock")).toMatchObject([
      { state: "problem", says: expect.stringMatching(/^It is 1 Jan 2020/) as string },
    ]);
  });

  describe("what is found on this computer:", () => {
    /** Programs that are on the PATH, and no other. */
    async function programs(scripts: Readonly<Record<string, string>>): Promise<void> {
      const bin = join(folder, "bin");
      await mkdir(bin, { recursive: true });
      for (const [name, script] of Object.entries(scripts))
        await writeFile(join(bin, name), `#!/bin/sh\n${script}\nexit 0\n`, { mode: 0o755 });
      vi.stubEnv("PATH", bin);
    }

    it("a browser, or none", async () => {
      await programs({ firefox: "" });
      expect((await found("browser"))[0]).toEqual({ state: "ok", says: "Firefox." });
      vi.stubEnv("PATH", "/nowhere");
      const [none] = await found("browser");
      if (process.platform === "linux") expect(none?.state).toBe("warning");
    });

    it("a font for rare characters, or none, which only a talk that has them needs", async (context) => {
      if (process.platform !== "linux") return context.skip("other systems bring such fonts");
      const japanese = { front: "language: ja" };
      await programs({ "fc-list": "echo Noto Sans CJK JP" });
      expect((await found("fonts", japanese)).map(({ state }) => state)).toEqual(["ok", "ok"]);
      await programs({ "fc-list": "" });
      expect((await found("fonts", japanese))[0]?.state).toBe("warning");
      expect((await found("fonts")).map(({ state }) => state)).toEqual(["ok", "notNeeded"]);
    });

    it("Terraform: an old one, what is left in its state, and a token that is needed", async () => {
      const says = async (asked: Asked): Promise<string[]> =>
        (await found("terraform", asked)).map((finding) => `${finding.state}: ${finding.says}`);
      const front = "targets:\n  local: local\n  web1: { host: { terraform: ./infra, output: web1 } }";
      const applies = { front, body: "```terminal local\n$ terraform apply\n```" };
      const infra = join(folder, "ships/infra");
      await mkdir(infra, { recursive: true });
      await writeFile(join(infra, "main.tf"), 'provider "digitalocean" {}\n');
      vi.stubEnv("DIGITALOCEAN_TOKEN", "");
      const version = (now: string): string => `[ "$1" = version ] && echo '{"terraform_version":"${now}"}'`;

      await programs({ terraform: `${version("1.3.9")}; [ "$1" = state ] && echo 'terraform_data.a'` });
      const left = await says(applies);
      expect(left).toContain("problem: Version 1.3.9 is older than 1.4.");
      expect(left.join()).toMatch(/problem: \S*infra is on DigitalOcean, and DIGITALOCEAN_TOKEN is not set/);
      expect(left.join()).toMatch(
        /warning: \S*infra: 1 resources? (is|are) made, though the talk makes them on stage/,
      );

      await programs({ terraform: version("1.11.4") });
      vi.stubEnv("DIGITALOCEAN_TOKEN", "dop_v1_hidden");
      const fresh = await says(applies);
      expect(fresh.every((finding) => finding.startsWith("ok: "))).toBe(true);
      expect(fresh.join()).not.toContain("hidden");
      expect((await says({ front })).join()).toMatch(
        /warning: .*nothing is made, and no step of the talk makes anything/,
      );

      vi.stubEnv("PATH", "/nowhere");
      expect(await says(applies)).toEqual(["problem: Terraform is not installed."]);
    });
  });
});
