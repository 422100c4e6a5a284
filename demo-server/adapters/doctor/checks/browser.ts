import { ok, warning } from "#core/doctor/finding.ts";
import { alike } from "#core/told.ts";
import type { Check } from "../check.ts";
import { findProgram } from "../programs.ts";

/** By their programs on Linux, and where macOS and Windows keep them. */
const browsers: readonly (readonly [string, readonly string[]])[] = [
  [
    "Chrome / Chromium",
    [
      "chromium",
      "google-chrome",
      "google-chrome-stable",
      "chromium-browser",
      "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
      "C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe",
    ],
  ],
  ["Firefox", ["firefox", "/Applications/Firefox.app/Contents/MacOS/firefox"]],
  ["Edge", ["microsoft-edge", "C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe"]],
  ["Safari", ["/Applications/Safari.app/Contents/MacOS/Safari"]],
];

/** Whether there is something to show the deck with. */
export const check: Check = {
  name: "browser",
  title: { en: "Browser", ja: "ブラウザー" },
  order: 110,
  withinMs: 2000,
  run: async () => {
    const found = await Promise.all(
      browsers.map(async ([name, files]) => ((await findProgram(files)) ? [name] : [])),
    );
    const names = found.flat();
    return names.length > 0
      ? [ok(alike(`${names.join(", ")}.`))]
      : [
          warning(
            {
              en: "No browser was found where they usually are.",
              ja: "いつもの場所にブラウザーがありません。",
            },
            {
              en: "Open the address that kuroko prints in any current browser, also of another computer.",
              ja: "kuroko が表示するアドレスを、新しいブラウザーで開いてください。別のコンピューターでも構いません。",
            },
          ),
        ];
  },
};
