/** What is said of a screen. The sizes come first, then one of the endings. */
export interface ScreenWords {
  readonly window: (width: number, height: number, pixelRatio: number) => string;
  readonly terminal: (pane: string, size: string, row: string, part: string) => string;
  readonly stop: string;
  readonly small: string;
  readonly larger: string;
  readonly upright: string;
  readonly wider: string;
  readonly full: string;
  readonly notFull: string;
  readonly pressF: string;
  readonly noTerminal: string;
  readonly showOne: string;
  readonly unreadable: string;
  readonly hard: string;
  readonly bigger: string;
  readonly narrow: string;
  readonly smaller: string;
}

const en: ScreenWords = {
  window: (width, height, ratio) =>
    `The window is ${width} × ${height} px${ratio === 1 ? "" : `, ${ratio} device pixels each`}`,
  terminal: (pane, size, row, part) =>
    `“${pane}” has ${size} characters, a row of ${row} (${part} of the picture)`,
  stop: ".",
  small: ": small for a projector.",
  larger: "Give the projector its own resolution, or press F for full screen.",
  upright: ": higher than a slide is.",
  wider: "Turn the screen, or open the deck in a wider window.",
  full: "It is full screen.",
  notFull: "It is not full screen.",
  pressF: "Press F.",
  noTerminal: "No terminal was shown yet.",
  showOne: "Go to a slide with a terminal and look again.",
  unreadable: ": the last row cannot read it.",
  hard: ": hard to read from the last row.",
  bigger: "Make it bigger with +, or give the pane fewer columns and rows.",
  narrow: ": long lines will be folded.",
  smaller: "Make the type smaller with -, or show fewer panes on the slide.",
};

const ja: ScreenWords = {
  window: (width, height, ratio) =>
    `ウィンドウは ${width} × ${height} px${ratio === 1 ? "" : `（1px は ${ratio} 画素）`}`,
  terminal: (pane, size, row, part) => `「${pane}」は ${size} 文字、1 行 ${row}（画面の ${part}）`,
  stop: "。",
  small: "。プロジェクターには小さい。",
  larger: "プロジェクター本来の解像度にするか、F で全画面にしてください。",
  upright: "。スライドより縦長です。",
  wider: "画面を横にするか、横長のウィンドウで開いてください。",
  full: "全画面です。",
  notFull: "全画面ではありません。",
  pressF: "F を押してください。",
  noTerminal: "端末はまだ表示されていません。",
  showOne: "端末のあるスライドへ移って、もう一度調べてください。",
  unreadable: "。最後列からは読めません。",
  hard: "。最後列からは読みにくい大きさです。",
  bigger: "+ で大きくするか、ペインの桁数と行数を減らしてください。",
  narrow: "。長い行は折り返されます。",
  smaller: "- で小さくするか、スライドのペインを減らしてください。",
};

export function screenWords(language: string): ScreenWords {
  return /^ja\b/i.test(language) ? ja : en;
}
