import { z } from "zod";
import { kit } from "#server/adapters/site/kit.ts";
import { findTalk, pickLanguage } from "#server/adapters/site/shelf.ts";
import type { RelayConfig } from "#server/config.ts";
import { startRelay, type Relay } from "#server/relay.ts";
import { UsageError } from "./errors.ts";
import { defaultTalk } from "./package.ts";
import { redisUrl, withRedis } from "./redis-url.ts";
import { sayTrouble } from "./say-trouble.ts";
import { stopOnSignal } from "./stop-on-signal.ts";
import { style } from "./style.ts";
import { trustWhere } from "./trust.ts";

const publicUrl = z
  .string()
  .refine((text) => URL.canParse(text) && /^https?:$/.test(new URL(text).protocol), {
    error: "--public takes addresses like https://talk.example.org",
  })
  .transform((text) => new URL(text));

const flags = z.object({
  talk: z.string().optional(),
  redis: redisUrl.optional(),
  host: z.string().min(1),
  port: z.coerce
    .number("--port takes a number")
    .int("--port takes a whole number")
    .min(0)
    .max(65_535, "--port takes 0 to 65535"),
  public: z
    .string()
    .default("")
    .transform((text) => text.split(",").filter((one) => one.trim() !== ""))
    .pipe(z.array(publicUrl)),
  lang: z.string().optional(),
  trust: z.boolean().default(false),
});

/** Starts a relay, prints where it is, and leaves it running until Ctrl-C. */
export async function runRelay(raw: unknown): Promise<void> {
  const config = await relayConfig(raw);
  const relay = await startRelay(config);
  stopOnSignal(relay);
  const head = `${style(["bold", "yellow"], "黒子 kuroko")}  relay of ${config.talk.talk}`;
  const rows = rowsOf(relay, config).map(([label, text]) => `  ${style("dim", label.padEnd(9))}  ${text}`);
  console.log(["", `  ${head}`, "", ...rows, "", `  ${style("dim", "Ctrl-C stops")}`, ""].join("\n"));
}

function rowsOf(relay: Relay, { publicUrls }: RelayConfig): [string, string][] {
  const taken = relay.portTaken === undefined ? "" : `  ${relay.portTaken} is taken by another program`;
  return [
    ...publicUrls.map(({ origin }): [string, string] => ["audience", style("cyan", origin)]),
    [publicUrls.length > 0 ? "here" : "audience", `${style("cyan", relay.url)}${style("yellow", taken)}`],
  ];
}

/** Checks flags as they came in. Throws a `UsageError`, or `UnknownTalk`. */
export async function relayConfig(raw: unknown): Promise<RelayConfig> {
  const parsed = flags.safeParse(withRedis(raw));
  if (!parsed.success) throw new UsageError(parsed.error.issues.map((issue) => issue.message).join("; "));
  const { talk: wished = defaultTalk(), host, port, lang, redis, public: publicUrls, trust } = parsed.data;
  if (redis === undefined)
    throw new UsageError("which Redis? for example: kuroko relay hello --redis redis://10.0.0.5:6379");
  const { talk, language } = await findTalk(kit.talks, wished, process.env.INIT_CWD ?? process.cwd());
  const [first = "en"] = talk.files.keys();
  return {
    talk,
    language: pickLanguage(talk, lang ?? language, first),
    host,
    port,
    publicUrls,
    redis,
    understudies: kit.understudies,
    trusts: trustWhere(trust),
    log: {
      building: () =>
        console.log(style("dim", "Building the browser app (only when its sources have changed) …")),
      trouble: sayTrouble,
    },
  };
}
