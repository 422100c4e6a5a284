/** Text as it has to stand in HTML, in an attribute too. */
export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (char) => `&#${char.charCodeAt(0)};`);
}

const STYLE = `
:root { color-scheme: dark; }
body { margin: 0; min-height: 100vh; display: grid; place-items: center; background: #0c0b0e; color: #e8e6e1;
  font: 400 1.125rem/1.6 "IBM Plex Sans JP", system-ui, "Hiragino Sans", "Noto Sans CJK JP", sans-serif; }
main { width: min(40rem, 100vw - 3rem); padding: 3rem 0; }
h1 { font-size: 2.25rem; line-height: 1.2; margin: 0 0 1rem; font-weight: 600; text-wrap: balance; }
p { margin: 0 0 1rem; color: #b5ab9f; }
a { color: #f2793c; text-underline-offset: .2em; }
a:focus-visible { outline: 2px solid #f2793c; outline-offset: 4px; }
ul { list-style: none; margin: 2rem 0 0; padding: 0; }
li { padding: 1rem 0; border-top: 1px solid #2a2d33; display: flex; gap: 1rem; align-items: baseline; }
li > a:first-child { flex: 1; color: inherit; text-decoration: none; font-size: 1.25rem; }
li > a:first-child:hover { color: #f2793c; }
.code { font: 600 clamp(5rem, 30vw, 9rem)/1.1 ui-monospace, monospace; letter-spacing: .08em; color: #f4eee4; margin: 1rem 0 1.5rem;
  font-variant-numeric: tabular-nums; }
code { font-family: ui-monospace, monospace; color: #e8e6e1; }
`;

/** A page of the kit itself, complete in one file: it has to show where nothing else is allowed to load. */
export function plainPage(setting: {
  title: string;
  body: string;
  language?: string;
  /** More for the document's head. */
  head?: string;
}): string {
  return `<!doctype html>
<html lang="${escapeHtml(setting.language ?? "en")}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(setting.title)}</title>
<link rel="icon" href="data:,">
<style>${STYLE}</style>
${setting.head ?? ""}
</head>
<body><main>
${setting.body}
</main></body>
</html>
`;
}
