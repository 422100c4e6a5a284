/** The report must look right where nothing else is allowed to load: one style sheet, fonts that are there. */
export const reportStyle = `
:root {
  color-scheme: dark;
  --stage: #0c0b0e; --raised: #151217; --line: #39323d; --ink: #f4eee4; --soft: #b5ab9f;
  --passed: #94cf82; --changed: #e6b450; --failed: #ff7b6e; --skipped: #9a938a; --accent: #f2793c;
  --sans: "IBM Plex Sans JP", system-ui, "Hiragino Sans", "Yu Gothic UI", "Noto Sans CJK JP", "Noto Sans JP", sans-serif;
  --mono: "M PLUS 1 Code", ui-monospace, "SF Mono", Menlo, Consolas, "Noto Sans Mono CJK JP", monospace;
}
* { box-sizing: border-box; }
body { margin: 0; background: var(--stage); color: var(--ink); font: 400 1.0625rem/1.6 var(--sans); }
main { width: min(76rem, 100% - 3rem); margin: 0 auto; padding: 3.5rem 0 6rem; }
p, h1, h2, dl, dd, ol, ul { margin: 0; }
.eyebrow { color: var(--accent); font-weight: 600; letter-spacing: .04em; }
h1 { font-size: clamp(2rem, 1.2rem + 2.8vw, 3.25rem); line-height: 1.15; font-weight: 600; margin: .5rem 0 1.25rem; text-wrap: balance; }
.verdict { font-size: clamp(1.25rem, 1rem + 1vw, 1.75rem); font-weight: 600; line-height: 1.35; }
.verdict.good { color: var(--passed); } .verdict.bad { color: var(--failed); }
.aside { color: var(--soft); margin-top: .25rem; }
.counts { display: flex; flex-wrap: wrap; gap: 1rem 3rem; list-style: none; padding: 0; margin: 2rem 0; }
.counts li { display: flex; align-items: baseline; gap: .6rem; }
.counts b { font: 600 2.5rem/1 var(--mono); font-variant-numeric: tabular-nums; }
.facts { display: flex; flex-wrap: wrap; gap: .75rem 2.5rem; padding: 1.25rem 0; border-block: 1px solid var(--line); }
.facts dt { color: var(--soft); font-size: .875rem; } .facts dd { overflow-wrap: anywhere; }
h2 { font-size: 1.25rem; font-weight: 600; margin: 3rem 0 .5rem; }
.step { border-top: 1px solid var(--line); padding: 1.1rem 0; display: grid; gap: .35rem 1.5rem;
  grid-template-columns: 1.5rem minmax(0, 1fr) minmax(14rem, 20rem); align-items: start; }
.sign { font-weight: 700; text-align: center; }
.passed .sign, .counts .passed b { color: var(--passed); } .changed .sign, .counts .changed b { color: var(--changed); }
.failed .sign, .counts .failed b { color: var(--failed); } .skipped .sign, .counts .skipped b { color: var(--skipped); }
.name { font-weight: 600; } .name small { font-weight: 400; font-size: .875rem; color: var(--soft); margin-left: .6rem; }
.name em { font-style: normal; font-size: .875rem; font-weight: 600; margin-left: .6rem; }
.changed .name em { color: var(--changed); } .failed .name em { color: var(--failed); } .skipped .name em { color: var(--skipped); }
code, pre { font-family: var(--mono); font-size: .9375rem; line-height: 1.55; }
.line { display: block; color: var(--soft); overflow-wrap: anywhere; white-space: pre-wrap; }
.bars { display: grid; grid-template-columns: auto 1fr auto; gap: .2rem .75rem; align-items: center; font-size: .875rem; color: var(--soft); }
.bars b { font: 500 .9375rem/1.4 var(--mono); color: var(--ink); text-align: right; font-variant-numeric: tabular-nums; }
.bar { height: .5rem; border-radius: .25rem; background: var(--raised); overflow: hidden; }
.bar i { display: block; height: 100%; min-width: 2px; border-radius: inherit; background: var(--ink); }
.bar.before i { background: #6d675f; }
.more { grid-column: 2 / -1; display: grid; grid-template-columns: minmax(0, 1fr); gap: .75rem; margin-top: .5rem; }
.more h3 { margin: 0; font-size: .875rem; font-weight: 600; color: var(--soft); }
.more ul { padding-left: 1.2rem; }
.why { color: var(--failed); font-weight: 600; overflow-wrap: anywhere; }
.todo { border-left: 3px solid var(--accent); padding-left: .9rem; }
pre { margin: .35rem 0 0; padding: .9rem 1.1rem; background: var(--raised); border-radius: .5rem; overflow-x: auto; }
pre span { display: block; min-height: 1.55em; white-space: pre; }
pre .recorded { color: #ff9d8c; background: #ff7b6e1f; } pre .now { color: #b4dfa6; background: #94cf821f; }
pre .both { color: var(--soft); } pre .gap { color: #8d867d; }
pre .mark { display: inline-block; width: 1.6em; user-select: none; }
.quiet { color: var(--soft); font-size: .9375rem; }
@media (max-width: 46rem) {
  main { width: calc(100% - 2rem); padding-top: 2rem; }
  .step { grid-template-columns: 1.25rem minmax(0, 1fr); gap: .4rem .75rem; }
  .bars { grid-column: 2; }
  .more { grid-column: 1 / -1; }
  .counts { gap: .75rem 2rem; } .counts b { font-size: 2rem; }
  pre { padding: .75rem; }
}
@media print { :root { --stage: #fff; --ink: #111; --soft: #555; --raised: #f4f4f4; --line: #ccc; color-scheme: light; } }
`;
