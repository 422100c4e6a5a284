import { judgeScreen, type ShownScreen, type ShownTerminal } from "#core/doctor/screen.ts";
import { button, element } from "../ui/elements.ts";
import type { Sheet } from "./sheets.ts";
import { sheetWords } from "./words.ts";

const signs = { ok: "✓", warning: "!", problem: "✗", notNeeded: "·" };

export interface DoctorSheetParts {
  readonly language: string;
  /** Whether a server is behind the page that has all checks. */
  readonly served: boolean;
  readonly close: () => void;
}

/** Says whether the room can read this screen: the window's size, and the type of the terminals that were shown. */
export function doctorSheet({ language, served, close }: DoctorSheetParts): Sheet {
  const words = sheetWords(language);
  const list = element("ul", "sheet-findings");
  const look = (): void => {
    const findings = judgeScreen(shownScreen(), language);
    list.replaceChildren(
      ...findings.map(({ state, says, todo }) => {
        const sign = element("span", "sheet-sign", signs[state]);
        sign.setAttribute("aria-hidden", "true");
        const text = element(
          "div",
          "",
          element("p", "", says),
          ...(todo ? [element("p", "sheet-todo", todo)] : []),
        );
        const item = element("li", "", sign, text);
        item.dataset.at = state;
        return item;
      }),
    );
  };
  look();
  const again = new AbortController();
  // A terminal whose type was just changed is drawn a moment later.
  const drawn = new ResizeObserver(look);
  for (const terminal of document.querySelectorAll(".pane[data-pane] .xterm-screen")) drawn.observe(terminal);
  again.signal.addEventListener("abort", () => drawn.disconnect());
  addEventListener("resize", look, { signal: again.signal });
  document.addEventListener("fullscreenchange", look, { signal: again.signal });
  const done = button("sheet-act", words.close, close);
  const all = button("sheet-cancel", words.allChecks, () => void open("/doctor", "_blank", "noopener"));
  return {
    element: element(
      "div",
      "sheet-paper",
      element("h2", "sheet-title", words.doctorTitle),
      element("p", "sheet-note", words.doctorNote),
      list,
      element("footer", "sheet-foot", done, ...(served ? [all] : [])),
    ),
    focus: done,
    closed: () => again.abort(),
  };
}

function shownScreen(): ShownScreen {
  const panes = [...document.querySelectorAll<HTMLElement>(".pane[data-pane]")];
  return {
    width: innerWidth,
    height: innerHeight,
    pixelRatio: devicePixelRatio,
    fullscreen: document.fullscreenElement !== null || innerHeight >= screen.height,
    terminals: panes.flatMap((pane) => shownTerminal(pane) ?? []),
  };
}

/** Null for one that is not drawn yet. */
function shownTerminal(pane: HTMLElement): ShownTerminal | null {
  const drawn = pane.querySelector<HTMLElement>(".xterm-screen");
  const { cols, rows } = pane.querySelector<HTMLElement>("[data-cols]")?.dataset ?? {};
  if (!drawn || !cols || !rows || drawn.offsetHeight === 0) return null;
  const size = { cols: Number(cols), rows: Number(rows) };
  return { pane: pane.dataset.pane ?? "", ...size, rowPx: drawn.getBoundingClientRect().height / size.rows };
}
