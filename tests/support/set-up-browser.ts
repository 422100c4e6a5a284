export { openHeadless as openBrowser } from "../../scripts/cli/headless.ts";
