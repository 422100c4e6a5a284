import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { defineConfig, type Plugin } from "vite";

const at = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

/** The fonts of `slides/themes/fonts.css`. Vite's own list knows of scripts only. */
const fonts = ["@fontsource/ibm-plex-sans-jp", "@fontsource-variable/m-plus-1-code"];

/** The Open Font License wants its text beside every copy of a font. */
const fontLicenses: Plugin = {
  name: "kuroko:font-licenses",
  apply: "build",
  async generateBundle() {
    for (const font of fonts) {
      const source = await readFile(at(`node_modules/${font}/LICENSE`), "utf8");
      const fileName = `licenses/${font.slice(font.indexOf("/") + 1)}.txt`;
      this.emitFile({ type: "asset", fileName, source });
    }
  },
};

/**
 * Vite knows the browser app only, no talk: pages are rendered in Node, when they are asked for, so that an app
 * that was built once serves every talk, and an edit of a talk builds nothing.
 */
export default defineConfig({
  root: at("slides"),
  base: "./",
  publicDir: false,
  cacheDir: at(".cache/vite"),
  appType: "custom",
  plugins: [fontLicenses],
  build: {
    outDir: at(".cache/app/unnamed"),
    emptyOutDir: true,
    target: "es2022",
    manifest: "manifest.json",
    license: { fileName: "licenses/scripts.md" },
    modulePreload: { polyfill: false },
    // A font of a few kilobytes inlined into the stylesheet would be loaded by every page.
    assetsInlineLimit: 0,
    // mermaid's and KaTeX's own chunks are larger than the default; they load only where a slide needs them.
    chunkSizeWarningLimit: 800,
    rolldownOptions: { input: at("slides/main.ts") },
  },
});
