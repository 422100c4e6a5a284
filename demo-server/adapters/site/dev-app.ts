import { once } from "node:events";
import type { Server } from "node:http";
import { relative } from "node:path";
import type { ViteDevServer } from "vite";
import type { Exchange } from "../transport/http.ts";
import type { AppAssets } from "./app-build.ts";
import { kit } from "./kit.ts";

/** What a page loads in development: Vite's client, and the app from its sources. */
export const DEV_ASSETS: AppAssets = {
  scripts: ["@vite/client", "main.ts"],
  // The app brings it too, but only once its scripts run: until then the page would be bare.
  styles: ["themes/kuroko.css"],
  preload: [],
  recording: [],
  terminals: [],
  terminalStyles: [],
  icon: "ui/icon.svg",
};

/** The browser app straight from its sources, with hot reload. */
export interface DevApp {
  /** Answers what lies below `/app/`. */
  readonly answer: (exchange: Exchange, pathname: string) => boolean;
  /** Tells every open page about an edit of a talk. */
  readonly tell: (event: string, data: unknown) => void;
  /** Calls back with the absolute path of each file that was written, added or removed below the watched folders. */
  readonly onFile: (listener: (file: string) => void) => void;
  readonly watch: (folder: string) => void;
  readonly close: () => Promise<void>;
}

/** @param server carries Vite's web socket too, so that one address and one guard do for all. */
export async function openDevApp(server: Server, names: readonly string[]): Promise<DevApp> {
  const { createServer } = await import("vite");
  const vite = await createServer({
    configFile: kit.viteConfig,
    logLevel: "warn",
    clearScreen: false,
    base: "/app/",
    server: {
      middlewareMode: true,
      hmr: { server },
      allowedHosts: [...names],
      fs: {
        allow: [kit.slides, kit.core, `${kit.root}/node_modules`, `${kit.cache}/vite`],
        // A talk's folder holds more than what may be seen; the site gives out the rest.
        deny: [".*", "*.{crt,pem,key}", "*.md", "**/talks/**"],
      },
    },
  });
  return {
    answer: ({ request, response }, pathname) => {
      if (!pathname.startsWith("/app/")) return false;
      vite.middlewares(request, response, () => response.writeHead(404).end());
      return true;
    },
    tell: (event, data) => vite.ws.send({ type: "custom", event, data }),
    onFile: (listener) => {
      for (const event of ["add", "change", "unlink"] as const) vite.watcher.on(event, listener);
    },
    watch: (folder) => {
      if (!isBelow(kit.slides, folder)) vite.watcher.add(folder);
    },
    close: () => closeVite(vite),
  };
}

/** Vite watches its own root. */
function isBelow(root: string, folder: string): boolean {
  return !relative(root, folder).startsWith("..");
}

/** Closing while Vite is still looking for dependencies leaves it hanging: let it finish that first. */
async function closeVite(vite: ViteDevServer): Promise<void> {
  const closing = vite.close();
  const late = AbortSignal.timeout(2000);
  await Promise.race([closing, once(late, "abort")]);
}
