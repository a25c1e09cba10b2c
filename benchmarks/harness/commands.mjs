// SPDX-License-Identifier: MIT
// How each engine is started, and whether this machine can.
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const require = createRequire(import.meta.url);
const root = join(dirname(fileURLToPath(import.meta.url)), '../..');
const engines = join(root, 'benchmarks/engines');
const peers = join(root, 'benchmarks/peers');
const built = join(root, 'build/benchmarks');

const HEADERS = ['workload.h', 'coroutines.h'];

/** A program that runs in Node. @returns {(plan: object) => [string, string[]]} */
const node = (engine) => (plan) => [
  process.execPath,
  ['--expose-gc', join(engines, 'measure.cjs'), engine, JSON.stringify(plan)],
];
const python = (mode) => (plan) => ['python3', [join(peers, 'asyncio_peer.py'), mode, JSON.stringify(plan)]];
const native =
  (name) =>
  ({ case: name_, count, warmUp, measured, timedSeconds }) => [
    join(built, name),
    [name_, count, warmUp, measured, timedSeconds].map(String),
  ];

/** What a peer is, how it starts, and what it needs. A floor guarantees nothing; the ceiling is what an engine does itself. */
export const ENGINES = {
  ours: { start: node('ours'), what: 'TransientLoop' },
  'asyncio-per-actor': {
    start: python('per-actor'),
    what: 'asyncio, a loop per actor',
    needs: needsProgram('python3'),
  },
  'asyncio-shared': {
    start: python('shared'),
    what: 'asyncio, one shared loop',
    needs: needsProgram('python3'),
  },
  effect: { start: node('effect'), what: 'Effect fibers', needs: needsModule('effect') },
  effection: { start: node('effection'), what: 'Effection', needs: needsModule('effection') },
  'async-await': {
    start: node('async-await'),
    what: 'bare async/await on a heap (a floor: guarantees nothing)',
  },
  generators: { start: node('generators'), what: 'bare generators on a heap (a floor: guarantees nothing)' },
  'rxjs-interval': {
    start: node('rxjs-interval'),
    what: 'RxJS interval, own scheduler (real time)',
    needs: needsModule('rxjs'),
  },
  'set-timeout': { start: node('set-timeout'), what: 'plain setTimeout (real time)' },
  'cpp-per-loop': {
    start: native('cpp_per_loop'),
    what: 'C++20 coroutines, a queue per loop',
    needs: compiles('cpp_per_loop'),
  },
  'cpp-shared': {
    start: native('cpp_shared'),
    what: 'C++20 coroutines, one queue',
    needs: compiles('cpp_shared'),
  },
  'cpp-latent': {
    start: native('cpp_latent'),
    what: 'C++ latent actions, polled (the ceiling)',
    needs: compiles('cpp_latent'),
  },
};

function needsProgram(name) {
  return () => (spawnSync(name, ['--version']).status === 0 ? undefined : `"${name}" is not installed`);
}

function needsModule(name) {
  return () => {
    try {
      require.resolve(name);
      return undefined;
    } catch (error) {
      // A package for `import` only is there, and refuses `require`.
      return error.code === 'MODULE_NOT_FOUND' ? `the package "${name}" is not installed` : undefined;
    }
  };
}

/** Compiles a peer, unless that was done since it was changed. */
function compiles(name) {
  return () => {
    if (spawnSync('g++', ['--version']).status !== 0) return '"g++" is not installed';
    const [source, program] = [join(peers, `${name}.cpp`), join(built, name)];
    const newest = Math.max(...[source, ...HEADERS.map((file) => join(peers, file))].map(changed));
    if (existsSync(program) && changed(program) >= newest) return undefined;
    mkdirSync(built, { recursive: true });
    const { status, stderr } = spawnSync('g++', ['-std=c++20', '-O2', '-o', program, source], {
      encoding: 'utf8',
    });
    return status === 0 ? undefined : `g++ does not compile it: ${stderr.split('\n')[0]}`;
  };
}

function changed(file) {
  return statSync(file).mtimeMs;
}

/**
 * Runs an engine in a process of its own.
 * @throws {Error} with what it wrote, if it failed
 */
export function measure(engine, plan) {
  const [command, args] = ENGINES[engine].start(plan);
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'pipe'] });
    let [told, complaints] = ['', ''];
    child.stdout.on('data', (text) => (told += text));
    child.stderr.on('data', (text) => (complaints += text));
    child.on('error', reject);
    child.on('close', (status) => {
      if (status === 0) resolve(JSON.parse(told));
      else reject(new Error(`${engine} failed in ${plan.case}, ${plan.count}:\n${complaints}`));
    });
  });
}
