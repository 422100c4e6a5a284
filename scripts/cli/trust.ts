import { relative, sep } from "node:path";
import { kit } from "#server/adapters/site/kit.ts";

export const trustArg = {
  trust: {
    type: "boolean",
    default: false,
    description:
      "Leave HTML in a talk that is not among the kit's own as it is, and give out pages and scripts of its folder, and what links in it lead to; script within slides runs in a static site only",
  },
} as const;

/** Which talks may have script in their slides: those in slides/talks, and every other one where that is said. */
export function trustWhere(said: boolean): (file: string) => boolean {
  return (file) => said || !relative(kit.talks, file).split(sep).includes("..");
}
