import { cp, mkdir, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import { LabError } from "./lab-error.ts";
import { labAssets, type LabPlaces } from "./places.ts";
import { lastLines, runProgram } from "./program.ts";
import type { Say } from "./say.ts";

/** `terraform.tfvars.json`: assets/terraform/lab/variables.tf says what each is. */
export interface LabVariables {
  readonly lab: string;
  readonly folder: string;
  readonly image: string;
  readonly network: string;
  readonly subnet: string;
  readonly registry: string;
  readonly fleet: string;
  readonly home_files: readonly string[];
  readonly ssh_ports: number;
  readonly load_balancer_port: number;
  readonly web: number;
}

/** Brings the working folder up to date with the configuration in assets and with the variables, and initialises it. */
export async function prepareTerraform(places: LabPlaces, variables: LabVariables): Promise<void> {
  await mkdir(places.machines, { recursive: true });
  // Files that the configuration has no more would still count for Terraform; its state stays.
  await rm(join(places.terraform, "scripts"), { recursive: true, force: true });
  await cp(labAssets.terraform, places.terraform, { recursive: true });
  await writeFile(places.variables, `${JSON.stringify(variables, null, 2)}\n`);
  const { status, stdout, stderr } = await runProgram("terraform", ["init", "-input=false", "-no-color"], {
    cwd: places.terraform,
  });
  if (status !== 0)
    throw new LabError(`"terraform init" failed in ${places.terraform}: ${lastLines(stderr || stdout, 8)}`);
}

/** Applies the configuration. `replace` names machines to be made anew. Returns how many machines were made or removed. */
export function applyTerraform(
  places: LabPlaces,
  say: Say,
  replace: readonly string[] = [],
): Promise<number> {
  const replaced = replace.map((name) => `-replace=terraform_data.machine["${name}"]`);
  return changeTerraform(places, "apply", replaced, say);
}

/** Removes all machines. */
export function destroyTerraform(places: LabPlaces, say: Say): Promise<number> {
  return changeTerraform(places, "destroy", [], say);
}

/** The names of the machines that Terraform's state has. */
export async function stateMachines(places: LabPlaces): Promise<string[]> {
  const { status, stdout } = await runProgram("terraform", ["state", "list"], { cwd: places.terraform });
  // Without any state this fails, and there is no machine either.
  if (status !== 0) return [];
  return [...stdout.matchAll(/^terraform_data\.machine\["(.+)"\]$/gm)].map(([, name = ""]) => name);
}

/** Of `-json`'s lines, what is shown: progress of the scripts, what changed, and errors. */
const message = z.object({
  type: z.string(),
  hook: z.object({ output: z.string().optional() }).optional(),
  changes: z
    .object({ add: z.number(), change: z.number(), remove: z.number(), operation: z.string() })
    .optional(),
  diagnostic: z.object({ severity: z.string(), summary: z.string(), detail: z.string() }).optional(),
});

async function changeTerraform(
  places: LabPlaces,
  what: "apply" | "destroy",
  more: readonly string[],
  say: Say,
): Promise<number> {
  let changed = 0;
  const errors: string[] = [];
  const onLine = (line: string) => {
    const parsed = message.safeParse(parseJson(line));
    if (!parsed.success) return;
    const { type, hook, changes, diagnostic } = parsed.data;
    if (type === "provision_progress" && hook?.output?.startsWith("Executing") === false)
      say(hook.output.trimEnd());
    if (changes !== undefined && changes.operation !== "plan")
      changed = changes.add + changes.change + changes.remove;
    if (diagnostic?.severity === "error") errors.push(wordsOf(diagnostic));
  };
  const { status, stderr } = await runProgram(
    "terraform",
    [what, "-auto-approve", "-input=false", "-json", ...more],
    {
      cwd: places.terraform,
      onLine,
    },
  );
  if (status === 0) return changed;
  const why = errors.length > 0 ? [...new Set(errors)].join("\n  ") : lastLines(stderr, 5);
  throw new LabError(`terraform ${what} failed:\n  ${why}`);
}

/** The last line that a script printed is the reason; Terraform packs it into a long detail of its own. */
function wordsOf({ summary, detail }: { summary: string; detail: string }): string {
  const output = /Output: ([\s\S]+)$/.exec(detail)?.[1];
  if (output !== undefined) return lastLines(output, 1);
  return `${summary}: ${detail}`.replaceAll(/\s+/g, " ");
}

function parseJson(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return null;
  }
}
