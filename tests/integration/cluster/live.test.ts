import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { applyChanges } from "#core/cluster/apply.ts";
import type { Cluster } from "#core/cluster/model.ts";
import { id } from "#core/ids.ts";
import type { ClusterNews, ClusterSnapshot } from "#core/protocol/messages.ts";
import type { TimedChange } from "#core/cluster/timeline.ts";
import type { TakeManifest } from "#core/takes/manifest.ts";
import type { Show } from "#server/main.ts";
import { eventually } from "../../support/eventually.ts";
import { RawWindow } from "../../support/raw-window.ts";
import { makeTalk, openShow, type TestTalk } from "../../support/set-up-show.ts";
import { recordedAnswers, SocketApi } from "../../support/socket-api.ts";

const secret = "role-of-the-house";
const main = id<"pane">("main");
const open = { pane: main, size: { cols: 100, rows: 24 }, have: null };
let api: SocketApi;
let talk: TestTalk;
let show: Show;
const windows: RawWindow[] = [];

/** A talk whose second slide has a map; Terraform's output is made by `cat`. */
const text = (socket: string, more = ""): string => `---
targets:
  here: { kind: local, shell: bash }
panes: { main: { target: here, prompt: "main> " } }
cluster: { source: fleet, target: here, socket: ${socket}, terraform: main${more} }
secrets: { patterns: ["${secret}"] }
---
# One
---
\`\`\`cluster-map
\`\`\`
\`\`\`terminal main
$ cat plan.txt
  id: apply
  typing: off
\`\`\`
`;

const follow = `, requests: { follow: 'for n in 1 2 3 4 5; do cat asked.json; done; sleep 60' }`;

beforeEach(async () => {
  api = await SocketApi.make();
  api.answerAs(await recordedAnswers("fleet", "running"));
  await api.listen();
  talk = await makeTalk({
    "en.md": text(api.path),
    "plan.txt": `terraform_data.machine["web3"]: Creating...\nterraform_data.machine["${secret}"]: Creating...\n`,
    "asked.json": `{"machine":"web1","unit":"web@9999.service"}\n`.repeat(100),
  });
});
afterEach(async () => {
  for (const window of windows.splice(0)) window.close();
  await show.close();
  await talk[Symbol.asyncDispose]();
  await api[Symbol.asyncDispose]();
});

async function opened(): Promise<void> {
  show = await openShow(talk, { mode: "live" });
}

interface Told {
  readonly window: RawWindow;
  readonly news: () => ClusterNews[];
  readonly first: ClusterSnapshot;
  /** What the window knows: the snapshot, and each change once. */
  readonly cluster: () => Cluster;
}

async function joined(): Promise<Told> {
  const window = await RawWindow.admitted(show);
  windows.push(window);
  const welcome = await window.hello();
  if (!welcome.ok || !welcome.stage?.cluster) throw new Error("no cluster");
  const first = welcome.stage.cluster;
  const news = (): ClusterNews[] =>
    window.heard.flatMap(([name, message]) => (name === "cluster" ? [message] : []));
  const cluster = (): Cluster => {
    let { version, cluster: known } = first;
    for (const one of news()) {
      expect(one.version).toBeLessThanOrEqual(version);
      known = applyChanges(known, one.changes.slice(version - one.version));
      version = Math.max(version, one.version + one.changes.length);
    }
    return known;
  };
  return { window, news, first, cluster };
}

const machines = ({ machines: all }: Cluster): string[] =>
  Object.values(all)
    .map(({ name, state }) => `${name} ${state}`)
    .sort();

function arrive(window: RawWindow, slide: number): void {
  const ask = {
    request: id<"request">(`arrive ${slide} ${Math.random()}`),
    action: { do: "arrive" as const, slide },
  };
  window.socket.emit("ask", ask, () => undefined);
}

