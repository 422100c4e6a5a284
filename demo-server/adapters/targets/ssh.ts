import type { SshTarget } from "#core/deck/model.ts";
import { sentence } from "#core/sentences.ts";
import {
  TargetError,
  type Channel,
  type Health,
  type OpenRequest,
  type TargetAdapter,
} from "#server/app/ports.ts";

import { connect } from "./ssh/connection.ts";
import { openLoginShell } from "./ssh/login-shell.ts";
import { SshChannel } from "./ssh/ssh-channel.ts";

/** Login shells on other machines, each over an SSH connection of its own. */
export const target: TargetAdapter = {
  kind: "ssh",
  open(request, notify) {
    if (request.target.kind !== "ssh") throw new Error(`not an ssh target: ${request.target.kind}`);
    return openSsh(request, request.target, notify);
  },
};

async function openSsh(
  { targets, folder, pane, size, nonce }: OpenRequest,
  ssh: SshTarget,
  notify: (health: Health) => void,
): Promise<Channel> {
  const connection = await connect(ssh, { targets, folder, notify });
  try {
    const shell = await openLoginShell(connection.client, size, { nonce, prompt: pane.prompt });
    return new SshChannel(connection, shell, size);
  } catch (cause) {
    connection.dispose();
    throw new TargetError(
      "refused",
      sentence("noShellGiven", { where: connection.where, why: String(cause) }),
      {
        cause,
      },
    );
  }
}
