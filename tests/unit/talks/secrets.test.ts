import { afterEach, expect, it, vi } from "vitest";
import { MASK, redactText } from "#core/stream/redaction.ts";
import { parseTalk } from "#server/adapters/talks/load.ts";
import { secretsOf } from "#server/adapters/talks/secrets.ts";

afterEach(() => vi.unstubAllEnvs());

const shown = (front: string, text: string): string =>
  redactText(
    text,
    secretsOf(parseTalk(`---\n${front}\n---\n\n# T\n`, "/talks/t/en.md"), (why) => expect.fail(why)),
  );

it("a named variable is cut out with the value that a target gives it, and with that of this process", () => {
  vi.stubEnv("KUROKO_TEST_TOKEN", "from-the-process");
  const front = `targets:
  one: { kind: local, env: { KUROKO_TEST_TOKEN: from-one } }
  two: { kind: local, env: { KUROKO_TEST_TOKEN: from-two, OTHER: from-other } }
secrets: { env: [KUROKO_TEST_TOKEN] }`;
  expect(shown(front, "from-the-process from-one from-two from-other")).toBe(
    `${MASK} ${MASK} ${MASK} from-other`,
  );
});

it("an empty value cuts out nothing", () => {
  vi.stubEnv("KUROKO_TEST_TOKEN", "");
  expect(shown("secrets: { env: [KUROKO_TEST_TOKEN, KUROKO_TEST_UNSET] }", "all of it")).toBe("all of it");
});
