import { relative, sep } from "node:path";
import { kit } from "#server/adapters/site/kit.ts";

export const trustArg = {
  trust: {
    type: "boolean",
    default: false,
    description: "Let HTML in a talk that is not among the kit's own run script",
  },
} as const;

/** Which talks may have script in their slides: those in slides/talks, and every other one where that is said. */
export function trustWhere(said: boolean): (file: string) => boolean {
  return (file) => said || !relative(kit.talks, file).split(sep).includes("..");
}
