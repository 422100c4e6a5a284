import { defineCommand } from "citty";

export default defineCommand({
  meta: {
    name: "takes",
    description:
      "What was recorded: every live run is a take; the one that is kept plays when nothing is live.",
  },
  subCommands: {
    list: () => import("./takes/list.ts").then((command) => command.default),
    show: () => import("./takes/show.ts").then((command) => command.default),
    keep: () => import("./takes/keep.ts").then((command) => command.default),
    export: () => import("./takes/export.ts").then((command) => command.default),
    rm: () => import("./takes/rm.ts").then((command) => command.default),
  },
});
