import { docker, inspect, tryDocker } from "./docker.ts";
import { LAB_LABEL } from "./labels.ts";
import type { LabRecord } from "./record.ts";
import type { Say } from "./say.ts";

/** Makes sure that the lab's registry runs from `image`, under the name `registry.lab` and at the address .2. */
export async function ensureRegistry({ id, subnet }: LabRecord, image: string, say: Say): Promise<void> {
  const name = `${id}-registry`;
  const found = await inspect("container", name, "{{.State.Running}} {{.Config.Image}}");
  if (found === `true ${image}`) return;
  say("starting the registry");
  await tryDocker(["rm", "--force", "--volumes", name]);
  const network = ["--network", id, "--network-alias", "registry.lab", "--ip", `${subnet}.2`];
  await docker(["run", "--detach", "--name", name, "--label", `${LAB_LABEL}=${id}`, ...network, image]);
}
