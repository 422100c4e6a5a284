import { id, type PaneId } from "../ids.ts";
import { isOwn, isTerminal, type Fence } from "./fences.ts";
import { closest } from "../closest.ts";
import { listed, unknown } from "./wording.ts";

/** The panes that the fences of a talk may name. */
export interface PaneChoice {
  readonly known: readonly PaneId[];
  /** Nothing was declared: a name in a fence makes a pane. */
  readonly open: boolean;
  /** Panes that were declared wrongly: what is said where a fence names one. */
  readonly broken: ReadonlyMap<string, string>;
  /** Why none can be used: it is not known which panes were meant, and a guess could run a step on the wrong machine. */
  readonly blocked?: string;
}

/** The pane of a fence that names none, in a talk that declares none. */
export const defaultPane: PaneId = id<"pane">("local");

/** What a fence is: a scene of a pane, some other code, or a scene that has no usable pane. */
export type FenceKind =
  | { readonly is: "scene"; readonly pane: PaneId }
  | { readonly is: "code" }
  | { readonly is: "wrong"; readonly why: string };

/** Reads the info string of a fence: `terminal laptop`. */
export function fenceKind(fence: Pick<Fence, "info">, choice: PaneChoice): FenceKind {
  const [word = "", name, ...more] = fence.info.split(/\s+/);
  if (!isTerminal(fence)) {
    const near = isOwn(fence) ? undefined : closest(word, ["terminal", "cluster-map", "audience"]);
    return near === undefined
      ? { is: "code" }
      : wrong(`unknown code fence "${word}"; did you mean "${near}"?`);
  }
  if (choice.blocked !== undefined) return wrong(choice.blocked);
  const size = [name, ...more].find((part) => part !== undefined && /^\d+x\d+$/.test(part));
  if (size !== undefined)
    return wrong(`"${fence.info}": a size belongs to a pane in the front matter, "size: ${size}"`);
  if (more.length > 0) {
    return wrong(`"${fence.info}": a fence names one pane, like "terminal ${name ?? "laptop"}"`);
  }
  if (name === undefined) return onlyPane(choice);
  const known = choice.known.find((pane) => pane === name);
  if (known) return { is: "scene", pane: known };
  const broken = choice.broken.get(name);
  if (broken !== undefined) return wrong(broken);
  if (!choice.open) return wrong(unknown("pane", name, [...choice.known, ...choice.broken.keys()]));
  return isPaneName(name)
    ? { is: "scene", pane: id<"pane">(name) }
    : wrong(`"${name}" cannot be a pane's name: use letters, digits, ".", "_" and "-"`);
}

/** Whether a pane or a target may be called so. */
export function isPaneName(name: string): boolean {
  return /^[\p{L}\p{N}][\p{L}\p{M}\p{N}._-]*$/u.test(name);
}

function onlyPane({ known, open, broken }: PaneChoice): FenceKind {
  if (open) return { is: "scene", pane: known[0] ?? defaultPane };
  const all = [...known, ...broken.keys()];
  const [only] = known;
  if (only !== undefined && all.length === 1) return { is: "scene", pane: only };
  const reason = all.length === 1 ? broken.get(all[0] ?? "") : undefined;
  return wrong(
    reason ??
      `this fence must say which pane it is for: ${listed(
        all.map((name) => `terminal ${name}`),
        "or",
      )}`,
  );
}

const wrong = (why: string): FenceKind => ({ is: "wrong", why });
