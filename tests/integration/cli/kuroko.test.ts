import { spawn, type ChildProcessWithoutNullStreams } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:http";
import { createServer as createTcpServer, type AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, describe, expect, test } from "vitest";

const KUROKO = fileURLToPath(new URL("../../../scripts/kuroko.js", import.meta.url));
const README = fileURLToPath(new URL("../../../README.md", import.meta.url));
const started: ChildProcessWithoutNullStreams[] = [];

afterEach(() => {
  for (const child of started.splice(0)) child.kill("SIGKILL");
});

/** A running command; `output` resolves with all it has printed when that matches. */
function start(...args: string[]) {
  const env = { ...process.env, CI: "true", NO_COLOR: "1", KUROKO_DEBUG: "" };
  const child = spawn(process.execPath, [KUROKO, ...args], { env });
  started.push(child);
  let text = "";
  child.stdout.on("data", (chunk: Buffer) => (text += chunk.toString()));
  child.stderr.on("data", (chunk: Buffer) => (text += chunk.toString()));
  const closed = once(child, "close").then(([code]) => code as number | null);
  const output = async (pattern: RegExp): Promise<string> => {
    while (!pattern.test(text)) {
      const more = await Promise.race([once(child.stdout, "data"), closed.then(() => null)]);
      if (more === null && !pattern.test(text)) throw new Error(`ended without ${String(pattern)}: ${text}`);
    }
    return text;
  };
  return { child, closed, output };
}

async function run(...args: string[]): Promise<{ code: number | null; text: string }> {
  const { child, closed } = start(...args);
  let text = "";
  child.stdout.on("data", (chunk: Buffer) => (text += chunk.toString()));
  child.stderr.on("data", (chunk: Buffer) => (text += chunk.toString()));
  return { code: await closed, text };
}

describe("help", () => {
  test("without a command all commands are listed", async () => {
    const { code, text } = await run();
    expect(code).toBe(0);
    for (const command of [
      "start",
      "dev",
      "build",
      "rehearse",
      "reset",
      "takes",
      "test",
      "setup",
      "screenshots",
    ])
      expect(text).toMatch(new RegExp(`^  ${command}\\s+\\w`, "m"));
  });

  test.each([
    "start",
    "dev",
    "build",
    "doctor",
    "rehearse",
    "reset",
    "takes",
    "test",
    "setup",
    "screenshots",
  ])("of %s says what it does and how it is used", async (command) => {
    const { code, text } = await run(command, "--help");
    expect(code).toBe(0);
    expect(text).toMatch(new RegExp(`^\\w.{20,}[^]*\n\nusage  kuroko ${command}\\b`));
    expect(text).not.toContain("\u001b");
    expect(text.split("\n").filter((line) => line.length > 100)).toEqual([]);
  });

  test("can be asked for in front as well", async () => {
    expect((await run("help", "start")).text).toContain("usage  kuroko start [flags] [talk]");
  });

  test("is what a command says that needs one more word", async () => {
    expect((await run("takes")).text).toMatch(
      /usage {2}kuroko takes <command>\n\n {2}list +\w[^]*\n {2}keep +\w/,
    );
  });

  test("names the flag that turns off what is on, and what is taken where nothing is given", async () => {
    const { text } = await run("start", "--help");
    expect(text).toMatch(/^ {2}--port <4400> +\S.*\(default: 4400\)$/m);
    expect(text).toMatch(/^ {2}--no-open +Only print the address$/m);
    expect(text).not.toMatch(/--open|default: false/);
  });

  test("the version is the package's", async () => {
    expect((await run("--version")).text).toMatch(/^\d+\.\d+\.\d+\n$/);
  });
});

describe("a wrong command line is one plain line and exit code 2", () => {
  test.each([
    [["strat"], 'unknown command "strat"; did you mean "start"?'],
    [["frobnicate"], 'unknown command "frobnicate"; kuroko --help lists them'],
    [["--hlep"], 'unknown flag "--hlep"'],
    [["start", "--prot", "1"], 'unknown flag "--prot"; did you mean "--port"?'],
    [["start", "--port"], "--port needs a value, for example --port 4400"],
    [["start", "--port", "lots"], "--port takes a number"],
    [["start", "--port", "70000"], "--port takes 0 to 65535"],
    [["start", "--live=false"], "--live takes no value: give it, or leave it out"],
    [["start", "one", "two"], '"two" is one word too many'],
    [["takes", "lst"], 'unknown command "takes lst"; did you mean "takes list"?'],
    [["takes", "rm"], "kuroko: takes rm needs the id of a take, in full"],
    [["lab", "ssh"], "kuroko: lab ssh needs the name of a machine, like web1"],
    [["lab", "off"], "kuroko: lab off needs the name of a machine, like web1"],
    [["takes", "list", "helo"], 'there is no talk "helo"; did you mean "hello"?'],
    [["takes", "list", "--tlk", "x"], 'unknown flag "--tlk"'],
    [["doctor", "--port", "lots"], "--port takes a number"],
    [["rehearse", "hello", "--only", "aply"], '"hello" has no step "aply"; did you mean "apply"?'],
    [["build", "--out", "."], "holds the kit itself"],
  ])("kuroko %j", async (args, sentence) => {
    const { code, text } = await run(...args);
    expect(code).toBe(2);
    expect(text).toMatch(/^kuroko: /);
    expect(text).toContain(sentence);
    expect(text.trim().split("\n")).toHaveLength(1);
  });
});

