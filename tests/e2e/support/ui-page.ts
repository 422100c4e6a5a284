import { resolve } from "node:path";
import { createServer, type Plugin, type ViteDevServer } from "vite";
import { pageDeck } from "../../../demo-server/core/deck/page.ts";
import { loadTalk } from "../../../demo-server/adapters/talks/load.ts";
import { renderPage } from "../../../demo-server/adapters/talks/page.ts";

const root = resolve(import.meta.dirname, "../../..");

const browserLibraries = [
  "reveal.js",
  "mermaid",
  "@xterm/xterm",
  "@xterm/addon-search",
  "@xterm/addon-unicode11",
  "@xterm/addon-web-links",
  "@xterm/addon-webgl",
  "qr",
];

export interface UiServer {
  /** Ends with a slash; `?recorded` and `?nothing` choose another fake source. */
  readonly address: string;
  close(): Promise<void>;
}

/** Serves a talk of the tests, with a fake source in the place of shells. */
export async function serveUi(
  talk = "tests/e2e/ui/talk/ja.md",
  script = "tests/e2e/ui/entry.ts",
): Promise<UiServer> {
  const vite = await createServer({
    configFile: false,
    root,
    cacheDir: resolve(root, ".cache/vite-ui"),
    logLevel: "error",
    appType: "custom",
    // Found while a page loads, they would make it load again.
    optimizeDeps: { include: browserLibraries },
    server: { host: "127.0.0.1", port: 0, hmr: false, watch: null },
    plugins: [talkPage(resolve(root, talk), script)],
  });
  await vite.listen();
  return { address: addressOf(vite), close: () => vite.close() };
}

function talkPage(file: string, script: string): Plugin {
  const answer = async (): Promise<string> => {
    const { deck, slidesHtml } = await loadTalk(file);
    const about = { languages: [], live: true, served: false, role: "presenter", understudy: null } as const;
    const page = pageDeck(deck, about, (text) => text);
    const assets = { scripts: [`/${script}`], styles: ["/slides/themes/kuroko.css"] };
    return renderPage({ page, slidesHtml, assets });
  };
  return {
    name: "talk-page",
    configureServer: (vite) => {
      vite.middlewares.use((request, response, next) => {
        if (!/^\/(\?|$)/.test(request.url ?? "")) {
          next();
          return;
        }
        answer().then((html) => response.setHeader("content-type", "text/html").end(html), next);
      });
    },
  };
}

function addressOf(vite: ViteDevServer): string {
  const address = vite.httpServer?.address();
  if (typeof address !== "object" || address === null) throw new Error("the test server has no address");
  return `http://127.0.0.1:${address.port}/`;
}
