// SPDX-License-Identifier: MIT
// Builds everything: the headless addon, then the TypeScript. `npm ci` runs it as the install script.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { dirname, join } from 'node:path';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';

import { generate } from '../Source/Headless/HeaderTool/header-tool.mjs';
import { writeBundle } from './bundle.mjs';
import { writeStamp } from './freshness.mjs';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
process.chdir(root);

function fail(message) {
  console.error(`build: ${message}`);
  process.exit(1);
}

function run(step, command, args) {
  const started = Date.now();
  console.log(`build: ${step}`);
  const { status, error } = spawnSync(command, args, { stdio: 'inherit' });
  if (status !== 0) fail(`${step} failed${error ? `: ${error.message}` : ''}`);
  console.log(`build: ${step} done in ${((Date.now() - started) / 1000).toFixed(1)} s`);
}

function checkTools() {
  const [major, minor] = process.versions.node.split('.').map(Number);
  if (![20, 22, 24].includes(major) || (major === 20 && minor < 19)) {
    fail(`expected Node 20.19 or later, 22 or 24, but this is ${process.versions.node}`);
  }
  for (const [tool, purpose] of [
    [process.env.CXX ?? 'g++', 'a C++ compiler'],
    ['make', 'make'],
    ['python3', 'Python 3, which node-gyp needs'],
  ]) {
    const { status } = spawnSync(tool, ['--version'], { stdio: 'ignore' });
    if (status !== 0)
      fail(`expected ${purpose} to build the headless addon with, but "${tool}" cannot be run`);
  }
}

/** node-gyp comes with npm. */
function nodeGyp() {
  const candidates = [
    process.env.npm_config_node_gyp,
    process.env.npm_execpath &&
      join(dirname(process.env.npm_execpath), '../node_modules/node-gyp/bin/node-gyp.js'),
  ];
  const found = candidates.find((candidate) => candidate && existsSync(candidate));
  return found ?? fail('expected npm to bring node-gyp, but it does not: run "npm run build"');
}

/** The headers that belong to the Node that runs this; without them node-gyp downloads them. */
function nodeDirectory() {
  const prefix = dirname(dirname(process.execPath));
  if (!existsSync(join(prefix, 'include/node/node.h'))) return [];
  // node-gyp lets the environment, where npm puts a user's settings, win over its command line.
  delete process.env.npm_config_nodedir;
  return [`--nodedir=${prefix}`];
}

checkTools();
generate('Source/Headless/Intermediate', [
  'Source/Headless/Engine',
  'Plugins/TransientLoop/Source/TransientLoop',
  'Plugins/TransientLoop/Source/TransientLoopTests',
  'Source/TransientLoopDemo',
  'Source/Headless/Addon',
]);
run('the headless addon', process.execPath, [
  nodeGyp(),
  'configure',
  'build',
  `--jobs=${availableParallelism()}`,
  '--silent',
  ...nodeDirectory(),
]);
const tsc = createRequire(import.meta.url).resolve('typescript/bin/tsc');
run('the TypeScript', process.execPath, [tsc, '-b', 'tsconfig.json']);
await writeBundle();
writeStamp();
