/** asciinema-player as its manual shows it; `?segmented` gives it the cast in segments. */
import { FIRST_MS, offerReplay } from "../replay.ts";

type Source = string | { readonly url: string; readonly format: "segmented" };

/** The bundle's global; its types do not know of segments. */
declare const AsciinemaPlayer: {
  create(
    source: Source,
    place: HTMLElement,
    options: Readonly<Record<string, unknown>>,
  ): {
    seek(seconds: number): Promise<unknown>;
  };
};

const isSegmented = new URLSearchParams(location.search).has("segmented");
const place = document.querySelector<HTMLElement>("#screen") ?? document.body;
const player = AsciinemaPlayer.create(
  isSegmented ? { url: "segments/index.json", format: "segmented" } : "long.cast",
  place,
  { poster: `npt:${FIRST_MS / 1000}`, preload: true, fit: false, terminalFontSize: "16px", controls: false },
);

offerReplay({
  screen: () => document.querySelector(".ap-term-text"),
  seek: (ms) => player.seek(ms / 1000),
});
