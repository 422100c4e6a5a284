import { spawn } from "node:child_process";
import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, onTestFinished, test } from "vitest";
import { eventually } from "../../support/eventually.ts";

const root = fileURLToPath(new URL("../../../", import.meta.url));

test("who only replays loads no ssh2, no pty and no HTML parser, also when other windows may come", async () => {
  const loaded = await mkdtemp(join(tmpdir(), "kuroko-loaded-"));
  onTestFinished(() => rm(loaded, { recursive: true, force: true }));
  const show = spawn(process.execPath, ["scripts/kuroko.js", "start", "hello", "--no-open", "--port", "0"], {
    cwd: root,
    env: { ...process.env, NODE_V8_COVERAGE: loaded },
    stdio: ["ignore", "pipe", "ignore"],
  });
  let said = "";
  show.stdout.setEncoding("utf8").on("data", (text: string) => (said += text));
  const ended = new Promise((resolve) => show.once("exit", resolve));
  await eventually(() => said.includes("?key="), 60_000);
  show.kill("SIGINT");
  await ended;
  const files = await readdir(loaded);
  const modules = (await Promise.all(files.map((file) => readFile(join(loaded, file), "utf8")))).join("");
  expect(modules).toContain("node_modules/socket.io/");
  expect(modules).not.toMatch(/node_modules\/(?:ssh2|@lydell\/node-pty|parse5)\//);
});
