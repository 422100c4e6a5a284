#!/usr/bin/env node
// Node 20 does not read TypeScript: what runs is a compiled copy.
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { compiledKit } from "./compile.js";

const kit = await compiledKit();
if (process.env.KUROKO_DEBUG) process.setSourceMapsEnabled(true);
await import(pathToFileURL(join(kit, "scripts/kuroko.js")).href);
