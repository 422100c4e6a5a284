import { createInterface } from "node:readline/promises";
import { durationForm, parseDuration } from "#core/deck/duration.ts";
import { UsageError } from "../../cli/errors.ts";
import { readCloudRecord } from "../../lab/digitalocean-record.ts";
import { offerText } from "../../lab/digitalocean-report.ts";
import { cloudUp, type CloudOffer, type CloudWish } from "../../lab/digitalocean-up.ts";
import { LabError } from "../../lab/lab-error.ts";
import { labPlaces, type LabPlaces } from "../../lab/places.ts";
import { cloudReport } from "./report-cloud.ts";
import { sayDim } from "./report.ts";

/** What `lab up` takes for a cluster elsewhere. */
export const cloudArgs = {
  on: {
    type: "string",
    valueHint: "digitalocean",
    description: "Make the machines there (it costs money, and asks first) instead of on this computer",
  },
  region: { type: "string", valueHint: "sgp1", description: "DigitalOcean: the region" },
  size: { type: "string", valueHint: "s-1vcpu-1gb", description: "DigitalOcean: size of a machine" },
  "ssh-from": {
    type: "string",
    valueHint: "203.0.113.7/32",
    description: "DigitalOcean: who may reach SSH (default: this computer's public address)",
  },
  "fleet-sha256": {
    type: "string",
    valueHint: "digits",
    description:
      "DigitalOcean: checksum of fleet's release (default: that of this computer's first download)",
  },
  "destroy-after": {
    type: "string",
    valueHint: "6h",
    description: 'DigitalOcean: when a guard destroys the cluster, from now on; or "never"',
  },
  yes: { type: "boolean", default: false, description: "DigitalOcean: do not ask whether it may cost money" },
} as const;

interface CloudFlags {
  readonly on?: string | undefined;
  readonly region?: string | undefined;
  readonly size?: string | undefined;
  readonly "ssh-from"?: string | undefined;
  readonly "fleet-sha256"?: string | undefined;
  readonly "destroy-after"?: string | undefined;
  readonly yes: boolean;
  readonly empty: boolean;
  readonly web: number | undefined;
}

/** Whether the machines are to be elsewhere. Throws a `UsageError` for a place that is not known. */
export function isCloud({ on }: { readonly on?: string | undefined }): boolean {
  if (on === undefined) return false;
  if (on === "digitalocean") return true;
  throw new UsageError(`--on takes digitalocean, not "${on}"; without it the lab is on this computer`);
}

/** A lab on this computer beside a cluster elsewhere would take over its folder, and with it Terraform's state. */
export async function refuseOnCloud(places: LabPlaces): Promise<void> {
  if ((await readCloudRecord(places)) !== null)
    throw new LabError(
      'the cluster is on DigitalOcean: "kuroko lab up --on digitalocean" goes on with it, "kuroko lab down" destroys it',
    );
}

/** `lab up --on digitalocean`. */
export async function upOnCloud(flags: CloudFlags): Promise<void> {
  const places = labPlaces();
  const startedAt = Date.now();
  const record = await cloudUp(places, wishOf(flags), flags.yes ? sayOffer : askForYes, sayDim);
  if (record === null) {
    console.log("Nothing was made.");
    return;
  }
  const took = Math.round((Date.now() - startedAt) / 1000);
  console.log(`The cluster is ${flags.empty ? "prepared" : "up"} after ${took} s.\n`);
  console.log(await cloudReport(places, false));
}

function wishOf(flags: CloudFlags): CloudWish {
  if (flags.web === 0) throw new UsageError("--web takes 1 or more on DigitalOcean");
  const after = flags["destroy-after"];
  const afterMs = after === undefined || after === "never" ? null : parseDuration(after);
  if (after !== undefined && after !== "never" && (afterMs === null || afterMs === 0))
    throw new UsageError(`--destroy-after takes "never" or ${durationForm}`);
  return {
    empty: flags.empty,
    ...(flags.web === undefined ? {} : { web: flags.web }),
    ...(flags.region === undefined ? {} : { region: flags.region }),
    ...(flags.size === undefined ? {} : { size: flags.size }),
    ...(flags["ssh-from"] === undefined ? {} : { sshFrom: flags["ssh-from"] }),
    ...(flags["fleet-sha256"] === undefined ? {} : { fleetSha256: flags["fleet-sha256"] }),
    ...(after === undefined ? {} : { destroyAfterMs: afterMs }),
  };
}

function sayOffer({ record, variables }: CloudOffer): Promise<boolean> {
  console.log(offerText(record, variables.size, variables.region));
  return Promise.resolve(true);
}

async function askForYes(offer: CloudOffer): Promise<boolean> {
  await sayOffer(offer);
  if (!process.stdin.isTTY) throw new LabError("nobody is there to be asked: say --yes");
  const lines = createInterface({ input: process.stdin, output: process.stdout });
  try {
    return /^y(es)?$/i.test((await lines.question("Make them? [y/N] ")).trim());
  } finally {
    lines.close();
  }
}
