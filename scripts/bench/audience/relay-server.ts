/** A relay of the fed stage: `node relay-server.js <folder of the stage's run> <redis>`. Prints its port. */
import { join } from "node:path";
import { kit } from "#server/adapters/site/kit.ts";
import { findTalk } from "#server/adapters/site/shelf.ts";
import { startRelay } from "#server/relay.ts";

const [, , folder = "", redis = ""] = process.argv;
const { talk } = await findTalk(kit.talks, join(folder, "fed/en.md"), folder);
const relay = await startRelay({
  talk,
  language: "en",
  host: "127.0.0.1",
  port: 0,
  publicUrls: [],
  redis,
  understudies: kit.understudies,
  trusts: () => true,
  log: { building: () => undefined, trouble: (trouble) => console.error(trouble) },
});
process.on("SIGTERM", () => process.exit(0));
console.log(new URL(relay.url).port);
