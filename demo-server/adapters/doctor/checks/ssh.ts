import type { SshTarget } from "#core/deck/model.ts";
import { clockWords } from "#core/doctor/clock.ts";
import { notNeeded, ok, warning, type Finding } from "#core/doctor/finding.ts";
import { TargetError } from "#server/app/ports.ts";
import { connect, type Connection } from "../../targets/ssh/connection.ts";
import type { Check, Patient } from "../check.ts";
import { appliesTerraform, liveOnly } from "../severity.ts";

/** Of one that does not answer by then the others are not to suffer. */
const loginWithinMs = 7000;
/** A machine that does not tell its time by then is not waited for. */
const clockWithinMs = 2000;

/** Logs in to each machine as a pane would, and out again. */
export const check: Check = {
  name: "ssh",
  title: "SSH and host keys",
  order: 50,
  withinMs: 8000,
  run: async (patient) => {
    const targets = Object.entries(patient.loaded.deck.targets).flatMap(([name, target]) =>
      target.kind === "ssh" ? [{ name, target }] : [],
    );
    if (targets.length === 0) return [notNeeded("All panes run on this computer.")];
    return Promise.all(
      targets.map(({ name, target }) => Promise.race([logIn(name, target, patient), late(name, patient)])),
    );
  },
};

async function late(name: string, patient: Patient): Promise<Finding> {
  await new Promise((resolve) => setTimeout(resolve, loginWithinMs).unref());
  return liveOnly(
    patient,
    `${name}: it did not let us in within ${loginWithinMs / 1000} s.`,
    "Look whether it is switched on, and whether this network leads to it.",
  );
}

async function logIn(name: string, target: SshTarget, patient: Patient): Promise<Finding> {
  const { deck, folder } = patient.loaded;
  try {
    const connection = await connect(target, { targets: deck.targets, folder, notify: () => undefined });
    const off = await clockOf(connection).finally(() => connection.dispose());
    if (off === null) return ok(`${name}: ${connection.where} lets us in, and its host key is known.`);
    return warning(
      `${name}: ${connection.where} lets us in, but its clock is ${off}.`,
      "Let it and this computer set their clocks: certificates, etcd and logs need the same time.",
    );
  } catch (error) {
    if (!(error instanceof TargetError)) throw error;
    return refused(name, error, patient);
  }
}

/** How far the machine's clock is off, by this computer's; null where it is right enough, or is not told. */
async function clockOf({ client }: Connection): Promise<string | null> {
  const printed = await new Promise<string>((resolve) => {
    const late = setTimeout(resolve, clockWithinMs, "");
    const end = (text: string): void => {
      clearTimeout(late);
      resolve(text);
    };
    client.exec("date +%s", (error, channel) => {
      if (error) end("");
      else channel.once("data", (bytes: Buffer) => end(bytes.toString()));
    });
  });
  const seconds = Number.parseInt(printed, 10);
  return Number.isNaN(seconds) ? null : clockWords(seconds * 1000 - Date.now());
}

function refused(name: string, { code, message, hostKey }: TargetError, patient: Patient): Finding {
  switch (code) {
    case "unknown-host":
      return liveOnly(
        patient,
        `${name}: the host key of ${hostKey?.host ?? "the machine"} is not known: ${hostKey?.keyType ?? ""} ${hostKey?.fingerprint ?? ""}`,
        `Compare it with the machine's own, and accept it on the pane's slide (Shift+A) with "kuroko start --live".`,
      );
    case "changed-host":
      return liveOnly(patient, `${name}: ${message}`, "Find out why before you go on stage.");
    case "not-made":
      return appliesTerraform(patient.loaded.deck)
        ? notNeeded(`${name}: it is not made yet; the talk makes it on stage.`)
        : liveOnly(patient, `${name}: Terraform has not made it yet.`, "Make it: terraform apply.");
    case "unreachable":
    case "refused":
    case "misconfigured":
      return liveOnly(patient, `${name}: ${message}`, "Mend that: its pane would say the same on stage.");
  }
}
