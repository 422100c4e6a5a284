import { z } from "zod";

const wrong = "--redis takes an address like redis://host:6379, or rediss:// with TLS";

/** An address of Redis. What is wrong with one is said without it: there may be a password in it. */
export const redisUrl = z
  .string()
  .refine((text) => URL.canParse(text) && /^rediss?:$/.test(new URL(text).protocol), wrong);

/** Flags in which `KUROKO_REDIS` stands in for --redis: a password in a command line is seen by all users of the machine. */
export function withRedis(flags: unknown): unknown {
  const fromEnvironment = process.env.KUROKO_REDIS;
  return fromEnvironment ? { redis: fromEnvironment, ...given.parse(flags) } : flags;
}

/** Flags that were not given are there as `undefined`. */
const given = z
  .record(z.string(), z.unknown())
  .transform((flags) => Object.fromEntries(Object.entries(flags).filter(([, value]) => value !== undefined)));
