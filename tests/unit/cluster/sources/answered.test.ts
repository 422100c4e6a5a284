import { expect, it } from "vitest";
import { AnsweredLines } from "#server/adapters/clusters/requests/answered.ts";

const task = "8k2x0v5zq1c7n3m9b4l6j2h0g";
const node = "io2mxqqtcoa6ze6lnf0nkxzhz";

function read(...chunks: (string | Buffer)[]) {
  const lines = new AnsweredLines();
  return chunks.flatMap((chunk) => lines.push(Buffer.from(chunk)));
}
const answer = (unit: string, machine = "web1"): string => `${JSON.stringify({ machine, unit })}\n`;

it.each([
  ["web@8888.service", "web@8888.service"],
  [`web.1.${task}`, "web.1"],
  [`web.12.${task}`, "web.12"],
  [`demo_web.3.${task}`, "demo_web.3"],
  // A global service: one task on each node, named by the node's id.
  [`probe.${node}.${task}`, "probe.web1"],
  [`a.b.${node}.${task}`, "a.b.web1"],
  // Kubernetes' pods and others keep their names.
  ["web-7f9b-ccccc", "web-7f9b-ccccc"],
  ["web.1", "web.1"],
  [`web.${task}`, `web.${task}`],
])("is called on the map as %s → %s", (said, shown) => {
  expect(read(answer(said))).toEqual([{ machine: "web1", unit: shown }]);
});

it("is read over any chunks, and other lines mean nothing", () => {
  const bytes = Buffer.from(`noise\n{"machine":1}\n{half\n${answer("ウェブ", "機械")}{"machine":"web1"`);
  expect(read(...[...bytes].map((byte) => Buffer.from([byte])))).toEqual([
    { machine: "機械", unit: "ウェブ" },
  ]);
});

it("does not keep a line without an end", () => {
  expect(read("x".repeat(20_000), answer("lost"), answer("web.1"))).toEqual([
    { machine: "web1", unit: "lost" },
    { machine: "web1", unit: "web.1" },
  ]);
});
