import open from "open";

/** Opens the address where there is a screen to open it on. A browser that cannot be started is no reason to stop. */
export async function openBrowser(url: string): Promise<void> {
  if (!hasScreen(process.env)) return;
  try {
    const started = await open(url);
    started.once("error", () => undefined);
  } catch {
    // The address is on the terminal, to be opened by hand.
  }
}

function hasScreen(env: NodeJS.ProcessEnv): boolean {
  if (env.CI) return false;
  if (process.platform !== "linux") return true;
  return [env.DISPLAY, env.WAYLAND_DISPLAY, env.WSL_DISTRO_NAME].some((value) => value);
}
