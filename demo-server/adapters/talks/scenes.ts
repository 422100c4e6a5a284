import { isTerminal, scanFences } from "#core/deck/fences.ts";
import type { Scene, Slide } from "#core/deck/model.ts";
import { attributesHtml } from "./html.ts";

/** A slide's Markdown with a mark in place of each terminal fence. */
export function markScenes(slide: Pick<Slide, "markdown" | "line">): string {
  const fences = scanFences(slide.markdown).filter(isTerminal);
  let text = "";
  let done = 0;
  for (const { start, end, line } of fences) {
    const indent = /^ */.exec(slide.markdown.slice(start))?.[0] ?? "";
    text += `${slide.markdown.slice(done, start)}\n${indent}${mark(slide.line + line)}\n`;
    done = end;
  }
  return text + slide.markdown.slice(done);
}

/** Puts the panes where the slide's first scene is, and each scene's steps, as fragments, at their places. */
export function fillScenes(html: string, slide: Pick<Slide, "layout" | "scenes">): string {
  const panes = panesHtml(slide);
  const waiting = new Map(slide.scenes.map((scene) => [scene.line, scene]));
  let isFirst = true;
  return html.replace(/<div data-scene-at="(\d+)"><\/div>\n?/g, (_mark, line: string) => {
    const scene = waiting.get(Number(line));
    if (!scene) return "";
    waiting.delete(scene.line);
    const steps = scene.steps.map((step) => stepHtml(step)).join("");
    const before = isFirst ? panes : "";
    isFirst = false;
    return before + steps;
  });
}

const mark = (line: number): string => `<div data-scene-at="${line}"></div>`;

function panesHtml({ layout, scenes }: Pick<Slide, "layout" | "scenes">): string {
  const panes = [...new Set(scenes.map(({ pane }) => pane))];
  const slots = panes.map(
    (pane) => `<div${attributesHtml({ class: "pane-slot", "data-pane": pane })}></div>`,
  );
  return `<div${attributesHtml({ class: "panes", "data-layout": layout, "data-count": panes.length })}>${slots.join("")}</div>\n`;
}

function stepHtml({ id, pane }: Scene["steps"][number]): string {
  const attributes = { class: "fragment step", "data-step": id, "data-pane": pane, "aria-hidden": "true" };
  return `<span${attributesHtml(attributes)}></span>\n`;
}
