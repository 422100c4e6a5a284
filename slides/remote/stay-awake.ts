/** Whether the phone's screen stays on: the system has promised it, it was tried another way, or nothing could be done. */
export type Awake = "kept" | "tried" | "no";

/**
 * Keeps the screen on. Pages without TLS have no wake lock; there a tiny picture that plays all the time makes most
 * phones think that somebody watches a film. It can only begin with a touch.
 */
export async function stayAwake(): Promise<Awake> {
  if ("wakeLock" in navigator) {
    try {
      await lockAgainAndAgain(navigator.wakeLock);
      return "kept";
    } catch {
      // A phone that saves power refuses.
    }
  }
  return playSomething();
}

/** The system ends the lock whenever the page is out of sight. */
async function lockAgainAndAgain(wakeLock: WakeLock): Promise<void> {
  await wakeLock.request("screen");
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "visible") wakeLock.request("screen").catch(() => undefined);
  });
}

/** A picture a second is enough. */
const PICTURE_MS = 1000;
const SIDE = 8;

async function playSomething(): Promise<Awake> {
  const canvas = document.createElement("canvas");
  canvas.width = canvas.height = SIDE;
  const drawing = canvas.getContext("2d");
  const film = document.createElement("video");
  film.className = "stay-awake";
  film.muted = true;
  film.playsInline = true;
  film.setAttribute("aria-hidden", "true");
  try {
    film.srcObject = canvas.captureStream(1);
    document.body.append(film);
    setInterval(() => drawing?.fillRect(Date.now() % SIDE, 0, 1, 1), PICTURE_MS);
    await film.play();
    return "tried";
  } catch {
    film.remove();
    return "no";
  }
}
