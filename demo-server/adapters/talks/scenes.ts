import { isOwn, scanFences } from "#core/deck/fences.ts";
import type { Scene, Slide } from "#core/deck/model.ts";
import { attributesHtml } from "./html.ts";

/** A slide's Markdown with a mark in place of each fence that is the kit's own. */
export function markScenes(slide: Pick<Slide, "markdown" | "line">): string {
  const fences = scanFences(slide.markdown).filter(isOwn);
  let text = "";
  let done = 0;
  for (const { start, end, line } of fences) {
    const indent = /^ */.exec(slide.markdown.slice(start))?.[0] ?? "";
    text += `${slide.markdown.slice(done, start)}\n${indent}${mark(slide.line + line)}\n`;
    done = end;
  }
  return text + slide.markdown.slice(done);
}

type Staged = Pick<Slide, "layout" | "scenes" | "mapLine" | "audienceLine">;

/**
 * Puts the panes and the map where the slide's first scene or map is, and each scene's steps, as fragments, at their
 * places; the room's address where its fence is.
 */
export function fillScenes(html: string, slide: Staged): string {
  const waiting = new Map(slide.scenes.map((scene) => [scene.line, scene]));
  let panes = panesHtml(slide);
  return html.replace(/<div data-scene-at="(\d+)"><\/div>\n?/g, (_mark, line: string) => {
    if (Number(line) === slide.audienceLine) return `<div class="audience-slot"></div>\n`;
    const scene = waiting.get(Number(line));
    if (!scene && Number(line) !== slide.mapLine) return "";
    waiting.delete(Number(line));
    const before = panes;
    panes = "";
    return before + (scene?.steps ?? []).map((step) => stepHtml(step)).join("");
  });
}

const mark = (line: number): string => `<div data-scene-at="${line}"></div>`;

function panesHtml({ layout, scenes, mapLine }: Staged): string {
  const first = new Map<string, number>();
  for (const { pane, line } of scenes) if (!first.has(pane)) first.set(pane, line);
  const slots = [...first].map(([pane, line]) => ({
    line,
    html: `<div${attributesHtml({ class: "pane-slot", "data-pane": pane })}></div>`,
  }));
  if (mapLine !== undefined) slots.push({ line: mapLine, html: `<div class="map-slot"></div>` });
  slots.sort((a, b) => a.line - b.line);
  const attributes = { class: "panes", "data-layout": layout, "data-count": slots.length };
  return `<div${attributesHtml(attributes)}>${slots.map(({ html }) => html).join("")}</div>\n`;
}

function stepHtml({ id, pane }: Scene["steps"][number]): string {
  const attributes = { class: "fragment step", "data-step": id, "data-pane": pane, "aria-hidden": "true" };
  return `<span${attributesHtml(attributes)}></span>\n`;
}
