import type { Client, ClientChannel } from "ssh2";

import type { Size } from "#core/protocol/messages.ts";

import { preparationScript, preparedShell, type IntegrationSetting } from "../shell/integration.ts";

const prepareTimeoutMs = 5000;

export interface LoginShell {
  readonly stream: ClientChannel;
  readonly marks: boolean;
}

/**
 * Starts the user's login shell on a pty: with marks where it is bash or zsh, and plainly where it is another one
 * or where the machine does not let a script be run.
 */
export async function openLoginShell(
  client: Client,
  size: Size,
  { nonce, prompt }: Omit<IntegrationSetting, "login">,
): Promise<LoginShell> {
  const script = await preparationScript({ nonce, prompt });
  const prepared = preparedShell(await runScript(client, script).catch(() => ""), nonce);
  const pty = { term: "xterm-256color", cols: size.cols, rows: size.rows, width: 0, height: 0 };
  const stream = await new Promise<ClientChannel>((resolve, reject) => {
    const opened = (error: Error | undefined, channel: ClientChannel): void => {
      if (error) reject(error);
      else resolve(channel);
    };
    if (prepared) client.exec(`exec /bin/sh '${prepared.folder}/start'`, { pty }, opened);
    else client.shell(pty, opened);
  });
  return { stream, marks: prepared !== null };
}

/** What `/bin/sh` prints that reads `script` from its input: so it is on no command line. */
function runScript(client: Client, script: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error("no answer")), prepareTimeoutMs);
    client.exec("exec /bin/sh", (error, stream) => {
      if (error) {
        clearTimeout(timer);
        reject(error);
        return;
      }
      const printed: Buffer[] = [];
      stream.on("data", (bytes: Buffer) => printed.push(bytes));
      stream.stderr.resume();
      stream.on("error", reject);
      stream.once("close", () => {
        clearTimeout(timer);
        resolve(Buffer.concat(printed).toString("utf8"));
      });
      stream.end(script);
    });
  });
}
