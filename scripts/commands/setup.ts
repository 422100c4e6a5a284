import { defineCommand } from "citty";
import { setUp } from "../cli/set-up.ts";

export default defineCommand({
  meta: {
    name: "setup",
    description:
      "Installs what the tests need of this machine (Debian, Ubuntu), or says what is missing (elsewhere).",
  },
  run: () => setUp(),
});
