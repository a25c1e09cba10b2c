// SPDX-License-Identifier: MIT
// Calls a function of scripts/unreal-api for a test: jest cannot load ES modules. Reads { module, name, calls } and writes the results.
import { readFileSync } from 'node:fs';

const { module, name, calls } = JSON.parse(readFileSync(0, 'utf8'));
const loaded = await import(new URL(module, import.meta.url));
const results = [];
for (const args of calls) results.push(await loaded[name](...args));
console.log(JSON.stringify(results));
