#!/usr/bin/env -S node --max-semi-space-size=4 --heap-growing-percent=30
// The flags keep a show below 150 MB in a flood, for a few per cent of CPU: as in package.json's scripts.
// Node 20 does not read TypeScript: what runs is a compiled copy.
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { compiledKit } from "./compile.js";

const kit = await compiledKit();
if (process.env.KUROKO_DEBUG) process.setSourceMapsEnabled(true);
await import(pathToFileURL(join(kit, "scripts/kuroko.js")).href);
