/** Host keys that are known: the file format of sshd(8), "SSH_KNOWN_HOSTS FILE FORMAT". */
import { createHash, createHmac } from "node:crypto";

export interface KnownKey {
  /** As the presenter finds it: `/home/me/.ssh/known_hosts:12`. */
  readonly where: string;
  readonly marker: "none" | "revoked" | "cert-authority";
  /** `[host]:port` patterns with commas between them, or one hashed name. */
  readonly hosts: string;
  readonly keyType: string;
  readonly key: Buffer;
}

export type Verdict =
  | { readonly at: "known" }
  /** `authority` is set where the file trusts a certificate authority for the host, which ssh2 cannot check. */
  | { readonly at: "unknown"; readonly authority: KnownKey | null }
  /** Another key is known for the host, of this type or of another one that the server no longer shows. */
  | { readonly at: "changed"; readonly known: KnownKey }
  | { readonly at: "revoked"; readonly known: KnownKey };

/** The entries of a known_hosts file. Comments and lines that make no sense are passed over, as OpenSSH does. */
export function parseKnownHosts(text: string, file: string): KnownKey[] {
  return text.split("\n").flatMap((line, index) => {
    const fields = line.trim().split(/\s+/);
    const marked = fields[0]?.startsWith("@") ? fields.shift() : undefined;
    const marker = marked?.slice(1) ?? "none";
    const [hosts, keyType, key] = fields;
    if (!hosts || hosts.startsWith("#") || !keyType || !key) return [];
    if (marker !== "none" && marker !== "revoked" && marker !== "cert-authority") return [];
    return [{ where: `${file}:${index + 1}`, marker, hosts, keyType, key: Buffer.from(key, "base64") }];
  });
}

/** How a host is named in the file. */
export function knownName(host: string, port: number): string {
  const name = host.toLowerCase();
  return port === 22 ? name : `[${name}]:${port}`;
}

/** The entries that speak of `name` (from `knownName`). */
export function entriesFor(keys: readonly KnownKey[], name: string): KnownKey[] {
  return keys.filter((key) => matches(key.hosts, name));
}

/** What to think of `key`, shown by the server that `entries` speak of. */
export function judge(entries: readonly KnownKey[], key: Buffer): Verdict {
  const same = entries.filter((entry) => entry.key.equals(key));
  const revoked = same.find((entry) => entry.marker === "revoked");
  if (revoked) return { at: "revoked", known: revoked };
  if (same.some((entry) => entry.marker === "none")) return { at: "known" };
  const plain = entries.filter((entry) => entry.marker === "none");
  const known = plain.find((entry) => entry.keyType === keyTypeOf(key)) ?? plain[0];
  if (known) return { at: "changed", known };
  return { at: "unknown", authority: entries.find((entry) => entry.marker === "cert-authority") ?? null };
}

/** The type's name, with which every public key begins (RFC 4253, 6.6). */
export function keyTypeOf(key: Buffer): string {
  return key.length < 4 ? "" : key.subarray(4, 4 + key.readUInt32BE(0)).toString("ascii");
}

/** `SHA256:…` as OpenSSH prints it. */
export function fingerprintOf(key: Buffer): string {
  return `SHA256:${createHash("sha256").update(key).digest("base64").replace(/=+$/, "")}`;
}

function matches(hosts: string, name: string): boolean {
  if (hosts.startsWith("|")) return matchesHash(hosts, name);
  const patterns = hosts.toLowerCase().split(",");
  const denied = patterns.some((pattern) => pattern.startsWith("!") && glob(pattern.slice(1)).test(name));
  return !denied && patterns.some((pattern) => !pattern.startsWith("!") && glob(pattern).test(name));
}

/** `|1|salt|hash`: HMAC-SHA1 of the name, as `HashKnownHosts` writes it. */
function matchesHash(hosts: string, name: string): boolean {
  const [, version, salt, hash] = hosts.split("|");
  if (version !== "1" || !salt || !hash) return false;
  return createHmac("sha1", Buffer.from(salt, "base64")).update(name).digest("base64") === hash;
}

function glob(pattern: string): RegExp {
  const escaped = pattern.replaceAll(/[.+^${}()|[\]\\]/g, "\\$&");
  return new RegExp(`^${escaped.replaceAll("*", ".*").replaceAll("?", ".")}$`);
}
