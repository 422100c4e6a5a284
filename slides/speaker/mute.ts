/** In a picture nothing is heard: the deck itself plays it. */
export function muteMedia(): void {
  for (const media of document.querySelectorAll<HTMLMediaElement>("video, audio")) media.muted = true;
}
