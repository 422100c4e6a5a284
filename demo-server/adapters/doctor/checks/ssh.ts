import type { SshTarget } from "#core/deck/model.ts";
import { clockWords } from "#core/doctor/clock.ts";
import { notNeeded, ok, warning, type ToldFinding } from "#core/doctor/finding.ts";
import { toldSentence, type Told } from "#core/told.ts";
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
  title: { en: "SSH and host keys", ja: "SSH とホスト鍵" },
  order: 50,
  withinMs: 8000,
  run: async (patient) => {
    const targets = Object.entries(patient.loaded.deck.targets).flatMap(([name, target]) =>
      target.kind === "ssh" ? [{ name, target }] : [],
    );
    if (targets.length === 0)
      return [
        notNeeded({
          en: "All panes run on this computer.",
          ja: "端末はすべてこのコンピューターで動きます。",
        }),
      ];
    return Promise.all(
      targets.map(({ name, target }) => Promise.race([logIn(name, target, patient), late(name, patient)])),
    );
  },
};

async function late(name: string, patient: Patient): Promise<ToldFinding> {
  await new Promise((resolve) => setTimeout(resolve, loginWithinMs).unref());
  return liveOnly(
    patient,
    {
      en: `${name}: it did not let us in within ${loginWithinMs / 1000} s.`,
      ja: `${name}: ${loginWithinMs / 1000} 秒以内にログインできませんでした。`,
    },
    {
      en: "Look whether it is switched on, and whether this network leads to it.",
      ja: "電源が入っているか、このネットワークから届くかを確かめてください。",
    },
  );
}

async function logIn(name: string, target: SshTarget, patient: Patient): Promise<ToldFinding> {
  const { deck, folder } = patient.loaded;
  try {
    const connection = await connect(target, { targets: deck.targets, folder, notify: () => undefined });
    const off = await clockOf(connection).finally(() => connection.dispose());
    const { where } = connection;
    if (off === null)
      return ok({
        en: `${name}: ${where} lets us in, and its host key is known.`,
        ja: `${name}: ${where} にログインでき、ホスト鍵も確認済みです。`,
      });
    return warning(
      {
        en: `${name}: ${where} lets us in, but its clock is ${off.en}.`,
        ja: `${name}: ${where} にログインできますが、時計が ${off.ja}。`,
      },
      {
        en: "Let it and this computer set their clocks: certificates, etcd and logs need the same time.",
        ja: "両方の時計を合わせてください。証明書、etcd、ログには同じ時刻が必要です。",
      },
    );
  } catch (error) {
    if (!(error instanceof TargetError)) throw error;
    return refused(name, error, patient);
  }
}

/** How far the machine's clock is off, by this computer's; null where it is right enough, or is not told. */
async function clockOf({ client }: Connection): Promise<Told | null> {
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

function refused(name: string, { code, message, hostKey }: TargetError, patient: Patient): ToldFinding {
  const says = { en: `${name}: ${message}`, ja: `${name}: ${toldSentence(message).ja}` };
  switch (code) {
    case "unknown-host":
      return liveOnly(patient, unknownHost(name, hostKey), {
        en: `Compare it with the machine's own, and accept it on the pane's slide (Shift+A) with "kuroko start --live".`,
        ja: "マシンで確かめた鍵と比べ、「kuroko start --live」で端末のあるスライドを開いて受け入れてください（Shift+A）。",
      });
    case "changed-host":
      return liveOnly(patient, says, {
        en: "Find out why before you go on stage.",
        ja: "本番の前に理由を確かめてください。",
      });
    case "not-made":
      return appliesTerraform(patient.loaded.deck)
        ? notNeeded({
            en: `${name}: it is not made yet; the talk makes it on stage.`,
            ja: `${name}: まだありません。発表の中で作ります。`,
          })
        : liveOnly(
            patient,
            {
              en: `${name}: Terraform has not made it yet.`,
              ja: `${name}: まだ Terraform で作られていません。`,
            },
            { en: "Make it: terraform apply.", ja: "作ってください: terraform apply" },
          );
    case "unreachable":
    case "refused":
    case "misconfigured":
      return liveOnly(patient, says, {
        en: "Mend that: its pane would say the same on stage.",
        ja: "直してください。このままでは本番の端末にも同じことが出ます。",
      });
  }
}

function unknownHost(name: string, key: TargetError["hostKey"]): Told {
  const shown = `${key?.keyType ?? ""} ${key?.fingerprint ?? ""}`;
  return {
    en: `${name}: the host key of ${key?.host ?? "the machine"} is not known: ${shown}`,
    ja: `${name}: ${key?.host ?? "マシン"} のホスト鍵は未確認です: ${shown}`,
  };
}
