/** The kinds of values in a front matter. Messages go on after the key: `port must be …`. */
import { durationForm, parseDuration } from "#core/deck/duration.ts";
import type { PaneSize } from "#core/deck/model.ts";
import { whyNoRegExp } from "#core/deck/regexp.ts";
import { z } from "zod";

/** A text; YAML reads `2015` as a number, which is as good. */
export const text = z
  .union([z.string(), z.number(), z.boolean()], { error: "must be a text" })
  .transform(String)
  .refine((value) => value.trim() !== "", { error: "must not be empty" });

/** Milliseconds of a duration with its unit. */
export const duration = z.unknown().transform((value, context) => {
  const ms = typeof value === "string" ? parseDuration(value) : null;
  if (ms !== null) return ms;
  context.addIssue({ code: "custom", message: `must be ${durationForm}` });
  return z.NEVER;
});

/** A whole number. */
export function count(from: number, to: number): z.ZodType<number> {
  const error = `must be a whole number from ${from} to ${to}`;
  return z.int({ error }).min(from, { error }).max(to, { error });
}

export const speed = z
  .number({ error: "must be a number, like 1.5" })
  .min(0.1, { error: "must be at least 0.1" })
  .max(100, { error: "must be at most 100" });

/** Source text of a regular expression that is used with these flags: some are one without `u` only. */
export function pattern(flags: "m" | "u"): z.ZodType<string> {
  return text.superRefine((value, context) => {
    const why = whyNoRegExp(value, flags);
    if (why !== undefined)
      context.addIssue({ code: "custom", message: `has a wrong regular expression, "${value}": ${why}` });
  });
}

/** `80x24` or `auto`. */
export const paneSize = z.unknown().transform((value, context): PaneSize => {
  if (value === "auto") return { kind: "auto" };
  const [, cols, rows] = /^(\d{1,3})\s*[x×]\s*(\d{1,3})$/.exec(String(value)) ?? [];
  const size = { kind: "fixed", cols: Number(cols), rows: Number(rows) } as const;
  if (size.cols >= 10 && size.cols <= 500 && size.rows >= 2 && size.rows <= 200) return size;
  context.addIssue({ code: "custom", message: `must be columns x rows, like "80x24", or "auto"` });
  return z.NEVER;
});

/** Names of environment variables and their values. */
export const environment = z.record(
  z.string().regex(/^[A-Za-z_][A-Za-z0-9_]*$/, { error: "is no name of an environment variable" }),
  z.union([z.string(), z.number(), z.boolean()], { error: "must be a text" }).transform(String),
  { error: `must be "NAME: value" lines` },
);

/** One text or a list of them. */
export const texts = z.union([text.transform((one) => [one]), z.array(text)], {
  error: "must be a list of texts",
});
