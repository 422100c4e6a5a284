import type { PaneId } from "../ids.ts";
import type { Problem } from "../problem.ts";
import { slideAttributes } from "./attributes.ts";
import { audienceLineOf } from "./audience.ts";
import { wrongLines } from "./code-lines.ts";
import { durationForm, parseDuration } from "./duration.ts";
import { isTerminal, maskFences, scanFences } from "./fences.ts";
import type { Layout, Scene, Slide } from "./model.ts";
import { listed } from "./wording.ts";
import { mapLineOf } from "./map.ts";
import { fenceKind, type PaneChoice } from "./panes.ts";
import { brokenPictures } from "./pictures.ts";
import { checkReferences, type BackgroundLine } from "./references.ts";
import { checkRoom } from "./room.ts";
import { parseScene, type Report } from "./scene.ts";
import { findNotes, splitSlides, type Piece, type Separators } from "./split.ts";
import { sceneOf, StepNames } from "./steps.ts";
import { titleOf } from "./title.ts";

/** The Markdown of a talk without its front matter. */
export interface TalkText {
  /** File as the author knows it, for problems. */
  readonly file: string;
  /** With `\n` line ends. */
  readonly body: string;
  /** Number of the body's first line in the file. */
  readonly bodyLine: number;
  readonly separators: Separators;
  readonly panes: PaneChoice;
  /** Why no slide can show the cluster's map; absent where one can. */
  readonly whyNoMap?: string;
}

export interface ParsedSlides {
  readonly slides: readonly Slide[];
  readonly problems: readonly Problem[];
}

/** All slides of a talk with their scenes. Never throws for what an author wrote. */
export function parseSlides(text: TalkText): ParsedSlides {
  const problems: Problem[] = [];
  const report: Report = (line, message) => problems.push({ file: text.file, line, message });
  const fences = scanFences(text.body);
  for (const fence of fences) {
    if (!fence.closed)
      report(text.bodyLine + fence.line, `this code fence is never closed: end it with "\`\`\`"`);
    const wrong = wrongLines(fence);
    if (wrong !== undefined) report(text.bodyLine + fence.line, wrong);
  }
  const masked = maskFences(text.body, fences);
  const names = new StepNames(report);
  const backgrounds: BackgroundLine[] = [];
  const slides = splitSlides(masked, text.separators).map((piece) =>
    slideOf(piece, { text, masked, names, report, backgrounds }),
  );
  const checked = checkReferences(slides, backgrounds, report);
  return { slides: checked, problems: problems.sort((a, b) => a.line - b.line) };
}

interface Context {
  readonly text: TalkText;
  readonly masked: string;
  readonly names: StepNames;
  readonly report: Report;
  readonly backgrounds: BackgroundLine[];
}

function slideOf(piece: Piece, context: Context): Slide {
  const { text, masked } = context;
  const cover = masked.slice(piece.start, piece.end);
  const split = findNotes(cover, text.separators);
  const leading = /^(?:[ \t]*\n)*/.exec(cover)?.[0].length ?? 0;
  const from = Math.min(leading, split?.end ?? cover.length);
  const to = Math.max(from, split?.end ?? cover.length);
  const markdown = text.body.slice(piece.start + from, piece.start + to).trimEnd();
  const line = text.bodyLine + countLines(text.body, piece.start + from);
  const attributes = slideAttributes(cover);
  const lineAt = (offset: number): number => text.bodyLine + countLines(text.body, piece.start + offset);
  const lineOf = (word: string): number => lineAt(Math.max(0, cover.indexOf(word)));
  for (const { address, at } of brokenPictures(cover)) {
    const meant = address.replace(/%(?![0-9a-f]{2})/gi, "%25");
    const hint = meant === address ? "" : `: did you mean "${meant}"?`;
    context.report(lineAt(at), `a "%" in the picture's address "${address}" stands for no character${hint}`);
  }
  const budgetMs = budgetOf(attributes, lineOf("data-budget"), context.report);
  const slide = {
    h: piece.h,
    v: piece.v,
    line,
    title: titleOf(cover.slice(from, to)),
    markdown,
    notes: split ? text.body.slice(piece.start + split.notes, piece.end).trim() : "",
    attributes,
    ...(budgetMs === undefined ? {} : { budgetMs }),
    layout: layoutOf(attributes, lineOf("data-panes"), context.report),
  };
  const scenes = scenesOf(slide, context);
  const mapLine = mapLineOf(slide, context.text.whyNoMap, context.report);
  const audienceLine = audienceLineOf(slide, context.report);
  const staged = { scenes, ...(mapLine === undefined ? {} : { mapLine }) };
  checkRoom(staged, context.report);
  return {
    ...slide,
    ...staged,
    ...(audienceLine === undefined ? {} : { audienceLine }),
  };
}

function scenesOf(slide: Omit<Slide, "scenes">, { text, names, report, backgrounds }: Context): Scene[] {
  const scenes: Scene[] = [];
  const place = slide.attributes.id ?? `${slide.h}.${slide.v}`;
  const counts = new Map<PaneId, number>();
  for (const fence of scanFences(slide.markdown)) {
    const line = slide.line + fence.line;
    const kind = fenceKind(fence, text.panes);
    if (kind.is === "wrong") report(line, kind.why);
    if (!isTerminal(fence)) continue;
    const draft = parseScene(fence.content, line + 1, report);
    if (kind.is !== "scene") continue;
    const before = counts.get(kind.pane) ?? 0;
    counts.set(kind.pane, before + draft.steps.length);
    const scene = sceneOf(draft, { pane: kind.pane, line, slide: place, before }, names);
    scenes.push(scene);
    scene.steps.forEach((step, index) => {
      const own = draft.steps[index];
      backgrounds.push({
        step: step.id,
        line: own?.said.background === undefined ? draft.backgroundLine : own.backgroundLine,
      });
    });
  }
  return scenes;
}

function budgetOf(attributes: Slide["attributes"], line: number, report: Report): number | undefined {
  const text = attributes["data-budget"];
  if (text === undefined) return undefined;
  const ms = parseDuration(text);
  if (ms !== null) return ms;
  report(line, `data-budget "${text}" is no duration: write ${durationForm}`);
  return undefined;
}

const layouts: readonly Layout[] = ["auto", "side", "stack", "grid"];

function layoutOf(attributes: Slide["attributes"], line: number, report: Report): Layout {
  const text = attributes["data-panes"];
  if (text === undefined) return "auto";
  const layout = layouts.find((known) => known === text);
  if (!layout) report(line, `data-panes "${text}" is not ${listed(layouts, "or")}`);
  return layout ?? "auto";
}

function countLines(text: string, end: number): number {
  let count = 0;
  for (let at = text.indexOf("\n"); at >= 0 && at < end; at = text.indexOf("\n", at + 1)) count++;
  return count;
}
