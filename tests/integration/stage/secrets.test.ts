import { readdir, readFile, writeFile } from "node:fs/promises";
import { basename, join } from "node:path";
import { afterEach, describe, expect, it, vi } from "vitest";
import { id } from "#core/ids.ts";
import { openLiveTalk, type LiveTalk } from "../../support/live-talk.ts";
import { makeKey } from "../../support/sshd.ts";

const front = `---
title: Secrets
targets:
  here: { kind: local, shell: bash }
panes:
  main: { target: here, size: 80x24 }
secrets:
  env: [TALK_TEST_PASSWORD]
  patterns: ["pw-[a-z0-9]{6,}"]
---

# Secrets

`;

const password = "correct-horse-battery-staple";
const token = `ghp_${"aB3dE6gH9j".repeat(4).slice(0, 36)}`;

let talk: LiveTalk | undefined;
afterEach(async () => {
  await talk?.close();
  talk = undefined;
  vi.unstubAllEnvs();
});

/** Runs one step after another; what a window heard and what the take's files hold comes back. */
function leaks(...lines: readonly string[]): Promise<{ heard: string; stored: string }> {
  return leaksTyped("off", lines);
}

async function leaksTyped(
  typing: "off" | "human",
  lines: readonly string[],
): Promise<{ heard: string; stored: string }> {
  vi.stubEnv("TALK_TEST_PASSWORD", password);
  const scene = lines.map((line, index) => `$ ${line}\n  id: s${index}\n  typing: ${typing}\n  exit: any`);
  const opened = await openLiveTalk(`${front}\`\`\`terminal main\n${scene.join("\n")}\n\`\`\`\n`);
  talk = opened;
  await opened.open("main");
  // The file holds what no line of the talk shows.
  await writeFile(join(opened.folder, "token"), token);
  makeKey(join(opened.folder, "key"), "ed25519");
  for (const index of lines.keys()) {
    await opened.next(`s${index}`);
    await opened.settled(`s${index}`);
  }
  opened.window.input({ pane: id<"pane">("main"), data: "echo the-$((1 + 1))nd\r" });
  await opened.until(() => opened.printed("main").includes("the-2nd"), "the shell's last word");
  const heard = JSON.stringify([opened.printed("main"), opened.steps, opened.live.stage.view]);
  opened.window.dispose();
  await opened.live.close();
  return { heard, stored: await everythingIn(opened.takes) };
}

async function everythingIn(folder: string): Promise<string> {
  const files = await readdir(folder, { recursive: true, withFileTypes: true });
  const texts = files
    .filter((file) => file.isFile())
    .map((file) => readFile(join(file.parentPath, file.name), "utf8"));
  return (await Promise.all(texts)).join("\n");
}

/** Checks that the step did print, and that nothing of the secret came out. */
function expectCut(
  { heard, stored }: { heard: string; stored: string },
  around: string,
  secret: string,
): void {
  for (const text of [heard, stored]) {
    expect(text).toContain(around);
    expect(text).toContain("•••••");
    expect(text).not.toContain(secret);
  }
}

