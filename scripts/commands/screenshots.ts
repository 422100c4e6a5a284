import { defineCommand } from "citty";

export default defineCommand({
  meta: {
    name: "screenshots",
    description:
      "Takes the pictures of the documentation in headless Chromium: of the bundled talks and their understudies, and of a live show that fails.",
  },
  args: {
    out: {
      type: "string",
      valueHint: "docs/images",
      default: "docs/images",
      description: "Folder to write to",
    },
  },
  run: async ({ args }) => {
    const { takePictures } = await import("../pictures/take.ts");
    for (const file of await takePictures(args.out)) console.log(file);
  },
});
