import { readdir, readFile, stat } from "node:fs/promises";
import { join, relative } from "node:path";
import { z } from "zod";
import { stepsOf, type Deck, type Target } from "#core/deck/model.ts";
import { notNeeded, ok, warning, type ToldFinding } from "#core/doctor/finding.ts";
import { satisfies } from "#core/doctor/versions.ts";
import type { Told } from "#core/told.ts";
import { talkPath } from "../../targets/ssh/path.ts";
import type { Check, Patient } from "../check.ts";
import { askProgram, findProgram } from "../programs.ts";
import { appliesTerraform, liveOnly } from "../severity.ts";

const install = "https://developer.hashicorp.com/terraform/install";

/** Terraform itself, and what is left in the directories that the talk takes its hosts from. */
export const check: Check = {
  name: "terraform",
  title: { en: "Terraform", ja: "Terraform" },
  order: 40,
  withinMs: 8000,
  run: async (patient) => {
    const { deck, folder } = patient.loaded;
    const directories = [
      ...new Set(Object.values(deck.targets).flatMap((target) => directoryOf(target, folder))),
    ];
    const isRun = stepsOf(deck).some(({ lines }) => lines.some((line) => /\bterraform\b/.test(line)));
    if (directories.length === 0 && !isRun)
      return [notNeeded({ en: "The talk does without it.", ja: "使わない発表です。" })];
    if ((await findProgram(["terraform"])) === null)
      return [
        liveOnly(
          patient,
          { en: "Terraform is not installed.", ja: "Terraform が入っていません。" },
          { en: `Install it: ${install}`, ja: `入れてください: ${install}` },
        ),
      ];
    const below = await Promise.all(directories.map((directory) => examineDirectory(directory, patient)));
    return [await version(patient), ...below.flat()];
  },
};

function directoryOf(target: Target, folder: string): string[] {
  return target.kind === "ssh" && target.host.from === "terraform"
    ? [talkPath(target.host.directory, folder)]
    : [];
}

async function version(patient: Patient): Promise<ToldFinding> {
  const printed = await askProgram("terraform", ["version", "-json"]);
  const parsed = z.object({ terraform_version: z.string() }).safeParse(parseJson(printed));
  if (!parsed.success)
    return liveOnly(
      patient,
      { en: `"terraform version" does not answer.`, ja: "「terraform version」が応答しません。" },
      { en: "Run it by hand and see why.", ja: "手で実行して、理由を確かめてください。" },
    );
  const { terraform_version: now } = parsed.data;
  return satisfies(now, ">=1.4")
    ? ok({ en: `Version ${now}.`, ja: `バージョン ${now} です。` })
    : liveOnly(
        patient,
        { en: `Version ${now} is older than 1.4.`, ja: `バージョン ${now} は 1.4 より古いものです。` },
        { en: `Install a newer one: ${install}`, ja: `新しいものを入れてください: ${install}` },
      );
}

async function examineDirectory(directory: string, patient: Patient): Promise<ToldFinding[]> {
  const name = relative(process.cwd(), directory) || ".";
  const found = await stat(directory).catch(() => null);
  if (!found?.isDirectory())
    return [
      liveOnly(
        patient,
        { en: `There is no directory ${name}.`, ja: `フォルダー ${name} がありません。` },
        {
          en: 'Make it; the lab\'s is made by "kuroko lab up --empty".',
          ja: "作ってください。実験環境のものは「kuroko lab up --empty」で作られます。",
        },
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
function judgeState(count: number, name: string, deck: Deck): ToldFinding {
  const applies = appliesTerraform(deck);
  const words = madeWords(name, count);
  if (applies && count > 0)
    return warning(
      {
        en: `${words.en}, though the talk makes them on stage.`,
        ja: `${words.ja}が、発表の中で作るはずのものです。`,
      },
      {
        en: "They are left from a rehearsal: kuroko reset.",
        ja: "リハーサルの残りです。戻してください: kuroko reset",
      },
    );
  if (!applies && count === 0)
    return warning(
      {
        en: `${words.en}, and no step of the talk makes anything.`,
        ja: `${words.ja}。発表の中で作るステップもありません。`,
      },
      {
        en: 'Make it before the show: terraform apply, or "kuroko lab up".',
        ja: "本番の前に作ってください: terraform apply、または「kuroko lab up」",
      },
    );
  return ok({ en: `${words.en}, as the talk begins.`, ja: `${words.ja}。発表はこの状態から始まります。` });
}

function madeWords(name: string, count: number): Told {
  if (count === 0) return { en: `${name}: nothing is made`, ja: `${name}: まだ何も作られていません` };
  return {
    en: `${name}: ${count === 1 ? "1 resource is made" : `${count} resources are made`}`,
    ja: `${name}: リソースが ${count} 個あります`,
  };
}

/** The token's value is never looked at. */
async function credentials(directory: string, name: string, patient: Patient): Promise<ToldFinding[]> {
  const files = (await readdir(directory)).filter((file) => file.endsWith(".tf"));
  const texts = await Promise.all(files.map((file) => readFile(join(directory, file), "utf8")));
  if (!texts.some((text) => /\bdigitalocean\b/.test(text))) return [];
  return (process.env.DIGITALOCEAN_TOKEN ?? "") === ""
    ? [
        liveOnly(
          patient,
          {
            en: `${name} is on DigitalOcean, and DIGITALOCEAN_TOKEN is not set.`,
            ja: `${name} は DigitalOcean を使いますが、DIGITALOCEAN_TOKEN が設定されていません。`,
          },
          {
            en: "Set it in this terminal before the show.",
            ja: "本番の前にこの端末で設定してください。",
          },
        ),
      ]
    : [ok({ en: "DIGITALOCEAN_TOKEN is set.", ja: "DIGITALOCEAN_TOKEN は設定されています。" })];
}

function parseJson(text: string | null): unknown {
  try {
    return JSON.parse(text ?? "");
  } catch {
    return undefined;
  }
}
