import { spawn } from "node:child_process";
import { once } from "node:events";
import { access } from "node:fs/promises";
import { installPackage, type TestPackage } from "./test-packages.ts";
import { testTools, type TestTool } from "./test-tools.ts";

/** Installs what the tests need and this machine lacks. What cannot be installed is said; the tests skip what needs it. */
export async function setUp(): Promise<void> {
  const missing = await missingTools();
  if (missing.length === 0) return;
  const packages = missing.flatMap(({ debian }) => debian ?? []);
  if (packages.length > 0 && (await hasApt())) {
    const asRoot = await rootPrefix();
    if (asRoot) await install(packages, asRoot);
  }
  for (const { npm } of missing) if (npm) await add(npm);
  const still = await missingTools();
  for (const tool of still)
    console.warn(`Not tested on this machine: ${tool.neededFor} (${tool.name} is missing${hint(tool)})`);
}

async function missingTools(): Promise<TestTool[]> {
  const present = await Promise.all(testTools.map((tool) => tool.present()));
  return testTools.filter((_, index) => present[index] !== true);
}

function hint({ debian, name, npm }: TestTool): string {
  if (npm) return `; npm install ${npm.name}@${npm.version}`;
  if (debian !== null) return `; Debian and Ubuntu: apt install ${debian}`;
  return name === "terraform" ? "; see https://developer.hashicorp.com/terraform/install" : "";
}

async function hasApt(): Promise<boolean> {
  return access("/usr/bin/apt-get").then(
    () => true,
    () => false,
  );
}

/** What to put before a command so that it runs as root without asking; null where that is not possible. */
async function rootPrefix(): Promise<readonly string[] | null> {
  if (process.getuid?.() === 0) return [];
  return (await succeeds(["sudo", "-n", "true"], "ignore")) ? ["sudo", "-n"] : null;
}

async function install(packages: readonly string[], asRoot: readonly string[]): Promise<void> {
  console.log(`Installing for the tests: ${packages.join(", ")}`);
  const env = ["env", "DEBIAN_FRONTEND=noninteractive"];
  const apt = [...asRoot, ...env, "apt-get", "-qq", "-o", "Dpkg::Use-Pty=0"];
  const add = [...apt, "install", "--yes", "--no-install-recommends", ...packages];
  // The package lists of a fresh machine are empty or old.
  if (await succeeds(add, "ignore")) return;
  await succeeds([...apt, "update"], "inherit");
  if (!(await succeeds(add, "inherit"))) console.warn("apt-get could not install all of them; see above.");
}

async function add(wanted: TestPackage): Promise<void> {
  console.log(`Installing for the tests: ${wanted.name}`);
  try {
    await installPackage(wanted);
  } catch (cause) {
    const said = cause instanceof Error ? (cause.message.trim().split("\n").at(-1) ?? "") : String(cause);
    console.warn(`npm could not install ${wanted.name}: ${said}`);
  }
}

async function succeeds(command: readonly string[], output: "ignore" | "inherit"): Promise<boolean> {
  const [program = "", ...args] = command;
  const child = spawn(program, args, { stdio: ["ignore", output, output] });
  try {
    const [code] = (await once(child, "close")) as [number | null];
    return code === 0;
  } catch {
    return false;
  }
}
