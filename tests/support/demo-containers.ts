import { execFile } from "node:child_process";
import { randomUUID } from "node:crypto";
import { join } from "node:path";
import { promisify } from "node:util";

import { dockerAnswers } from "../../scripts/cli/test-tools.ts";
import { ensureBaseImage } from "../../scripts/lab/base-image.ts";
import { eventually } from "./eventually.ts";

const run = promisify(execFile);
const images = join(import.meta.dirname, "../../assets/demo/images");

/** etcd from Debian, with its v2 API, for a load balancer to follow. */
const etcdImage = `FROM debian:bookworm-slim
RUN apt-get update && apt-get install -y --no-install-recommends etcd-server && rm -rf /var/lib/apt/lists/*
CMD ["etcd", "--enable-v2", "--data-dir=/tmp/etcd", "--log-level=error", \
  "--listen-client-urls=http://0.0.0.0:2379", "--advertise-client-urls=http://127.0.0.1:2379"]
`;

/** What `docker` printed; rejects with what it said when it fails. */
export async function docker(...args: readonly string[]): Promise<{ out: string; err: string }> {
  const { stdout, stderr } = await run("docker", args, { maxBuffer: 64 * 1024 * 1024 });
  return { out: stdout, err: stderr };
}

/** Why the demo's containers cannot run here, or null. Gets the base image where it is missing, which may take a minute. */
export async function whyNoContainers(): Promise<string | null> {
  if (!(await dockerAnswers())) return "no Docker engine answers";
  return ensureBaseImage(() => undefined).then(
    () => null,
    (error: unknown) => (error instanceof Error ? error.message : String(error)),
  );
}

/** Builds web (both versions), lb and etcd under names that belong to the tests; fast once their layers are cached. */
export async function buildImages(): Promise<void> {
  const build = ["build", "--quiet", "--network", "host"];
  for (const version of ["1", "2"])
    await docker(
      ...build,
      "--build-arg",
      `VERSION=${version}`,
      "-t",
      image(`web:${version}`),
      join(images, "web"),
    );
  await docker(...build, "-t", image("lb:1"), join(images, "lb"));
  const etcd = execFile("docker", [...build, "-t", image("etcd:1"), "-"]);
  etcd.stdin?.end(etcdImage);
  await new Promise<void>((resolve, reject) => {
    etcd.once("error", reject);
    etcd.once("exit", (code) => (code === 0 ? resolve() : reject(new Error("etcd's image was not built"))));
  });
}

const image = (name: string): string => `kuroko-test/${name}`;

export interface ContainerSetting {
  readonly environment?: Readonly<Record<string, string>>;
  /** Other names in the network's DNS; containers may share one. */
  readonly aliases?: readonly string[];
  /** Port that the tests reach on loopback. */
  readonly publish?: number;
  /** The container whose network it shares, instead of having an address of its own. */
  readonly beside?: Container;
  readonly command?: readonly string[];
}

export interface Container {
  readonly name: string;
  /** Inside the network, without a port. */
  readonly address: string;
  /** On this machine; another one after `start`. Empty where nothing was published. */
  readonly url: string;
  logs(): Promise<{ out: string; err: string }>;
  stop(): Promise<void>;
  /** Starts it again after `stop`. */
  start(): Promise<void>;
}

/** A network of its own and the containers in it, all of which `remove` takes away. */
export interface DemoNetwork {
  start(image: string, setting?: ContainerSetting): Promise<Container>;
  remove(): Promise<void>;
}

/** Makes an empty network. */
export async function makeNetwork(): Promise<DemoNetwork> {
  const network = `kuroko-test-${randomUUID().slice(0, 8)}`;
  await docker("network", "create", network);
  const names: string[] = [];
  return {
    async start(from, setting = {}) {
      const name = `${network}-${names.length}`;
      names.push(name);
      await docker(...runArguments(network, name, setting), image(from), ...(setting.command ?? []));
      return containerOf(name, setting);
    },
    async remove() {
      if (names.length > 0) await docker("rm", "--force", "--volumes", ...names);
      await docker("network", "rm", network);
    },
  };
}

function runArguments(network: string, name: string, setting: ContainerSetting): string[] {
  const { environment = {}, aliases = [], publish, beside } = setting;
  return [
    ...["run", "--detach", "--name", name],
    ...["--network", beside ? `container:${beside.name}` : network],
    ...aliases.flatMap((alias) => ["--network-alias", alias]),
    ...Object.entries(environment).flatMap(([key, value]) => ["--env", `${key}=${value}`]),
    ...(publish === undefined ? [] : ["--publish", `127.0.0.1::${publish}`]),
  ];
}

async function containerOf(name: string, { publish, beside }: ContainerSetting): Promise<Container> {
  const inspect = async (format: string) => (await docker("inspect", "--format", format, name)).out.trim();
  const address =
    beside?.address ?? (await inspect("{{range .NetworkSettings.Networks}}{{.IPAddress}}{{end}}"));
  const published = async () => {
    if (publish === undefined) return "";
    const [line = ""] = (await docker("port", name, `${publish}/tcp`)).out.split("\n");
    return `http://${line}`;
  };
  let url = await published();
  return {
    name,
    address,
    get url() {
      return url;
    },
    logs: () => docker("logs", name),
    async stop() {
      await docker("stop", "--time", "5", name);
    },
    async start() {
      await docker("start", name);
      url = await published();
    },
  };
}

/** Waits until the address answers at all. */
export async function answers(url: string): Promise<void> {
  await eventually(() =>
    fetch(url).then(
      () => true,
      () => false,
    ),
  );
}
