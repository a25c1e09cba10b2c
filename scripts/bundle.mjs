// SPDX-License-Identifier: MIT
// Writes the library as one file with RxJS inside, and the small files through which each loader finds its parts.
import { mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { build } from 'esbuild';
import { writeLibraries } from './bundle-libraries.mjs';

const FOLDER = 'Content/JavaScript/transient-loop';
const BUNDLE = `${FOLDER}/bundle.js`;

/**
 * The parts of the bundle: what they are made of, and the files that a `require` of them reaches.
 *
 * PuerTS looks below its script root, and prefers `rxjs.js` there to an RxJS that a project has in `node_modules` itself.
 * Node reaches `transient-loop` by the exports of package.json, and looks for RxJS in folders called `node_modules`: the
 * one here is nearer to the scripts than the project's, and outside of what Unreal gets.
 */
const PARTS = [
  { part: 'core', source: './TypeScript/core/index', files: [`${FOLDER}/index`], types: 'core/index' },
  { part: 'host', source: './TypeScript/core/host', files: [`${FOLDER}/host`], types: 'core/host' },
  // A file called net.js could hide Node's own "net" from its neighbours in PuerTS.
  { part: 'net', source: './TypeScript/net/index', files: [`${FOLDER}/net/index`], types: 'net/index' },
  {
    part: 'sound',
    source: './TypeScript/sound/index',
    files: [`${FOLDER}/sound/index`],
    types: 'sound/index',
  },
  {
    part: 'rxjs',
    source: 'rxjs',
    files: ['Content/JavaScript/rxjs', 'Content/node_modules/rxjs/index'],
  },
  {
    part: 'operators',
    source: 'rxjs/operators',
    files: ['Content/JavaScript/rxjs/operators', 'Content/node_modules/rxjs/operators'],
  },
];

/** What a package is made of that its own licence does not tell. */
const CONTAINED = {
  'mpg123-decoder': `Contains libmpg123 (https://mpg123.org), compiled to WebAssembly, which is under the GNU Lesser General Public
License 2.1, below. Its source and how it is compiled: https://github.com/eshaz/wasm-audio-decoders. It is a file of its
own, libraries/mpg123-decoder.js, which may be replaced by another build of it.

${readFileSync('scripts/licenses/LGPL-2.1.txt', 'utf8').trim()}`,
};

export async function writeBundle() {
  const { metafile } = await build({
    stdin: {
      contents: PARTS.map(({ part, source }) => `export * as ${part} from '${source}';`).join('\n'),
      resolveDir: process.cwd(),
    },
    outfile: BUNDLE,
    bundle: true,
    format: 'cjs',
    platform: 'neutral',
    target: 'es2021',
    // The classes and modules of RxJS as they were written, not their ES5 form.
    conditions: ['es2015'],
    mainFields: ['es2015', 'module', 'main'],
    external: ['node:*', './libraries/*'],
    inject: ['scripts/bundle-timers.mjs'],
    sourcemap: true,
    metafile: true,
    tsconfig: 'tsconfig.core.json',
    logLevel: 'warning',
  });
  for (const { part, files, types } of PARTS) {
    for (const file of files) {
      write(`${file}.js`, `module.exports = require('${pathFrom(file, BUNDLE)}').${part};\n`);
    }
    if (types !== undefined) {
      const [file] = files;
      write(`${file}.d.ts`, `export * from '${pathFrom(file, `${FOLDER}/types/${types}`)}';\n`);
    }
  }
  // Without this, Node would look for other parts of RxJS in the project's own copy.
  const exports = { '.': './index.js', './operators': './operators.js' };
  write('Content/node_modules/rxjs/package.json', JSON.stringify({ name: 'rxjs', exports }));
  const libraries = await writeLibraries(`${FOLDER}/libraries`);
  write(`${FOLDER}/licenses.txt`, licensesOf([...Object.keys(metafile.inputs), ...libraries]));
}

/** The licences of the packages whose files are in the bundle, ours first. */
function licensesOf(inputs) {
  const packages = new Set(inputs.map((input) => /^node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(input)?.[1]));
  packages.delete(undefined);
  const licenses = [...packages].map((name) => {
    const folder = join('node_modules', name);
    const file = readdirSync(folder).find((entry) => /^licen[cs]e/i.test(entry));
    const { author, license } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
    const named = `Licence: ${license}. Author: ${author?.name ?? author ?? 'not named'}`;
    const own = file === undefined ? named : readFileSync(join(folder, file), 'utf8').trim();
    return [name, own, ...(name in CONTAINED ? [CONTAINED[name]] : [])].join('\n\n').concat('\n');
  });
  return [`transient-loop\n\n${readFileSync('LICENSE', 'utf8').trim()}\n`, ...licenses].join('\n\n');
}

function pathFrom(file, target) {
  const path = relative(dirname(file), target).replaceAll('\\', '/');
  return path.startsWith('.') ? path : `./${path}`;
}

function write(file, text) {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
}
