/** What `terraform apply` and `destroy` tell of machines, as people see it and with `-json` (Terraform 1.11). */

/** One thing that Terraform said of one machine. */
export interface Progress {
  /** Key of the resource, `web1` of `digitalocean_droplet.machine["web1"]`; without one the resource's name. */
  readonly machine: string;
  readonly now: "creating" | "made" | "removing" | "gone" | "failed";
}

/** Resources that are machines by their type; of other types those that are called `machine` or `machines`. */
const machineTypes: ReadonlySet<string> = new Set([
  "aws_instance",
  "azurerm_linux_virtual_machine",
  "digitalocean_droplet",
  "google_compute_instance",
  "hcloud_server",
  "libvirt_domain",
  "linode_instance",
  "openstack_compute_instance_v2",
  "vultr_instance",
]);

/** A longer line is no progress, and is not kept. */
const longestLine = 16 * 1024;

/** Reads Terraform's output, however it is cut into chunks, as plain text with `\n` line ends. */
export class TerraformProgress {
  #line = "";
  /** Whether the lines belong to an error: then the resource that is named has failed. */
  #inError = false;

  push(text: string): Progress[] {
    const lines = (this.#line + text).split("\n");
    this.#line = lines.pop() ?? "";
    if (this.#line.length > longestLine) this.#line = "";
    return lines.flatMap((line) => this.#read(line.trimEnd()) ?? []);
  }

  #read(line: string): Progress | null {
    if (line.startsWith("{")) return fromJson(line);
    const box = /^[╷│╵\s]*(Error|Warning): /.exec(line);
    if (box) this.#inError = box[1] === "Error";
    else if (line.startsWith("╵")) this.#inError = false;
    const failed = this.#inError ? /^[│\s]*with (\S.*),$/.exec(line) : null;
    return failed ? progress(failed[1] ?? "", "failed") : fromLine(line);
  }
}

const phrases: readonly (readonly [RegExp, Progress["now"]])[] = [
  [/^(\S+): (?:Creating|Still creating)\.\.\./, "creating"],
  [/^(\S+): Creation complete after /, "made"],
  [/^(\S+): (?:Destroying|Still destroying)\.\.\./, "removing"],
  [/^(\S+): Destruction complete after /, "gone"],
];

/** A deposed object has " (deposed object …)" behind its address: its machine has a successor, so it is passed over. */
function fromLine(line: string): Progress | null {
  for (const [phrase, now] of phrases) {
    const address = phrase.exec(line)?.[1];
    if (address !== undefined) return progress(address, now);
  }
  return null;
}

const moments: Readonly<Record<string, Readonly<Record<string, Progress["now"]>>>> = {
  create: {
    apply_start: "creating",
    apply_progress: "creating",
    apply_complete: "made",
    apply_errored: "failed",
  },
  delete: {
    apply_start: "removing",
    apply_progress: "removing",
    apply_complete: "gone",
    apply_errored: "failed",
  },
};

function fromJson(line: string): Progress | null {
  const said = parsed(line);
  const hook = said && fieldOf(said, "hook");
  const resource = hook && fieldOf(hook, "resource");
  const address = resource && fieldOf(resource, "addr");
  const type = said && fieldOf(said, "type");
  const action = hook && fieldOf(hook, "action");
  if (typeof address !== "string" || typeof type !== "string" || typeof action !== "string") return null;
  const ofAction = Object.hasOwn(moments, action) ? moments[action] : undefined;
  const now = ofAction && Object.hasOwn(ofAction, type) ? ofAction[type] : undefined;
  return now === undefined ? null : progress(address, now);
}

function progress(address: string, now: Progress["now"]): Progress | null {
  const machine = machineOf(address);
  return machine === null ? null : { machine, now };
}

/** The name of the machine at a resource's address, or null where the resource is something else. */
export function machineOf(address: string): string | null {
  const parts =
    /^(?:module\.[\w-]+(?:\[[^\]]*\])?\.)*([\w-]+)\.([\w-]+)(?:\["((?:[^"\\]|\\.)+)"\]|\[(\d+)\])?$/.exec(
      address,
    );
  if (!parts) return null;
  const [, type = "", name = "", key, index] = parts;
  if (!machineTypes.has(type) && !/^machines?$/.test(name)) return null;
  if (key !== undefined) return key.replace(/\\(.)/g, "$1");
  return index === undefined ? name : `${name}-${index}`;
}

function parsed(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return null;
  }
}

function fieldOf(value: unknown, name: string): unknown {
  return typeof value === "object" && value !== null && Object.hasOwn(value, name)
    ? (value as Readonly<Record<string, unknown>>)[name]
    : null;
}
