// SPDX-License-Identifier: MIT
// Puts what PuerTS loads into the plugin's folder, so that the folder alone can be dropped into a project:
//
//   npm run release [-- FOLDER]
//
// FOLDER is the plugin's, default Plugins/TransientLoop. What the build made has to be there; the demo's scripts stay out.
import { cpSync, existsSync, rmSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { writeTypings } from './typings.mjs';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const built = join(root, 'Content/JavaScript');
const plugin = resolve(process.argv[2] ?? join(root, 'Plugins/TransientLoop'));
const out = join(plugin, 'Content/JavaScript');

/** The library with its typings, the module that the plugin starts, the RxJS that both share, and the script of the specs. */
const PARTS = ['transient-loop', 'hosts/unreal', 'rxjs', 'rxjs.js', 'game/transient-loop-tests'];

const missing = PARTS.find((part) => !existsSync(join(built, part)));
if (missing !== undefined) {
  console.error(
    `release: expected Content/JavaScript/${missing}, made by "npm run build", but there is none`,
  );
  process.exit(1);
}
if (!existsSync(plugin)) {
  console.error(`release: expected the folder of the plugin, but there is no ${plugin}`);
  process.exit(1);
}
rmSync(out, { recursive: true, force: true });
for (const part of PARTS) {
  cpSync(join(built, part), join(out, part), {
    recursive: true,
    filter: (file) => !file.endsWith('.tsbuildinfo'),
  });
}
writeTypings(join(plugin, 'Typing/transient-loop/index.d.ts'));
console.log(`release: ${out}`);
