import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { noRules, normalise } from "#core/compare/normalise.ts";
import { readableLines } from "#core/compare/readable.ts";

describe("readable lines", () => {
  test.each([
    ["a\r\nb\r\n", ["a", "b", ""]],
    [" 10%\r 50%\r100%\r\ndone", ["100%", "done"]],
    ["long line\r\x1b[Kshort", ["short"]],
    ["\x1b[1;31mred\x1b[0m \x1b]0;title\x07text\x1b(B", ["red text"]],
    [
      "one: waiting\ntwo: waiting\n\x1b[2A\r\x1b[2Kone: done\r\n\x1b[2Ktwo: done\r\n",
      ["one: done", "two: done", ""],
    ],
    ["before\r\n\x1b[?1049h\x1b[Hfull screen\x1b[?1049lafter", ["before", "after"]],
    ["gone\r\n\x1b[H\x1b[2J\x1b[3Jhere", ["here"]],
    ["a\tb\r\nabc\b\bX", ["a       b", "aXc"]],
  ])("%j reads as %j", (text, lines) => {
    expect(readableLines(text)).toEqual(lines);
  });

  test("whatever is printed, memory stays in bounds", () => {
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom("x", "\x1b[99999999B", "\x1b[99999999C", "\n", "\x1b[2J")),
        (tokens) => {
          expect(readableLines(tokens.join("")).join("\n").length).toBeLessThan(tokens.length * 2600 + 1);
        },
      ),
    );
  });
});

describe("normalised", () => {
  test.each([
    ["started at 2026-11-27T10:15:00.123Z", "started at 2026-01-02 03:04:05 +0100"],
    ["Fri Nov 27 05:29:47 UTC 2026 up", "Sat Jan  3 15:29:07 JST 2027 up"],
    ["Fri, 27 Nov 2026 05:29:47 GMT", "Mon, 1 Jun 2026 15:09:07 +0000"],
    ["[05:29:47] ready", "[23:00:01] ready"],
    ["listening on 10.0.0.5:8080", "listening on 192.168.12.34:8080"],
    ["inet6 fe80::1c2a:ff:fe00:1/64", "inet6 2001:db8::7/64"],
    ["link/ether 02:42:ac:11:00:02", "link/ether 02:42:ac:11:00:1f"],
    ["0.0.0.0:49153->80/tcp", "0.0.0.0:32801->80/tcp"],
    ["9f86d081884c   web", "e3b0c44298fc web"],
    ["Digest: sha256:9f86d081884c7d65", "Digest: sha256:e3b0c44298fc1c14"],
    ["id 3f2504e0-4f89-11d3-9a0c-0305e82c3301", "id 11111111-2222-3333-4444-555555555555"],
    ["web.1.yk3x1f8a0vq6s2d7h5j9l0z4c", "web.1.ab3x1f8a0vq6s2d7h5j9l0z9q"],
    ["pod/web-7d4b9c6f58-x2k9z", "pod/web-5c9d8b7f66-aaaa1"],
    ["done in 1.23s", "done in 890ms"],
    ["Up About a minute", "Up 3 hours"],
    ["created 2 minutes ago", "created 5 days ago"],
    ["Downloading 12.3MB/45.6MB", "Downloading 1.1kB/45.7MB"],
    ["[1] started pid 4711", "[1] started pid 12"],
    ["sshd[4711]: hello", "sshd[12]: hello"],
    ["NAME      STATUS", "NAME  STATUS"],
    ["------ ==========", "---------- ======"],
    ["droplet id=450123456", "droplet id=99123456"],
  ])("%j and %j are the same", (before, after) => {
    expect(normalise(before, noRules)).toEqual(normalise(after, noRules));
  });

  test.each([
    ["active", "failed"],
    ["HTTP/1.1 200 OK", "HTTP/1.1 502 Bad Gateway"],
    ["0% packet loss", "100% packet loss"],
    ["listening on port 8080", "listening on port 8081"],
    ["replicas 3/3", "replicas 2/3"],
    ["version 1.2.3", "version 1.2.4"],
    ["the site was defaced", "the site was effaced"],
    ["std::string", "std::vector"],
  ])("%j and %j differ", (before, after) => {
    expect(normalise(before, noRules)).not.toEqual(normalise(after, noRules));
  });

  test("empty lines around it and the number of those in it do not count", () => {
    expect(normalise("\r\n\r\na\r\n\r\n\r\nb\r\n\r\n", noRules)).toEqual(["a", "", "b"]);
  });

  test("a line in which only a time differs counts once", () => {
    const waiting = (seconds: number): string => `waited ${seconds}s for web1\r\n`;
    expect(normalise(waiting(10) + waiting(20) + waiting(30), noRules)).toHaveLength(1);
    expect(normalise("again\r\nagain\r\n", noRules)).toHaveLength(2);
  });

  test("Terraform's signs of life do not count: a quick run has none", () => {
    const creating = (seconds: number): string => `x: Still creating... [${seconds}s elapsed]\r\n`;
    expect(normalise(`${creating(10)}${creating(20)}x: Creation complete\r\n`, noRules)).toEqual([
      "x: Creation complete",
    ]);
  });

  test("what the author ignores is the same as anything, and a line of nothing else does not count", () => {
    const rules = { ignore: [/node-\w+/g, /^Warning: .*/g] };
    expect(normalise("on node-a\r\nWarning: old\r\n", rules)).toEqual(normalise("on node-b\r\n", rules));
  });

  test("what is normalised stays as it is", () => {
    const word = fc.oneof(
      fc.string(),
      fc.constantFrom(
        "10:15:00",
        "2026-11-27",
        "Nov 27",
        "10.0.0.1",
        "1.5s",
        "abc1234",
        ":40000",
        "3 days ago",
        "12 kB",
      ),
    );
    fc.assert(
      fc.property(fc.array(word), (words) => {
        const once = normalise(words.join(" "), noRules);
        expect(normalise(once.join("\n"), noRules)).toEqual(once);
      }),
    );
  });

  test("64 KiB of anything are normalised in a moment", () => {
    for (const piece of ["0", "a1", "0:", "1.", "-", "1 a ", "aB9-"]) {
      const startedAt = performance.now();
      normalise(`${piece.repeat(2000)}\r\n`.repeat(16).slice(0, 64 * 1024), noRules);
      expect(performance.now() - startedAt, piece).toBeLessThan(1000);
    }
  });
});
