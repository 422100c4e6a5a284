import fc from "fast-check";
import { expect, it } from "vitest";
import { OutputLog } from "#core/feed/output-log.ts";

it("reads from every offset that it still has, and says when one is gone", () => {
  fc.assert(
    fc.property(fc.array(fc.string({ minLength: 1, maxLength: 30 })), fc.nat(600), (chunks, offset) => {
      const log = new OutputLog(64);
      for (const chunk of chunks) log.append(chunk);
      const all = chunks.join("");
      expect(log.end).toBe(all.length);
      expect(log.start).toBeLessThanOrEqual(Math.max(0, all.length - 64));
      expect(log.end - log.start).toBeLessThanOrEqual(128 + 30);
      const readable = offset >= log.start && offset <= log.end;
      expect(log.from(offset)).toBe(readable ? all.slice(offset) : null);
    }),
  );
});

it("counts what was left out, and reads on only from behind it", () => {
  const log = new OutputLog(64);
  log.append("before");
  log.skip(1000);
  expect(log.from(6)).toBe(null);
  expect(log.from(1006)).toBe("");
  log.append("behind");
  expect(log.end).toBe(1012);
  expect(log.from(1006)).toBe("behind");
  expect(log.from(1005)).toBe(null);
});
