/** How large the type of terminals will be that have a size of their own: before anybody has seen them on a projector. */
import type { Deck, Slide } from "../deck/model.ts";
import type { PaneId } from "../ids.ts";
import { notNeeded, ok, problem, warning, type ToldFinding } from "./finding.ts";
import { legibilityOf } from "./screen.ts";

/** A picture of 1920 × 1080, and what the theme leaves of it for the panes of a slide that has a title. */
const PICTURE_HEIGHT = 1080;
const ROOM = { width: 1776, height: 876 };
const GAP = 28;
/** A pane's bar, foot and margins. */
const FRAME = { width: 38, height: 94 };
/** Of the kit's font: a row is so many times as high as a column is wide. */
const CELL_SHAPE = 2.47;

/** One finding for each pane whose rows are too small for the last row of the room. */
export function judgePlannedType({ slides, panes }: Pick<Deck, "slides" | "panes">): ToldFinding[] {
  const judged = slides.flatMap((slide) =>
    slide.scenes.flatMap(({ pane }, index): ToldFinding[] => {
      const size = panes[pane]?.size;
      if (size?.kind !== "fixed") return [];
      const { width, height } = slotOf(slide, index);
      const byHeight = (height - FRAME.height) / size.rows;
      const byWidth = ((width - FRAME.width) / size.cols) * CELL_SHAPE;
      return [judge(slide, pane, `${size.cols} × ${size.rows}`, Math.min(byHeight, byWidth))];
    }),
  );
  const wrong = judged.filter(({ state }) => state !== "ok");
  const planned =
    judged.length === 0
      ? ok({
          en: "No pane has a size of its own: the type is as large as its slide allows.",
          ja: "大きさを決めた端末はありません。文字はスライドが許す最大の大きさです。",
        })
      : ok({
          en: "The panes that have a size of their own can be read from the last row.",
          ja: "大きさを決めた端末も、最後列から読めます。",
        });
  return [
    ...(wrong.length > 0 ? wrong : [planned]),
    notNeeded({
      en: "The projector's resolution is judged where it is: press D in the deck there.",
      ja: "プロジェクターの解像度は、その場のスライド画面で D を押すと調べられます。",
    }),
  ];
}

function judge({ title, h }: Slide, pane: PaneId, size: string, rowPx: number): ToldFinding {
  const part = rowPx / PICTURE_HEIGHT;
  const row = `${(part * 100).toFixed(1)} %`;
  const [where, inJapanese] =
    title === "" ? [`Slide ${h + 1}`, `スライド ${h + 1}`] : [`Slide "${title}"`, `スライド「${title}」`];
  const says = {
    en: `${where}: "${pane}" has ${size} characters, and a row of ${row} of the picture`,
    ja: `${inJapanese}:「${pane}」は ${size} 文字、1 行は画面の ${row}`,
  };
  const todo = {
    en: `Give the pane a smaller "size" or none, or show fewer panes on the slide.`,
    ja: "端末の「size」を小さくするか外すか、スライドの端末を減らしてください。",
  };
  switch (legibilityOf(part)) {
    case "unreadable":
      return problem(
        { en: `${says.en}: the last row cannot read it.`, ja: `${says.ja}。最後列からは読めません。` },
        todo,
      );
    case "hard":
      return warning(
        {
          en: `${says.en}: hard to read from the last row.`,
          ja: `${says.ja}。最後列からは読みにくい大きさです。`,
        },
        todo,
      );
    case "good":
      return ok({ en: `${says.en}.`, ja: `${says.ja}。` });
  }
}

/** The room of a slide's pane, as the theme shares it out. */
function slotOf({ layout, scenes, mapLine, attributes }: Slide, index: number): typeof ROOM {
  const count = scenes.length + (mapLine === undefined ? 0 : 1);
  const part = (whole: number, of: number): number => (whole - GAP * (of - 1)) / of;
  if (count === 1) return ROOM;
  if (layout === "stack") return { width: ROOM.width, height: part(ROOM.height, count) };
  if (layout === "side" || count === 2) {
    const isWide = /\bwide-left\b/.test(attributes.class ?? "") && layout === "side";
    const width = isWide ? (ROOM.width - GAP) * (index === 0 ? 0.6 : 0.4) : part(ROOM.width, count);
    return { width, height: ROOM.height };
  }
  const isTall = count === 3 && index === 0;
  return {
    width: part(ROOM.width, 2),
    height: isTall ? ROOM.height : part(ROOM.height, Math.ceil(count / 2)),
  };
}
