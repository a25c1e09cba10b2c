// SPDX-License-Identifier: MIT
// Writes what scripts load by name: `transient-loop`, `transient-loop/host`, `transient-loop/net` and `rxjs`, all of
// them parts of one file, so that Unreal finds them without a node_modules folder and everybody has the same RxJS.
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { build } from 'esbuild';

const OUT = 'Content/JavaScript';
const BUNDLE = join(OUT, 'transient-loop/bundle.js');

/** The parts of the bundle, and where a `require` of each looks, in PuerTS from its script root and in Node. */
const PARTS = [
  { name: 'core', source: './TypeScript/core/index', shim: 'transient-loop/index.js' },
  { name: 'host', source: './TypeScript/core/host', shim: 'transient-loop/host.js' },
  { name: 'net', source: './TypeScript/net/index', shim: 'transient-loop/net/index.js' },
  { name: 'rxjs', source: 'rxjs', shim: 'node_modules/rxjs/index.js' },
  { name: 'operators', source: 'rxjs/operators', shim: 'node_modules/rxjs/operators/index.js' },
];

export async function writeBundle() {
  rmSync(join(OUT, 'transient-loop'), { recursive: true, force: true });
  await build({
    stdin: {
      contents: PARTS.map(({ name, source }) => `export * as ${name} from '${source}';`).join('\n'),
      resolveDir: process.cwd(),
    },
    outfile: BUNDLE,
    bundle: true,
    format: 'cjs',
    platform: 'neutral',
    target: 'es2021',
    // The ES modules of RxJS, in the language level of the bundle.
    mainFields: ['es2015', 'module', 'main'],
    conditions: ['es2015'],
    external: ['node:*'],
    sourcemap: true,
    tsconfig: 'tsconfig.core.json',
    logLevel: 'warning',
  });
  for (const { name, shim } of PARTS) writeShim(name, join(OUT, shim));
}

function writeShim(name, file) {
  const steps = file.slice(OUT.length + 1).split('/').length - 1;
  const bundle = `${'../'.repeat(steps)}transient-loop/bundle.js`;
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, `module.exports = require('${bundle}').${name};\n`);
}
