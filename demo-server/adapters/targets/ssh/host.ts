import { userInfo } from "node:os";
import { resolve } from "node:path";

import type { SshTarget } from "#core/deck/model.ts";

import { terraformHost, type TerraformHost } from "../../terraform/output.ts";
import { talkPath } from "./path.ts";

/** How to get in: what the target says, then what Terraform says, then what is usual. */
export interface Login {
  readonly host: string;
  readonly port: number;
  readonly user: string;
  /** Absolute, like `knownHosts`. */
  readonly key?: string;
  readonly passwordEnv?: string;
  readonly knownHosts?: string;
}

/** The login to a target; asks Terraform where the talk says so. Rejects with `misconfigured`. */
export async function loginOf(target: SshTarget, folder: string): Promise<Login> {
  const directory = target.host.from === "terraform" ? talkPath(target.host.directory, folder) : folder;
  const told: TerraformHost =
    target.host.from === "terraform"
      ? await terraformHost(directory, target.host.path)
      : { host: target.host.name };
  const key = pathOf(target.key, folder) ?? pathOf(told.key, directory);
  const knownHosts = pathOf(target.knownHosts, folder) ?? pathOf(told.known_hosts, directory);
  return {
    host: told.host,
    port: target.port ?? told.port ?? 22,
    user: target.user ?? told.user ?? ownName(),
    ...(key === undefined ? {} : { key }),
    ...(target.passwordEnv === undefined ? {} : { passwordEnv: target.passwordEnv }),
    ...(knownHosts === undefined ? {} : { knownHosts }),
  };
}

function pathOf(path: string | undefined, folder: string): string | undefined {
  return path === undefined ? undefined : resolve(talkPath(path, folder));
}

/** As `ssh` does it: who is logged in here logs in there. */
function ownName(): string {
  try {
    return userInfo().username;
  } catch {
    // No such user in the password file: containers do that.
    return "root";
  }
}
