/** kuroko's own server with its state in a folder of its own: `node kuroko-server.js <talk.md> <state> [port] [understudies] [host]`. */
import { kit } from "#server/adapters/site/kit.ts";
import { findTalk } from "#server/adapters/site/shelf.ts";
import { startShow } from "#server/main.ts";

const [, , file = "", state = "", port = "0", understudies = kit.understudies, host = "127.0.0.1"] =
  process.argv;
const { talk } = await findTalk(kit.talks, file, process.cwd());

const show = await startShow({
  shelf: () => Promise.resolve([talk]),
  talk: { talk, language: "en" },
  mode: "live",
  development: false,
  host,
  port: Number(port),
  trusts: () => true,
  fresh: false,
  outside: null,
  understudies,
  state,
  log: { building: () => undefined, trouble: (error) => console.error(error) },
});
process.on("SIGTERM", () => {
  show.close().then(
    () => process.exit(0),
    () => process.exit(1),
  );
});
console.log(show.presenterUrl);
