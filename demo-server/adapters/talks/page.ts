import type { PageDeck } from "#core/deck/page.ts";

export interface PageInput {
  readonly page: PageDeck;
  /** The `<section>`s, from the Markdown renderer. */
  readonly slidesHtml: string;
  /** A Content-Security-Policy that the page itself says, where no server does. */
  readonly policy?: string | null;
  /** Addresses, absolute or relative to the page. */
  readonly assets: PageAssets;
}

export interface PageAssets {
  /** Modules. */
  readonly scripts: readonly string[];
  readonly styles: readonly string[];
  /** Modules that the scripts will ask for. */
  readonly preload?: readonly string[];
  /** Modules that play a recording. */
  readonly recording?: readonly string[];
  /** Modules that draw terminals, and their styles. */
  readonly terminals?: readonly string[];
  readonly terminalStyles?: readonly string[];
  /** An SVG. In the page itself, and not by a script: a browser asks for /favicon.ico before scripts run. */
  readonly icon?: string;
}

/** The whole HTML document of a talk. It has no inline script and no inline style of its own. */
export function renderPage({ page, slidesHtml, policy = null, assets }: PageInput): string {
  const { head } = page;
  const about = [head.event, head.author, head.date].filter((part) => part !== undefined).join(" · ");
  const ja = /^ja\b/i.test(head.language);
  return `<!doctype html>
<html lang="${escape(head.language)}">
  <head>
    <meta charset="utf-8" />${policy === null ? "" : policyMeta(policy)}
    <meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover" />
    <meta name="color-scheme" content="dark" />
    <meta name="theme-color" content="#0c0b0e" />
    <title>${escape(head.title)}</title>
    <meta name="description" content="${escape(about || head.title)}" />
    ${headLinks(page, assets).join("\n    ")}
  </head>
  <body>
    <noscript>${ja ? "スライドを動かすには JavaScript が必要です。" : "These slides need JavaScript to move."}</noscript>
    <div class="reveal">
      <div class="slides">
${slidesHtml}
      </div>
    </div>
    <script type="application/json" id="kuroko-page">${json(page)}</script>
  </body>
</html>
`;
}

function policyMeta(policy: string): string {
  return `\n    <meta http-equiv="Content-Security-Policy" content="${escape(policy)}" />`;
}

function headLinks(page: PageDeck, assets: PageAssets): string[] {
  const { preload, styles } = askedFor(page, assets);
  return [
    ...page.languages
      .filter(({ language }) => language !== page.head.language)
      .map(
        ({ language, href }) =>
          `<link rel="alternate" hreflang="${escape(language)}" href="${escape(href)}" />`,
      ),
    // The one thing of a replay that is asked for only after the scripts have run.
    ...(page.understudy === null || page.live
      ? []
      : [
          `<link rel="preload" href="${escape(page.understudy)}playback.json" as="fetch" crossorigin="anonymous" />`,
        ]),
    ...(assets.icon === undefined
      ? []
      : [`<link rel="icon" type="image/svg+xml" href="${escape(assets.icon)}" />`]),
    ...styles.map((href) => `<link rel="stylesheet" href="${escape(href)}" />`),
    ...preload.map((href) => `<link rel="modulepreload" href="${escape(href)}" />`),
    ...assets.scripts.map((src) => `<script type="module" src="${escape(src)}"></script>`),
  ];
}

/** A window makes so many slides ready when it opens: the first, and the one that comes next. */
const READY_SLIDES = 2;

/** What the scripts would ask for once they run: it comes in time with them instead of after them. */
function askedFor(
  { live, understudy, slides }: PageDeck,
  assets: PageAssets,
): Required<Pick<PageAssets, "preload" | "styles">> {
  const { preload = [], styles, recording = [], terminals = [], terminalStyles = [] } = assets;
  const isReplay = understudy !== null && !live;
  const hasTerminals = slides.slice(0, READY_SLIDES).some(({ scenes }) => scenes.length > 0);
  return {
    preload: [...preload, ...(isReplay ? recording : []), ...(hasTerminals ? terminals : [])],
    styles: [...styles, ...(hasTerminals ? terminalStyles : [])],
  };
}

/** JSON that cannot end its `<script>` element, nor begin a comment in it. */
function json(value: unknown): string {
  return JSON.stringify(value).replaceAll("<", "\\u003c");
}

const entities: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

function escape(text: string): string {
  return text.replaceAll(/[&<>"']/g, (character) => entities[character] ?? character);
}
