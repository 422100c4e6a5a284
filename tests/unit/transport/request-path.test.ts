import fc from "fast-check";
import { expect, test } from "vitest";
import { requestPath } from "#server/adapters/transport/request-path.ts";

test.each([
  ["/", []],
  ["/talks/hello/en.html", ["talks", "hello", "en.html"]],
  ["/talks/hello/", ["talks", "hello"]],
  ["/talks/%E3%81%82/a%20b.png", ["talks", "あ", "a b.png"]],
  ["/a/100%25.png", ["a", "100%.png"]],
])("%s is %j", (path, parts) => {
  expect(requestPath(path)).toEqual(parts);
});

test.each([
  "/talks/../secret",
  "/talks/%2e%2e/secret",
  "/talks/..%2fsecret",
  "/talks/%2fetc/passwd",
  "/talks/..\\secret",
  "/talks/%5c..%5csecret",
  "/.git/config",
  "/talks/hello/.env",
  "/talks//hello",
  "//etc/passwd",
  "/a%00.png",
  "/%",
  "/%ff",
])("%s leads nowhere", (path) => {
  expect(requestPath(path)).toBeNull();
});

test("no part of any path leads up, hides, or holds a separator", () => {
  const piece = fc.constantFrom(".", "..", "/", "\\", "%2e", "%2f", "%5c", "%00", "%25", "a", "%", "é");
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => {
      for (const part of requestPath(`/${pieces.join("")}`) ?? []) {
        expect(part).not.toMatch(/^\.|[/\\\0]/);
        expect(part).not.toBe("");
      }
    }),
  );
});
