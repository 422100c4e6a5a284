import { defineCommand } from "citty";

export default defineCommand({
  meta: {
    name: "lab",
    description: "The cluster of the talk on this computer: machines in Docker, made by Terraform.",
  },
  subCommands: {
    up: () => import("./lab/up.ts").then((command) => command.default),
    status: () => import("./lab/status.ts").then((command) => command.default),
    reset: () => import("./lab/reset.ts").then((command) => command.default),
    off: () => import("./lab/off.ts").then((command) => command.default),
    on: () => import("./lab/on.ts").then((command) => command.default),
    ssh: () => import("./lab/ssh.ts").then((command) => command.default),
    down: () => import("./lab/down.ts").then((command) => command.default),
  },
});
