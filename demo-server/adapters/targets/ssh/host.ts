import type { Host } from "#core/deck/model.ts";

import { terraformHost } from "../../terraform/output.ts";
import { talkPath } from "./path.ts";

/** The host's name or address; asks Terraform where the talk says so. Rejects with `misconfigured`. */
export async function hostOf(host: Host, folder: string): Promise<string> {
  return host.from === "text" ? host.name : terraformHost(talkPath(host.directory, folder), host.path);
}
