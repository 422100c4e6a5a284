import { defineCommand } from "citty";
import { runGuard } from "../../lab/guard-start.ts";
import { labPlaces } from "../../lab/places.ts";

export default defineCommand({
  meta: {
    name: "guard",
    description:
      "Waits for the time of a cluster on DigitalOcean and destroys it; lab up starts this by itself.",
  },
  run: async () => {
    // Closing the terminal it was started from must not end it.
    process.on("SIGHUP", () => undefined);
    await runGuard(labPlaces(), (line) => {
      console.log(`${new Date().toISOString()} ${line}`);
    });
  },
});
