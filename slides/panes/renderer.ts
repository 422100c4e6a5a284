import type { Terminal } from "@xterm/xterm";

/** Browsers allow about sixteen contexts a page, and take the oldest away: stay far below. */
const MOST_CONTEXTS = 4;
let contexts = 0;

/**
 * Draws with WebGL where a graphics card does it. Without one the DOM renderer is 5 to 8 times faster.
 * A context that is taken away falls back to the DOM renderer.
 */
export async function chooseRenderer(terminal: Terminal): Promise<void> {
  if (contexts >= MOST_CONTEXTS || !hasGraphicsCard()) return;
  contexts += 1;
  const { WebglAddon } = await import("@xterm/addon-webgl");
  try {
    const addon = new WebglAddon();
    addon.onContextLoss(() => {
      contexts -= 1;
      addon.dispose();
    });
    terminal.loadAddon(addon);
  } catch {
    // No WebGL 2 after all: the DOM renderer is still there.
    contexts -= 1;
  }
}

let known: boolean | null = null;

function hasGraphicsCard(): boolean {
  known ??= ask();
  return known;
}

function ask(): boolean {
  const gl = document
    .createElement("canvas")
    .getContext("webgl2", { failIfMajorPerformanceCaveat: true, powerPreference: "high-performance" });
  if (!gl) return false;
  const info = gl.getExtension("WEBGL_debug_renderer_info");
  const name = String(gl.getParameter(info ? info.UNMASKED_RENDERER_WEBGL : gl.RENDERER));
  gl.getExtension("WEBGL_lose_context")?.loseContext();
  return !/swiftshader|llvmpipe|softpipe|software|basic render/i.test(name);
}
