// SPDX-License-Identifier: MIT
// Writes each library that only some scripts need as one file of its own, which is loaded when it is first used.
import { build } from 'esbuild';

/** What `TypeScript/net/libraries.ts` and its like ask for. */
const LIBRARIES = ['ioredis', 'mpg123-decoder', 'ssh2', 'ws'];

/** @returns the files of packages that went into them */
export async function writeLibraries(folder) {
  const inputs = await Promise.all(LIBRARIES.map((name) => writeLibrary(name, `${folder}/${name}.js`)));
  return inputs.flat();
}

async function writeLibrary(name, outfile) {
  const { metafile } = await build({
    stdin: { contents: `module.exports = require('${name}');`, resolveDir: process.cwd() },
    outfile,
    bundle: true,
    format: 'cjs',
    platform: 'node',
    // The Node of PuerTS's Node backend.
    target: 'node16.16',
    // PuerTS puts timers of its own in the place of Node's: they have no `refresh` and no `unref`.
    inject: ['scripts/node-timers.mjs'],
    // Native parts, which each of them can do without.
    loader: { '.node': 'empty' },
    external: ['cpu-features', 'bufferutil', 'utf-8-validate'],
    sourcemap: true,
    metafile: true,
    logLevel: 'warning',
  });
  return Object.keys(metafile.inputs);
}
