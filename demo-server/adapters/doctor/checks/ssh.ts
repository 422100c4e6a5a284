import type { SshTarget } from "#core/deck/model.ts";
import { notNeeded, ok, type Finding } from "#core/doctor/finding.ts";
import { TargetError } from "#server/app/ports.ts";
import { connect } from "../../targets/ssh/connection.ts";
import type { Check, Patient } from "../check.ts";
import { appliesTerraform, liveOnly } from "../severity.ts";

/** Logs in to each machine as a pane would, and out again. */
export const check: Check = {
  name: "ssh",
  title: "SSH and host keys",
  order: 50,
  withinMs: 9000,
  run: async (patient) => {
    const targets = Object.entries(patient.loaded.deck.targets).flatMap(([name, target]) =>
      target.kind === "ssh" ? [{ name, target }] : [],
    );
    if (targets.length === 0) return [notNeeded("All panes run on this computer.")];
    return Promise.all(targets.map(({ name, target }) => logIn(name, target, patient)));
  },
};

async function logIn(name: string, target: SshTarget, patient: Patient): Promise<Finding> {
  const { deck, folder } = patient.loaded;
  try {
    const connection = await connect(target, { targets: deck.targets, folder, notify: () => undefined });
    connection.dispose();
    return ok(`${name}: ${connection.where} lets us in, and its host key is known.`);
  } catch (error) {
    if (!(error instanceof TargetError)) throw error;
    return refused(name, error, patient);
  }
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
