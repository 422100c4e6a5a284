import type { ShowState } from "#core/show/state.ts";

/** What the speaker window and the picture in it say to each other, each to a window that it made or is made by. */
export type PreviewMessage =
  /** The picture is there to be told. */
  | { readonly preview: "ready" }
  | { readonly preview: "show"; readonly state: ShowState; readonly ageMs: number };

/** Says it to that window, if it is still a page of this site. */
export function sayTo(window: Window, message: PreviewMessage): void {
  // Pages of a folder that was opened as files have no origin that could be named.
  window.postMessage(message, location.origin === "null" ? "*" : location.origin);
}

/** Hears what this one window says. */
export function hearFrom(other: () => Window | null, heard: (message: PreviewMessage) => void): void {
  window.addEventListener("message", ({ source, data }: MessageEvent<unknown>) => {
    if (source === other() && isPreviewMessage(data)) heard(data);
  });
}

/** Both come from the same build. */
function isPreviewMessage(data: unknown): data is PreviewMessage {
  return typeof data === "object" && data !== null && "preview" in data;
}
