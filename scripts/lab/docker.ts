import { LabError } from "./lab-error.ts";
import { isMissing, lastLines, runProgram, type Finished, type RunOptions } from "./program.ts";

/** Runs `docker …` on the engine that the user's own `docker` talks to, whatever its status. */
export async function tryDocker(args: readonly string[], options: RunOptions = {}): Promise<Finished> {
  try {
    return await runProgram("docker", args, options);
  } catch (error) {
    if (!isMissing(error)) throw error;
    throw new LabError(
      "the lab needs Docker, which is not installed: https://docs.docker.com/get-docker (Debian, Ubuntu: apt install docker.io)",
      error,
    );
  }
}

/** Runs `docker …` and returns what it printed, trimmed. Throws a `LabError` with Docker's own words. */
export async function docker(args: readonly string[], options: RunOptions = {}): Promise<string> {
  const { status, stdout, stderr } = await tryDocker(args, options);
  if (status === 0) return stdout.trim();
  const said = lastLines(stderr.trim() === "" ? stdout : stderr, 12);
  const why = status === null ? "it took too long" : said;
  throw new LabError(`docker ${args.slice(0, 2).join(" ")} failed: ${why}`);
}

/** What `docker inspect --format` says of one thing, or null where there is no such thing. */
export async function inspect(
  kind: "container" | "image" | "network",
  name: string,
  format: string,
): Promise<string | null> {
  const { status, stdout, stderr } = await tryDocker([kind, "inspect", "--format", format, name]);
  if (status === 0) return stdout.trim();
  if (/no such|not found/i.test(stderr)) return null;
  throw new LabError(`docker ${kind} inspect failed: ${lastLines(stderr, 3)}`);
}

/** Lines of a docker list, without empty ones. */
export async function dockerLines(args: readonly string[]): Promise<string[]> {
  return (await docker(args)).split("\n").filter((line) => line !== "");
}
