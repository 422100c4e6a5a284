import { spawn } from "node:child_process";
import { once } from "node:events";
import { readFile } from "node:fs/promises";
import ssh2 from "ssh2";

/** An SSH server that stands for every droplet: it lets `core` in with one key and runs what it is told as this user. */
export interface FakeMachine {
  readonly port: number;
  stop(): Promise<void>;
}

export interface MachineSetting {
  /** Private host key. */
  readonly hostKey: string;
  /** Public key that `core` may log in with. */
  readonly authorizedKey: string;
  /** The home folder. Its programs come before the system's: `sudo`. */
  readonly programs: string;
}

export async function startMachine({
  hostKey,
  authorizedKey,
  programs,
}: MachineSetting): Promise<FakeMachine> {
  const allowed = ssh2.utils.parseKey(await readFile(authorizedKey));
  if (allowed instanceof Error) throw allowed;
  const server = new ssh2.Server({ hostKeys: [await readFile(hostKey)] }, (client) => {
    client.on("error", () => undefined);
    client.on("authentication", (attempt) => {
      const isKnown =
        attempt.method === "publickey" &&
        attempt.username === "core" &&
        attempt.key.data.equals(allowed.getPublicSSH());
      if (isKnown && (!attempt.signature || allowed.verify(attempt.blob ?? Buffer.of(), attempt.signature)))
        attempt.accept();
      else attempt.reject(["publickey"]);
    });
    client.on("session", (accept) => {
      const session = accept();
      // Terraform asks for a terminal; that it gets none changes nothing for what it runs.
      session.on("pty", (acceptTerminal) => acceptTerminal());
      session.on("exec", (acceptCommand, _reject, { command }) => {
        runCommand(acceptCommand(), command, programs);
      });
    });
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  return {
    port: typeof address === "object" && address ? address.port : 0,
    async stop() {
      server.close();
      await once(server, "close");
    },
  };
}

function runCommand(channel: ssh2.ServerChannel, command: string, programs: string): void {
  const env = { ...process.env, PATH: `${programs}:${process.env.PATH ?? ""}` };
  const child = spawn("/bin/sh", ["-c", command], { env, cwd: programs });
  channel.pipe(child.stdin);
  child.stdin.on("error", () => undefined);
  child.stdout.pipe(channel, { end: false });
  child.stderr.pipe(channel.stderr, { end: false });
  child.once("close", (status) => {
    channel.exit(status ?? 1);
    channel.end();
  });
}
