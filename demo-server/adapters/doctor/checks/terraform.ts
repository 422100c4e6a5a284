import { readdir, readFile, stat } from "node:fs/promises";
import { join, relative } from "node:path";
import { z } from "zod";
import { stepsOf, type Deck, type Target } from "#core/deck/model.ts";
import { notNeeded, ok, warning, type Finding } from "#core/doctor/finding.ts";
import { satisfies } from "#core/doctor/versions.ts";
import { talkPath } from "../../targets/ssh/path.ts";
import type { Check, Patient } from "../check.ts";
import { askProgram, findProgram } from "../programs.ts";
import { appliesTerraform, liveOnly } from "../severity.ts";

const install = "https://developer.hashicorp.com/terraform/install";

/** Terraform itself, and what is left in the directories that the talk takes its hosts from. */
export const check: Check = {
  name: "terraform",
  title: "Terraform",
  order: 40,
  withinMs: 8000,
  run: async (patient) => {
    const { deck, folder } = patient.loaded;
    const directories = [
      ...new Set(Object.values(deck.targets).flatMap((target) => directoryOf(target, folder))),
    ];
    const isRun = stepsOf(deck).some(({ lines }) => lines.some((line) => /\bterraform\b/.test(line)));
    if (directories.length === 0 && !isRun) return [notNeeded("The talk does without it.")];
    if ((await findProgram(["terraform"])) === null)
      return [liveOnly(patient, "Terraform is not installed.", `Install it: ${install}`)];
    const below = await Promise.all(directories.map((directory) => examineDirectory(directory, patient)));
    return [await version(patient), ...below.flat()];
  },
};

function directoryOf(target: Target, folder: string): string[] {
  return target.kind === "ssh" && target.host.from === "terraform"
    ? [talkPath(target.host.directory, folder)]
    : [];
}

async function version(patient: Patient): Promise<Finding> {
  const printed = await askProgram("terraform", ["version", "-json"]);
  const parsed = z.object({ terraform_version: z.string() }).safeParse(parseJson(printed));
  if (!parsed.success)
    return liveOnly(patient, `"terraform version" does not answer.`, "Run it by hand and see why.");
  const { terraform_version: now } = parsed.data;
  return satisfies(now, ">=1.4")
    ? ok(`Version ${now}.`)
    : liveOnly(patient, `Version ${now} is older than 1.4.`, `Install a newer one: ${install}`);
}

async function examineDirectory(directory: string, patient: Patient): Promise<Finding[]> {
  const name = relative(process.cwd(), directory) || ".";
  const found = await stat(directory).catch(() => null);
  if (!found?.isDirectory())
    return [
      liveOnly(
        patient,
        `There is no directory ${name}.`,
        'Make it; the lab\'s is made by "kuroko lab up --empty".',
      ),
    ];
  const printed = await askProgram("terraform", ["state", "list"], directory);
  const resources = (printed ?? "").split("\n").filter((line) => line !== "");
  return [
    ...(await credentials(directory, name, patient)),
    judgeState(resources.length, name, patient.loaded.deck),
  ];
}

/** A talk that makes its machines on stage begins without any. */
function judgeState(count: number, name: string, deck: Deck): Finding {
  const applies = appliesTerraform(deck);
  const words = `${name}: ${madeWords(count)}`;
  if (applies && count > 0)
    return warning(
      `${words}, though the talk makes them on stage.`,
      "They are left from a rehearsal: kuroko reset.",
    );
  if (!applies && count === 0)
    return warning(
      `${words}, and no step of the talk makes anything.`,
      'Make it before the show: terraform apply, or "kuroko lab up".',
    );
  return ok(`${words}, as the talk begins.`);
}

function madeWords(count: number): string {
  if (count === 0) return "nothing is made";
  return count === 1 ? "1 resource is made" : `${count} resources are made`;
}

/** The token's value is never looked at. */
async function credentials(directory: string, name: string, patient: Patient): Promise<Finding[]> {
  const files = (await readdir(directory)).filter((file) => file.endsWith(".tf"));
  const texts = await Promise.all(files.map((file) => readFile(join(directory, file), "utf8")));
  if (!texts.some((text) => /\bdigitalocean\b/.test(text))) return [];
  return (process.env.DIGITALOCEAN_TOKEN ?? "") === ""
    ? [
        liveOnly(
          patient,
          `${name} is on DigitalOcean, and DIGITALOCEAN_TOKEN is not set.`,
          "Set it in this terminal before the show.",
        ),
      ]
    : [ok("DIGITALOCEAN_TOKEN is set.")];
}

function parseJson(text: string | null): unknown {
  try {
    return JSON.parse(text ?? "");
  } catch {
    return undefined;
  }
}
