/** Large enough to read from, small enough to be moved to another screen. */
const SIZE = "width=1280,height=800";

/**
 * Opens the speaker window, or brings the one of this talk to the front. False where the browser did not let it open.
 */
export function openSpeakerWindow(talk: string): boolean {
  const address = new URL(location.href);
  address.search = "?speaker";
  address.hash = "";
  const opened = window.open(address, `kuroko-speaker-${talk}`, `popup,${SIZE}`);
  opened?.focus();
  return opened !== null;
}