describe("what a window hears and what a take stores", () => {
  it("is without the value of a named environment variable, also in a title and in colours", async () => {
    const found = await leaks(
      'echo "before-$TALK_TEST_PASSWORD-after"',
      `printf '\\033]0;title-%s-end\\007' "$TALK_TEST_PASSWORD"`,
      `printf 'col-\\033[31m%s\\033[0m%s-our\\n' "\${TALK_TEST_PASSWORD%-staple}" -staple`,
    );
    expectCut(found, "before-•••••-after", password);
    expectCut(found, "title-", "horse");
    expectCut(found, "col-", "battery");
  });

  it("is without what the author's pattern matches, in the step's own line too", async () => {
    expectCut(await leaks("echo mine-pw-abc123def-end"), "mine-•••••", "abc123def");
  });

  it("is without them where a step has them in its own line and would be typed key by key", async () => {
    const found = await leaksTyped("human", [
      "echo mine-pw-abc123def-end",
      `echo tok-${token}-en`,
      `echo val-${password}-ue`,
    ]);
    expectCut(found, "echo mine-•••••", "abc123");
    expectCut(found, "echo tok-ghp_", token.slice(4, 12));
    expectCut(found, "echo val-•••••-ue", "horse");
  });

  it("is without a private key that is printed", async () => {
    const found = await leaks("cat key");
    expectCut(found, "BEGIN OPENSSH PRIVATE KEY-----", "b3BlbnNzaC1rZXk");
    const lines = (await everythingIn(talk?.folder ?? "")).split("\n");
    const start = lines.findIndex((line) => line.includes("BEGIN OPENSSH PRIVATE KEY"));
    const body = lines.slice(start + 1, start + 5).filter((line) => /^[\w+/=]{20,}$/.test(line));
    expect(body.length).toBeGreaterThan(2);
    for (const line of body) expectCut(found, "END OPENSSH PRIVATE KEY", line);
  });

  it("is without a token of a known shape", async () => {
    expectCut(await leaks("echo tok-$(cat token)-en"), "tok-ghp_", token.slice(4));
  });

  it("never has a secret whole that is printed in two pieces with a pause between them", async () => {
    const found = await leaks(
      'printf "two-${TALK_TEST_PASSWORD:0:14}"; sleep 0.4; printf "%s-pieces\\n" "${TALK_TEST_PASSWORD:14}"',
      'printf "tok-"; head -c 20 token; sleep 0.4; tail -c 20 token; echo " done"',
    );
    expectCut(found, "two-", password);
    expectCut(found, "two-", "horse");
    expectCut(found, "tok-", token);
    expectCut(found, "tok-", token.slice(4, 20));
  });
});

it("a refusal names the command that still runs without them", async () => {
  vi.stubEnv("TALK_TEST_PASSWORD", password);
  const step = (id: string, line: string): string => `$ ${line}\n  id: ${id}\n`;
  const scene = step("long", `sleep 60 # ${password}`) + step("next", "ls");
  talk = await openLiveTalk(`${front}\`\`\`terminal main\n${scene}\`\`\`\n`);
  await talk.open("main");
  await talk.next("long");
  const { steps } = talk;
  await talk.until(() => steps.at(-1)?.state.at === "running", "the first step to run");
  expect(await talk.next("next")).toEqual({
    ok: false,
    why: '"sleep 60 # •••••" still runs in this pane. Wait for it, or take the keyboard and stop it.',
  });
});

it("a shell that cannot be opened says why without them, and which line of the talk declares it", async () => {
  vi.stubEnv("TALK_TEST_PASSWORD", password);
  const opened = await openLiveTalk(
    `${front.replace("shell: bash", `shell: /opt/${password}/pw-abc123def`)}\`\`\`terminal main\n$ ls\n  id: s0\n\`\`\`\n`,
  );
  talk = opened;
  await opened.open("main");
  await opened.until(() => opened.pane("main")?.at === "lost", "a shell that is not there");
  expect(opened.pane("main")).toEqual({
    at: "lost",
    why: 'The shell "/opt/•••••/•••••" is not on this computer. Install it, or name another one as the target\'s "shell".',
    notOpened: { declaredAt: `${basename(opened.folder)}/en.md:4` },
  });
  opened.window.dispose();
  await opened.live.close();
  expect(await everythingIn(opened.takes)).not.toMatch(/horse|abc123def/);
});

it("what was checked here would be seen: without rules the same steps show their secrets", async () => {
  const opened = await openLiveTalk(
    `${front.replace(/secrets:[^]*?---/, "---")}\`\`\`terminal main\n$ echo "pw-$((1 + 1))bcdefg"\n  id: s0\n  typing: off\n\`\`\`\n`,
  );
  talk = opened;
  await opened.open("main");
  await opened.next("s0");
  await opened.settled("s0");
  expect(opened.printed("main")).toContain("pw-2bcdefg");
  await opened.live.close();
  expect(await everythingIn(opened.takes)).toContain("pw-2bcdefg");
});
