#!/usr/bin/env node
// Node 20 does not read TypeScript: from here on tsx does it.
import { register } from "tsx/esm/api";

register();
await import("./kuroko.ts");
