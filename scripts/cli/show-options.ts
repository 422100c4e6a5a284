import { z } from "zod";
import { kit } from "#server/adapters/site/kit.ts";
import {
  findTalk,
  pickLanguage,
  readShelf,
  type FoundTalk,
  type ShelfTalk,
} from "#server/adapters/site/shelf.ts";
import type { ShowConfig } from "#server/config.ts";
import { UsageError } from "./errors.ts";
import { outsideConfig } from "./outside-options.ts";
import { defaultTalk } from "./package.ts";
import { redisUrl, withRedis } from "./redis-url.ts";
import { sayTrouble } from "./say-trouble.ts";
import { style } from "./style.ts";
import { trustWhere } from "./trust.ts";
import { sayEach } from "./talk-problems.ts";

/** A port as it is typed. */
const portFlag = z.coerce
  .number("--port takes a number")
  .int("--port takes a whole number")
  .min(0)
  .max(65_535, "--port takes 0 to 65535");

const flags = z.object({
  talk: z.string().optional(),
  live: z.boolean(),
  lang: z.string().optional(),
  port: portFlag,
  host: z.string().min(1),
  trust: z.boolean(),
  fresh: z.boolean(),
  audience: z.boolean(),
  "audience-address": z.string().min(1).optional(),
  remote: z.boolean(),
  reactions: z.boolean(),
  questions: z.boolean(),
  redis: redisUrl.optional(),
  open: z.boolean(),
});
export type ShowFlags = z.infer<typeof flags>;

/** Checks a port as it was typed. Throws a `UsageError`. */
export function parsePort(raw: string): number {
  const parsed = portFlag.safeParse(raw);
  if (parsed.success) return parsed.data;
  throw new UsageError(parsed.error.issues.map((issue) => issue.message).join("; "));
}

/** Checks flags as they came in. Throws a `UsageError`. */
export function parseShowFlags(raw: unknown): ShowFlags {
  const parsed = flags.safeParse(withRedis(raw));
  if (parsed.success) return parsed.data;
  throw new UsageError(parsed.error.issues.map((issue) => issue.message).join("; "));
}

/** What the server is started with. Throws `UnknownTalk`. */
export async function showConfig(flags: ShowFlags, development: boolean): Promise<ShowConfig> {
  const found = await wishedTalk(flags);
  return {
    shelf: () => shelfWith(found?.talk),
    talk: found && {
      talk: found.talk,
      language: pickLanguage(found.talk, flags.lang ?? found.language, systemLanguage()),
    },
    mode: flags.live ? "live" : "recorded",
    trusts: trustWhere(flags.trust),
    fresh: flags.fresh,
    development,
    host: flags.host,
    port: flags.port,
    outside: outsideConfig(flags, found !== null),
    room: { reactions: flags.reactions, questions: flags.questions },
    ...(flags.redis === undefined ? {} : { redis: flags.redis }),
    understudies: kit.understudies,
    state: kit.state,
    log: {
      building: () =>
        console.log(style("dim", "Building the browser app (only when its sources have changed) …")),
      edited: sayEach,
      trouble: sayTrouble,
    },
  };
}

/** The talk that was named, or the default one; null where that is not there, and the list is shown. */
async function wishedTalk(flags: ShowFlags): Promise<FoundTalk | null> {
  if (flags.talk !== undefined) return findTalk(kit.talks, flags.talk, process.env.INIT_CWD ?? process.cwd());
  const shelf = await readShelf(kit.talks);
  const talk = shelf.find((one) => one.talk === defaultTalk()) ?? (shelf.length === 1 ? shelf[0] : undefined);
  if (talk) return { talk };
  if (flags.live) throw new UsageError("which talk? name one, for example: kuroko start hello --live");
  return null;
}

/** The kit's talks, and one that lies elsewhere in the place of one of the same name. */
async function shelfWith(outside: ShelfTalk | undefined): Promise<ShelfTalk[]> {
  const shelf = await readShelf(kit.talks);
  if (!outside || shelf.some((talk) => talk.folder === outside.folder)) return shelf;
  return [outside, ...shelf.filter((talk) => talk.talk !== outside.talk)];
}

function systemLanguage(): string {
  return Intl.DateTimeFormat().resolvedOptions().locale;
}
