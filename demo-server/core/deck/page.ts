import type { PaneId, StepId, TalkId } from "../ids.ts";
import type { Problem } from "../problem.ts";
import type { UsualDurations } from "../show/durations.ts";
import type { Role } from "../show/role.ts";
import type { Deck, Head, Layout, OnFail, Pane } from "./model.ts";

/** The part of a deck that a page needs, sent with it as JSON. No target, no secret, no hidden command is in it. */
export interface PageDeck {
  readonly talk: TalkId;
  readonly head: Head;
  readonly panes: Readonly<Record<PaneId, PagePane>>;
  readonly slides: readonly PageSlide[];
  readonly problems: readonly Problem[];
  /** All languages of the talk, this one too; `href` is relative to the page. */
  readonly languages: readonly { readonly language: string; readonly href: string }[];
  /** Whether a server with live shells is behind the page. */
  readonly live: boolean;
  /** Whether a server is behind the page where the windows of the show meet, also when nothing is live; not so in a static build. */
  readonly served: boolean;
  /** Whose page it is; where no server is behind it, whoever opens it is the presenter. */
  readonly role: Role;
  /** Folder of the compiled understudy, relative to the page and with a slash at its end; null where the talk has none. */
  readonly understudy: string | null;
  /** How long steps took in rehearsals and earlier shows, where it is known; only on the presenter's own pages. */
  readonly durations?: UsualDurations;
}

export interface PagePane extends Pane {
  /** Where it runs, in words: `local`, `core@web1`. */
  readonly where: string;
}

export interface PageSlide {
  readonly h: number;
  readonly v: number;
  readonly line: number;
  readonly title: string;
  readonly budgetMs?: number;
  readonly layout: Layout;
  readonly scenes: readonly PageScene[];
  readonly hasMap: boolean;
}

export interface PageScene {
  readonly pane: PaneId;
  readonly steps: readonly PageStep[];
}

export interface PageStep {
  readonly id: StepId;
  readonly pane: PaneId;
  /** Without secrets, like all that is said of it. */
  readonly lines: readonly string[];
  readonly inBackground: boolean;
  readonly onFail: OnFail;
  /** Its target is asked before it goes back to live behind this step. */
  readonly checksBack?: true;
}

export type PageSetting = Pick<
  PageDeck,
  "languages" | "live" | "served" | "role" | "understudy" | "durations"
>;

/** @param redact cuts the talk's secrets out of a text: a step may have one in its command line. */
export function pageDeck(deck: Deck, setting: PageSetting, redact: (text: string) => string): PageDeck {
  return {
    talk: deck.talk,
    head: deck.head,
    panes: Object.fromEntries(
      Object.values(deck.panes).map((pane) => [pane.id, { ...pane, where: whereOf(deck, pane) }]),
    ),
    slides: deck.slides.map(({ h, v, line, title, budgetMs, layout, scenes, mapLine }) => ({
      h,
      v,
      line,
      title,
      ...(budgetMs === undefined ? {} : { budgetMs }),
      layout,
      scenes: scenes.map(({ pane, steps }) => ({
        pane,
        steps: steps.map(({ id, lines, background, onFail, backWhen }) => ({
          id,
          pane,
          lines: lines.map(redact),
          inBackground: background !== undefined,
          onFail,
          ...(backWhen === undefined ? {} : { checksBack: true }),
        })),
      })),
      hasMap: mapLine !== undefined,
    })),
    problems: deck.problems,
    ...setting,
  };
}

function whereOf(deck: Deck, pane: Pane): string {
  const target = deck.targets[pane.target];
  if (target?.kind !== "ssh") return "local";
  return target.user === undefined ? pane.target : `${target.user}@${pane.target}`;
}