describe("a cluster on stage", () => {
  it("[P21] is asked when a slide with a map comes, and not before", async () => {
    await opened();
    const { window, cluster } = await joined();
    arrive(window, 0);
    await window.hello();
    expect(api.asked).toEqual([]);
    arrive(window, 1);
    await eventually(() => machines(cluster()).length === 3);
    expect(cluster().contact).toEqual({ at: "heard" });
  });

  it("[P21] is asked no more when the show is over", async () => {
    await opened();
    const { window } = await joined();
    arrive(window, 1);
    await eventually(() => api.connections > 0);
    await show.close();
    await eventually(() => api.connections === 0);
  });

  it("[P18] [P19] is told whole, then by what changes, and both lead to the same", async () => {
    await opened();
    const early = await joined();
    arrive(early.window, 1);
    await eventually(() => Object.keys(early.cluster().units).length === 5);
    const late = await joined();
    expect(late.first.cluster).toEqual(early.cluster());
    api.answerAs(await recordedAnswers("fleet", "lost"));
    await eventually(() => machines(late.cluster()).includes("web2 lost"));
    await eventually(() => machines(early.cluster()).includes("web2 lost"));
    const [news] = late.news();
    expect(news?.version).toBe(late.first.version);
    expect(news?.changes.some(({ to }) => to === "machine")).toBe(true);
    // web1 and lb are as they were.
    expect(news?.changes.filter(({ to }) => to === "machine")).toHaveLength(1);
    expect((await joined()).first.cluster).toEqual(late.cluster());
  });

  it("[P20] sends nothing while nothing changes", async () => {
    await opened();
    const { window, news, cluster } = await joined();
    arrive(window, 1);
    await eventually(() => machines(cluster()).length === 3);
    const told = news().length;
    const asked = api.asked.length;
    await eventually(() => api.asked.length > asked + 9);
    expect(news()).toHaveLength(told);
  });

  it("[P20] gathers requests, and leaves out those that nobody could see", async () => {
    await talk.write("en.md", text(api.path, follow));
    await opened();
    const { window, news } = await joined();
    arrive(window, 1);
    const requests = (): number[] =>
      news().map(({ changes }) => changes.filter(({ to }) => to === "request").length);
    await eventually(() => requests().some((count) => count > 0));
    expect(Math.max(...requests())).toBeLessThanOrEqual(10);
    expect(news().flatMap(({ changes }) => changes)).toContainEqual({
      to: "request",
      machine: "web1",
      unit: "web@9999.service",
    });
  });

  it("stays as it was while it does not answer, and says so", async () => {
    await opened();
    const { window, cluster } = await joined();
    arrive(window, 1);
    await eventually(() => machines(cluster()).length === 3);
    await api.close();
    await eventually(() => cluster().contact.at === "silent");
    expect(machines(cluster())).toEqual(["lb up", "web1 up", "web2 up"]);
    expect(cluster().contact).toMatchObject({ lastHeard: expect.any(Number) as number });
  });
});

describe("a take of a cluster", () => {
  async function recorded(): Promise<{ manifest: TakeManifest; entries: TimedChange[]; text: string }> {
    const takes = join(talk.home, "state/takes");
    const [name = ""] = await readdir(takes);
    const manifest = JSON.parse(await readFile(join(takes, name, "take.json"), "utf8")) as TakeManifest;
    const file = await readFile(join(takes, name, manifest.cluster?.file ?? ""), "utf8");
    const lines = file.split("\n").filter((line) => line !== "");
    return { manifest, entries: lines.map((line) => JSON.parse(line) as TimedChange), text: file };
  }

  it("has it from the first shell on, on the take's clock, with what Terraform makes and without secrets", async () => {
    await opened();
    const { window, cluster } = await joined();
    window.socket.emit("open", open);
    await eventually(() => window.text().includes("main> "));
    await eventually(() => machines(cluster()).length === 3);
    const ask = { request: id<"request">("1"), action: { do: "next" as const, step: id<"step">("apply") } };
    window.socket.emit("ask", ask, () => undefined);
    await eventually(() => machines(cluster()).includes("web3 creating"));
    expect(JSON.stringify(window.heard)).not.toContain(secret);
    await show.close();

    const { manifest, entries, text: file } = await recorded();
    expect(manifest.cluster).toEqual({ source: "fleet", file: "cluster.jsonl" });
    expect(file).not.toContain(secret);
    const times = entries.map(([ms]) => ms);
    expect(times).toEqual([...times].sort((a, b) => a - b));
    expect(times.at(-1)).toBeLessThanOrEqual(manifest.durationMs);
    const made = entries.find(([, change]) => change.to === "machine" && change.machine.name === "web3");
    const step = manifest.steps.find(({ step: name }) => name === "apply");
    expect(made?.[0]).toBeGreaterThanOrEqual(step?.startMs ?? Infinity);
    // Its own times are the take's too, but for rounding.
    const since = made?.[1].to === "machine" ? made[1].machine.since : 0;
    expect(Math.abs(since - (made?.[0] ?? Infinity))).toBeLessThan(5);
  });
});