test("doctor tells programs what it found, and by its exit code whether there are problems", async () => {
  const { code, text } = await run("doctor", "hello", "--json", "--port", "0");
  const found = JSON.parse(text) as { worst: string; ms: number; checks: { check: string }[] };
  expect(found.checks.map(({ check }) => check)).toContain("understudy");
  expect(found.ms).toBeLessThan(10_000);
  expect(code).toBe(found.worst === "problem" ? 1 : 0);
});

test("doctor is done in less than 10 seconds where nothing answers, and has looked at all the rest", async () => {
  // Takes what comes, and never says a word.
  const mute = createTcpServer(() => undefined).listen(0, "127.0.0.1");
  await once(mute, "listening");
  const { port } = mute.address() as AddressInfo;
  const folder = await mkdtemp(join(tmpdir(), "kuroko-mute-"));
  await writeFile(
    join(folder, "en.md"),
    `---\ntargets:\n  web1: { host: 127.0.0.1, port: ${port}, user: me, password env: HOME }\n  web2: { host: 127.0.0.1, port: 1, user: me, password env: HOME }\n---\n\n# Mute\n`,
  );
  const before = performance.now();
  const { code, text } = await run("doctor", join(folder, "en.md"), "--live", "--port", "0");
  expect(performance.now() - before).toBeLessThan(10_000);
  expect(code).toBe(1);
  expect(text).toMatch(/web1: it did not let us in within 7 s\./);
  expect(text).toMatch(/web2: .* nothing listens on that port/);
  expect(text).toMatch(/^2 problems.*not ready yet/m);
  mute.close();
  await rm(folder, { recursive: true });
}, 30_000);

test("other failures are one sentence, without a stack, and exit code 1", async () => {
  const { code, text } = await run("start", "helo");
  expect(code).toBe(1);
  expect(text).toBe('kuroko: there is no talk "helo"; did you mean "hello"?\n');
});

test("a README is no talk", async () => {
  const { code, text } = await run("start", README);
  expect(code).toBe(1);
  expect(text).toBe(
    `kuroko: ${README} tells of its folder and is no talk: name another Markdown file, or the folder\n`,
  );
});

test.each(["/tmp/none-such.md", "none/such", "none.md"])("a path that leads nowhere: %s", async (path) => {
  const { code, text } = await run("start", path);
  expect(code).toBe(1);
  expect(text).toBe(`kuroko: there is no such file or folder: ${path}\n`);
});

test("test names each kind of tests that there is", async () => {
  const config = await readFile(new URL("../../../vitest.config.ts", import.meta.url), "utf8");
  const kinds = [...config.matchAll(/\bname: "(\w+)"/g)].map(([, name]) => name);
  const { text } = await run("test", "--help");
  expect(text).toContain(`--project <${kinds.join("|")}>`);
  expect(text).toMatch(/contract/);
});

describe("start", () => {
  test("prints the presenter's address, serves it, and stops cleanly on Ctrl-C", async () => {
    const { child, closed, output } = start("start", "--port", "0", "--no-open");
    const address =
      /presenter +(http:\/\/127\.0\.0\.1:\d+\/\S+\?key=\S+)/.exec(await output(/Ctrl-C stops/))?.[1] ?? "";
    const reply = await fetch(address);
    expect(reply.status).toBe(200);
    expect(reply.url).not.toContain("key=");
    child.kill("SIGINT");
    expect(await closed).toBe(0);
  });

  test("says so when the port is taken, and uses another", async () => {
    const other = createServer();
    other.listen(0, "127.0.0.1");
    await once(other, "listening");
    const { port } = other.address() as AddressInfo;
    const { output } = start("start", "--port", String(port), "--no-open");
    const text = await output(/Ctrl-C stops/);
    expect(text).toMatch(new RegExp(`${port} is taken by another program; using \\d+`));
    expect(text).not.toContain(`127.0.0.1:${port}/`);
    other.close();
  });
});
