import { access, constants } from "node:fs/promises";
import { delimiter, join } from "node:path";
import { execFile } from "node:child_process";
import { promisify } from "node:util";

import { hasPackage, kubernetesClient, type TestPackage } from "./test-packages.ts";

const run = promisify(execFile);

/** A program, a font or a package that some tests need of the machine. */
export interface TestTool {
  readonly name: string;
  /** What cannot be tested without it. */
  readonly neededFor: string;
  /** Debian's package; null where Debian has none. */
  readonly debian: string | null;
  /** The package of npm's registry that it is, where it is one. */
  readonly npm?: TestPackage;
  present(): Promise<boolean>;
}

/** Programs that servers keep where an ordinary user's PATH does not look. */
const ALSO = ["/usr/sbin", "/usr/local/sbin"];

const program = (names: readonly string[], debian: string | null, neededFor: string): TestTool => ({
  name: names[0] ?? "",
  neededFor,
  debian,
  present: async () => (await programPath(names)) !== null,
});

export const testTools: readonly TestTool[] = [
  program(["chromium", "google-chrome", "chromium-browser"], "chromium", "everything in a browser"),
  program(["sshd"], "openssh-server", "panes over SSH"),
  program(["ssh-keygen", "ssh-agent"], "openssh-client", "keys and agents"),
  program(["zsh"], "zsh", "the marks that zsh prints"),
  program(["vim"], "vim", "full-screen programs"),
  program(["tmux"], "tmux", "full-screen programs"),
  program(["htop"], "htop", "full-screen programs"),
  program(["redis-server"], "redis-server", "relays for a room that is larger than one machine can serve"),
  program(["etcd"], "etcd-server", "droplets that form one cluster"),
  program(["jq"], "jq", "droplets that form one cluster"),
  program(["asciinema"], "asciinema", "takes played by the stock player"),
  {
    name: "a Japanese font",
    neededFor: "screenshots of Japanese slides",
    debian: "fonts-noto-cjk",
    present: hasJapaneseFont,
  },
  program(["terraform"], null, "hosts that come from Terraform, and the lab"),
  {
    name: "docker",
    neededFor: "the lab and its cluster",
    debian: "docker.io",
    // A client alone is of no use without an engine somewhere.
    present: async () => (await programPath(["dockerd"])) !== null || (await dockerAnswers()),
  },
  program(["mmdebstrap"], "mmdebstrap", "the lab where no image can be pulled"),
  {
    name: kubernetesClient.name,
    neededFor: "Kubernetes on the map",
    debian: null,
    npm: kubernetesClient,
    present: () => hasPackage(kubernetesClient),
  },
];

/** Absolute path of the first of these programs that is there, or null. */
export async function programPath(names: readonly string[]): Promise<string | null> {
  const folders = [...(process.env.PATH ?? "").split(delimiter), ...ALSO];
  for (const path of names.flatMap((name) => folders.map((folder) => join(folder, name)))) {
    const found = await access(path, constants.X_OK).then(
      () => true,
      () => false,
    );
    if (found) return path;
  }
  return null;
}

async function hasJapaneseFont(): Promise<boolean> {
  try {
    return (await run("fc-list", [":lang=ja", "family"])).stdout.trim() !== "";
  } catch {
    return false;
  }
}

/** Whether the engine that this user's `docker` talks to answers. */
export async function dockerAnswers(): Promise<boolean> {
  return run("docker", ["version"], { timeout: 10_000 }).then(
    () => true,
    () => false,
  );
}
