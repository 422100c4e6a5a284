import { withoutRegistry } from "../socket/image-name.ts";
import type { FleetUnit } from "./api.ts";

/**
 * The image that a unit runs, found in its `Exec…` lines: what is pulled, or else what is run. Null where it is in an
 * environment file, or where there is none.
 */
export function imageIn({ name, options }: Pick<FleetUnit, "name" | "options">): string | null {
  const ofService = (options ?? []).filter(({ section }) => section === "Service");
  const commands = ofService
    .filter(({ name: key }) => key.startsWith("Exec"))
    .map(({ value }) => value.split(/\s+/).filter((word) => word !== "" && word !== "\\"));
  const pulled = commands.map(pulledImage).find((image) => image !== undefined);
  const image = pulled ?? commands.map(runImage).find((found) => found !== undefined);
  if (image === undefined) return null;
  const assignments = ofService.filter(({ name: key }) => key === "Environment").map(({ value }) => value);
  const whole = withVariables(withSpecifiers(image, name), withSpecifiers(assignments.join(" "), name));
  const plain = withoutRegistry(whole);
  return /[$%]/.test(plain) ? null : plain;
}

function pulledImage(words: readonly string[]): string | undefined {
  const at = dockerVerb(words, "pull");
  return at < 0 ? undefined : words.slice(at + 1).find((word) => !word.startsWith("-"));
}

/** Flags of `docker run` that stand alone; all others without a `=` are followed by their value. */
const loneFlags =
  /^(?:-[dit]+|--rm|--detach|--interactive|--tty|--privileged|--init|--read-only|--publish-all|-P|--no-healthcheck|--oom-kill-disable|--sig-proxy|--quiet|-q)$/;

function runImage(words: readonly string[]): string | undefined {
  const at = dockerVerb(words, "run");
  if (at < 0) return undefined;
  for (let index = at + 1; index < words.length; index++) {
    const word = words[index] ?? "";
    if (!word.startsWith("-")) return word;
    if (!loneFlags.test(word) && !word.includes("=")) index++;
  }
  return undefined;
}

function dockerVerb(words: readonly string[], verb: string): number {
  const at = words.findIndex((word) => /(?:^|[-/@!+])docker$/.test(word));
  return at >= 0 && words[at + 1] === verb ? at + 1 : -1;
}

/** systemd's specifiers of a template's instance: `%i` of `web@8888.service` is 8888. */
function withSpecifiers(text: string, name: string): string {
  const instance = /@(.*)\.\w+$/.exec(name)?.[1] ?? "";
  const prefix = name.replace(/(?:@.*)?\.\w+$/, "");
  return text.replace(/%([iIpP%])/g, (_all, letter: string) =>
    letter === "%" ? "%" : letter.toLowerCase() === "i" ? instance : prefix,
  );
}

/** `${NAME}` and `$NAME` as the unit's own `Environment=` sets them; what an environment file sets stays as it is. */
function withVariables(text: string, assignments: string): string {
  const values = new Map(
    [...assignments.matchAll(/"?([A-Za-z_]\w*)=([^\s"]*)"?/g)].map(([, key = "", value = ""]) => [
      key,
      value,
    ]),
  );
  return text.replace(/\$\{(\w+)\}|\$(\w+)/g, (all, braced?: string, bare?: string) => {
    return values.get(braced ?? bare ?? "") ?? all;
  });
}
