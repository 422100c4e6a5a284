import { fileURLToPath } from "node:url";
import { defineConfig } from "vite";

const at = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

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
  build: {
    outDir: at(".cache/app/unnamed"),
    emptyOutDir: true,
    target: "es2022",
    manifest: "manifest.json",
    modulePreload: { polyfill: false },
    // A font of a few kilobytes inlined into the stylesheet would be loaded by every page.
    assetsInlineLimit: 0,
    // mermaid's and KaTeX's own chunks are larger than the default; they load only where a slide needs them.
    chunkSizeWarningLimit: 800,
    rolldownOptions: { input: at("slides/main.ts") },
  },
});
