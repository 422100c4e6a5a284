import { describe, expect, it } from "vitest";

import type { SshTarget } from "#core/deck/model.ts";
import { shellEnvironment } from "#server/adapters/targets/local/environment.ts";

describe("the environment of a local shell", () => {
  it("is kuroko's own, as a terminal of its own", () => {
    const env = shellEnvironment({ HOME: "/home/me", TERM: "dumb", LANG: "ja_JP.UTF-8" }, [], { DEMO: "1" });
    expect(env).toMatchObject({
      HOME: "/home/me",
      TERM: "xterm-256color",
      COLORTERM: "truecolor",
      LANG: "ja_JP.UTF-8",
      DEMO: "1",
    });
  });

  it("has no trace of npm, of the terminal around it, or of kuroko's settings", () => {
    const inherited = {
      PATH: "/talk/node_modules/.bin:/x/node_modules/@npmcli/run-script/lib/node-gyp-bin:/usr/bin",
      npm_lifecycle_event: "start",
      npm_config_registry: "x",
      INIT_CWD: "/talk",
      TMUX: "/tmp/tmux",
      TERM_PROGRAM: "vscode",
      VSCODE_INJECTION: "1",
      COLUMNS: "80",
      KUROKO_PORT: "1",
    };
    const { PATH, ...rest } = shellEnvironment(inherited, [], {});
    expect(PATH).toBe("/usr/bin");
    expect(Object.keys(rest).sort()).toEqual(["COLORTERM", "LANG", "TERM"]);
  });

  it("keeps a PATH that npm had no hand in", () => {
    const PATH = "/my/node_modules/.bin:/usr/bin";
    expect(shellEnvironment({ PATH }, [], {}).PATH).toBe(PATH);
  });

  it("does not carry the passwords of the talk's SSH targets", () => {
    const ssh: SshTarget = {
      kind: "ssh",
      host: { from: "text", name: "web1" },
      port: 22,
      user: "core",
      passwordEnv: "WEB1_PASSWORD",
      keepaliveMs: 2000,
    };
    expect(shellEnvironment({ WEB1_PASSWORD: "secret" }, [ssh], {})).not.toHaveProperty("WEB1_PASSWORD");
  });

  it.each([
    {},
    { LANG: "C" },
    { LC_ALL: "POSIX", LANG: "en_US.UTF-8" },
    { LC_CTYPE: "C", LANG: "en_US.UTF-8" },
  ])("speaks UTF-8 where %j does not", (inherited) => {
    const env = shellEnvironment(inherited, [], {});
    expect(env.LC_ALL ?? env.LC_CTYPE ?? env.LANG).toMatch(/UTF-8/);
  });
});
