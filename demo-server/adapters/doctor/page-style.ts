/** As the kit's other plain pages, with room for a table. */
export const pageStyle = `
:root { color-scheme: dark; --ok: #94cf82; --warning: #e6b450; --problem: #ff7b6e; --notNeeded: #8d867d; --soft: #b5ab9f; --line: #39323d; }
* { box-sizing: border-box; }
body { margin: 0; background: #0c0b0e; color: #f4eee4; font: 400 1.0625rem/1.55 "IBM Plex Sans JP", system-ui, "Hiragino Sans", "Noto Sans CJK JP", sans-serif; }
main { width: min(68rem, 100% - 3rem); margin: 0 auto; padding: 3.5rem 0 5rem; }
p, h1, h2, ul { margin: 0; padding: 0; }
.eyebrow { color: #f2793c; font-weight: 600; letter-spacing: .04em; }
h1 { font-size: clamp(1.75rem, 1.2rem + 2.4vw, 2.75rem); line-height: 1.2; font-weight: 600; margin: .4rem 0 1rem; text-wrap: balance; }
.verdict { font-size: clamp(1.2rem, 1rem + .9vw, 1.6rem); font-weight: 600; }
.verdict.ok, .verdict.notNeeded { color: var(--ok); } .verdict.warning { color: var(--warning); } .verdict.problem { color: var(--problem); }
.looked { color: var(--soft); margin-top: .35rem; font-size: .9375rem; }
nav { display: flex; flex-wrap: wrap; gap: .5rem 1.5rem; margin: 1.25rem 0 2rem; }
nav a { white-space: nowrap; }
a { color: #f2793c; text-underline-offset: .2em; }
a:focus-visible { outline: 2px solid #f2793c; outline-offset: 4px; }
section { display: grid; grid-template-columns: 17rem minmax(0, 1fr); gap: .5rem 2rem; padding: .9rem 0; border-top: 1px solid var(--line); }
h2 { font-size: 1.0625rem; font-weight: 600; line-height: 1.55; }
ul { list-style: none; display: grid; gap: .6rem; }
li { display: grid; grid-template-columns: 1.25rem minmax(0, 1fr); gap: .6rem; overflow-wrap: anywhere; }
.sign { font-weight: 700; text-align: center; }
.ok .sign { color: var(--ok); } .warning .sign { color: var(--warning); } .problem .sign { color: var(--problem); }
.notNeeded { color: var(--notNeeded); }
.problem p:first-child, .warning p:first-child { font-weight: 600; }
.todo { color: var(--soft); border-left: 3px solid #f2793c; padding-left: .75rem; margin-top: .25rem; }
section + .looked { border-top: 1px solid var(--line); padding-top: 1.25rem; margin-top: 0; }
.unseen { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
@media (max-width: 44rem) {
  main { width: calc(100% - 2rem); padding-top: 2rem; }
  section { grid-template-columns: minmax(0, 1fr); gap: .4rem; }
  h2 { color: var(--soft); font-size: .9375rem; }
}
`;
