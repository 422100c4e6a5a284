import { z } from "zod";

const wrong = "--redis takes an address like redis://host:6379, or rediss:// with TLS";

/** An address of Redis. What is wrong with one is said without it: there may be a password in it. */
export const redisUrl = z
  .string()
  .refine((text) => URL.canParse(text) && /^rediss?:$/.test(new URL(text).protocol), wrong);
