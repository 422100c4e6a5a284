import { defineCommand } from "citty";

export default defineCommand({
  meta: {
    name: "lab",
    description:
      "The cluster of the talk, made by Terraform: machines in Docker on this computer, or on DigitalOcean.",
  },
  subCommands: {
    up: () => import("./lab/up.ts").then((command) => command.default),
    status: () => import("./lab/status.ts").then((command) => command.default),
    reset: () => import("./lab/reset.ts").then((command) => command.default),
    off: () => import("./lab/off.ts").then((command) => command.default),
    on: () => import("./lab/on.ts").then((command) => command.default),
    ssh: () => import("./lab/ssh.ts").then((command) => command.default),
    down: () => import("./lab/down.ts").then((command) => command.default),
    guard: () => import("./lab/guard.ts").then((command) => command.default),
  },
});
