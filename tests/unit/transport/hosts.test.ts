import { expect, test } from "vitest";
import { nameToShow, namesOf } from "#server/adapters/transport/hosts.ts";

test.each(["127.0.0.1", "localhost", "::1"])("%s is loopback under each of its names", (host) => {
  expect(namesOf(host)).toEqual(["127.0.0.1", "localhost", "[::1]"]);
});

test("one address answers for itself only", () => {
  expect(namesOf("192.168.7.9")).toEqual(["192.168.7.9"]);
  expect(namesOf("fe80::1")).toEqual(["[fe80::1]"]);
});

test("all addresses answer for those that this machine has, and for no name from outside", () => {
  const names = namesOf("0.0.0.0");
  expect(names).toEqual(expect.arrayContaining(["127.0.0.1", "localhost"]));
  expect(names).not.toContain("0.0.0.0");
  expect(names).not.toContain("evil.example");
});

test("an address to print can be put in a URL", () => {
  expect(new URL(`http://${nameToShow("::1")}:4400`).port).toBe("4400");
  expect(nameToShow("0.0.0.0")).not.toBe("0.0.0.0");
});
