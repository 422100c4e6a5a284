import { defineCommand } from "citty";

export default defineCommand({
  meta: {
    name: "screenshots",
    description:
      "Takes the pictures of the documentation from the bundled talks and their understudies, in headless Chromium.",
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
    const { takePictures } = await import("../cli/pictures.ts");
    for (const file of await takePictures(args.out)) console.log(file);
  },
});
