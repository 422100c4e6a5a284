import { readFile } from "node:fs/promises";
import { basename, dirname, extname, resolve } from "node:path";
import type { Deck, Pane } from "#core/deck/model.ts";
import { parseSlides } from "#core/deck/parse.ts";
import type { Report } from "#core/deck/scene.ts";
import { splitFrontMatter } from "#core/deck/split.ts";
import { id, type PaneId } from "#core/ids.ts";
import type { Problem } from "#core/problem.ts";
import { placeDrawings } from "./drawings.ts";
import { blockedPanes, readFrontMatter } from "./front-matter.ts";
import { redactText } from "#core/stream/redaction.ts";
import { secretsOf } from "./secrets.ts";
import { reportFormulas } from "./formulas.ts";
import { reportMedia, type MediaOf } from "./media.ts";
import { liesIn } from "./own-file.ts";
import { plainPane } from "./panes.ts";
import { renderEach, renderSlides, type RenderedSlide } from "./render.ts";

export interface LoadedTalk {
  readonly deck: Deck;
  /** Absolute folder of the talk: its relative paths start here. */
  readonly folder: string;
  /** Absolute path of the Markdown file. */
  readonly file: string;
  /** The `<section>`s of all slides. */
  readonly slidesHtml: string;
  /** Absolute paths of the drawings that are in them, and of files that are missing: as one changes or comes, they do. */
  readonly beside: readonly string[];
}

/**
 * Reads a talk's Markdown file. Mistakes of its author are problems in the deck; only an unreadable file rejects.
 * @param isTrusted whether HTML in it may run script, and links in its folder may lead out of it.
 */
export async function loadTalk(file: string, isTrusted = true): Promise<LoadedTalk> {
  const path = resolve(file);
  const deck = parseTalk(await readTalk(path), path);
  const folder = dirname(path);
  if (!isTrusted && !(await liesIn(folder, path)))
    throw new Error(
      `cannot open the talk ${path}: it is a link that leads out of its folder; put the file itself there`,
    );
  const rendered = renderEach(deck);
  const { problems, missing } = await flawsOf(deck, rendered, { folder, isTrusted });
  const whole = { ...deck, problems };
  const { html, files } = await placeDrawings(renderSlides(whole, rendered), {
    folder,
    language: deck.head.language,
    isTrusted,
  });
  // Its parser is loaded for a stranger's talk only.
  const slidesHtml = isTrusted ? html : (await import("./untrusted.ts")).harmless(html);
  return { deck: whole, folder, file: path, slidesHtml, beside: [...files, ...missing] };
}

/** All that is wrong with a talk: what its text says, and what is seen when its slides are made. */
async function flawsOf(
  deck: Deck,
  rendered: readonly RenderedSlide[],
  media: MediaOf,
): Promise<{ problems: Problem[]; missing: string[] }> {
  const { slides, file } = deck;
  const all = [...deck.problems];
  const missing: string[] = [];
  const report: Report = (line, message) => all.push({ file, line, message });
  for (const [index, slide] of slides.entries()) {
    const html = rendered[index]?.html ?? "";
    reportFormulas(html, slide, report);
    missing.push(...(await reportMedia(html, slide, media, report)));
  }
  // They are shown to the room, and may repeat what was written.
  const rules = secretsOf(deck, () => undefined);
  return {
    problems: all
      .map((problem) => ({ ...problem, message: redactText(problem.message, rules) }))
      .sort((a, b) => a.line - b.line),
    missing,
  };
}

/** The deck that a Markdown text says. `file` gives the talk's name (its folder) and the language (its own name). */
export function parseTalk(markdown: string, file: string): Deck {
  const talk = basename(dirname(resolve(file)));
  const label = `${talk}/${basename(file)}`;
  const problems: Problem[] = [];
  const report: Report = (line, message) => problems.push({ file: label, line, message });
  const { yaml, body, bodyLine, closed } = splitFrontMatter(
    markdown.replace(/^\uFEFF/, "").replace(/\r\n?/g, "\n"),
  );
  if (!closed) report(1, `the front matter is never closed: end it with "---"`);
  const front = readFrontMatter(yaml ?? "", 2, report);
  const parsed = parseSlides({
    file: label,
    body,
    bodyLine,
    separators: front.separators,
    panes: closed ? front.panes.choice : { ...front.panes.choice, blocked: blockedPanes },
    ...("whyNoMap" in front.cluster ? { whyNoMap: front.cluster.whyNoMap } : {}),
  });
  const panes = new Map<PaneId, Pane>(front.panes.declared);
  for (const { pane } of parsed.slides.flatMap(({ scenes }) => scenes)) {
    if (!panes.has(pane)) panes.set(pane, plainPane(pane));
  }
  return {
    talk: id<"talk">(talk),
    file: label,
    head: {
      ...front.head,
      title: front.head.title ?? parsed.slides.find(({ title }) => title !== "")?.title ?? talk,
      language: front.head.language ?? basename(file, extname(file)),
    },
    targets: Object.fromEntries(front.targets.usable),
    targetLines: Object.fromEntries(front.targets.lines),
    panes: Object.fromEntries(panes),
    ...("setting" in front.cluster ? { cluster: front.cluster.setting } : {}),
    secrets: front.secrets,
    reset: front.reset,
    compare: front.compare,
    slides: parsed.slides,
    problems: [...problems, ...parsed.problems].sort((a, b) => a.line - b.line),
  };
}

async function readTalk(path: string): Promise<string> {
  try {
    return await readFile(path, "utf8");
  } catch (cause) {
    const why =
      (cause as NodeJS.ErrnoException).code === "ENOENT" ? "there is no such file" : "it cannot be read";
    throw new Error(`cannot open the talk ${path}: ${why}`, { cause });
  }
}
