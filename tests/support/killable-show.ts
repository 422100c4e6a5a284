/** The server for a test talk in a process of its own, to be killed: `node --import tsx killable-show.ts <home> <port>`. */
import { join } from "node:path";
import { readTalkFolder } from "#server/adapters/site/shelf.ts";
import { startShow } from "#server/main.ts";

const [, , home = "", port = "0"] = process.argv;
const talk = await readTalkFolder(join(home, "talks/probe"));
const show = await startShow({
  shelf: () => Promise.resolve([talk]),
  talk: { talk, language: "en" },
  mode: "live",
  development: false,
  host: "127.0.0.1",
  port: Number(port),
  understudies: join(home, "understudies"),
  state: join(home, "state"),
  log: { building: () => undefined, trouble: (error) => console.error(error) },
});
console.log(show.presenterUrl);
