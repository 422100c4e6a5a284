import { onTestFinished } from "vitest";

import type { SshTarget, Target } from "#core/deck/model.ts";
import { target as ssh } from "#server/adapters/targets/ssh.ts";
import { TargetError, type Health, type OpenRequest } from "#server/app/ports.ts";

import { nonce, requestFor } from "../../contract/target-cases.ts";
import { Listener } from "../../support/listener.ts";

/** Opens a shell over SSH that is disposed of when the test is over. */
export async function openSsh(
  target: SshTarget,
  setting: { targets?: OpenRequest["targets"]; notify?: (health: Health) => void } = {},
): Promise<Listener> {
  const request = requestFor(target satisfies Target, "/", setting.targets);
  const channel = await ssh.open(request, setting.notify ?? (() => undefined));
  onTestFinished(() => channel.dispose());
  return new Listener(channel, nonce);
}

/** Why the shell could not be opened. */
export async function refusalOf(target: SshTarget, targets?: OpenRequest["targets"]): Promise<TargetError> {
  const opened = openSsh(target, targets ? { targets } : {});
  const error: unknown = await opened.then(
    () => new Error("it was opened"),
    (reason: unknown) => reason,
  );
  if (error instanceof TargetError) return error;
  throw error;
}
