// SPDX-License-Identifier: MIT
// Runs the built bundle on QuickJS, the engine of one of PuerTS's backends: the programs of the model, and streams.
//
//   npm ci --prefix compat/quickjs && node tests/quickjs/run.mjs
//
// Environment: TRANSIENT_LOOP_PROGRAMS how many (default 4000), TRANSIENT_LOOP_SEED which.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const here = dirname(fileURLToPath(import.meta.url));
const root = join(here, '../..');
const require = createRequire(join(root, 'compat/quickjs/package.json'));
const { newQuickJSWASMModuleFromVariant } = require('quickjs-emscripten-core');
const variant = require('@jitl/quickjs-ng-wasmfile-release-sync').default;

const COUNT = Number(process.env.TRANSIENT_LOOP_PROGRAMS ?? 4000);
const SEED = Number(process.env.TRANSIENT_LOOP_SEED ?? Math.floor(Math.random() * 0x7fff_ffff));

/** One file of CommonJS, ES2021 as all that runs inside PuerTS. */
async function bundled(entry, options) {
  const { outputFiles } = await build({
    entryPoints: [join(here, entry)],
    bundle: true,
    write: false,
    format: 'cjs',
    target: 'es2021',
    logLevel: 'error',
    ...options,
  });
  return outputFiles[0].text;
}

const inEngine = (entry) =>
  bundled(entry, { platform: 'neutral', external: ['transient-loop', 'transient-loop/host', 'rxjs'] });

/** A QuickJS context with the bundle, as bare as PuerTS's: no timers, no console, no Node. */
class Engine {
  static async start() {
    const engine = new Engine();
    const quickjs = await newQuickJSWASMModuleFromVariant(variant);
    engine.context = quickjs.newContext();
    engine.context.runtime.setMaxStackSize(0);
    engine.evaluate(`
      delete globalThis.queueMicrotask;
      globalThis.modules = {};
      globalThis.load = (name, source) => {
        const module = { exports: {} };
        new Function('module', 'exports', 'require', source)(module, module.exports, (wanted) => {
          if (!(wanted in modules)) throw new Error('can not find ' + wanted);
          return modules[wanted];
        });
        modules[name] = module.exports;
      };`);
    engine.load('bundle', readFileSync(join(root, 'Content/JavaScript/transient-loop/bundle.js'), 'utf8'));
    engine.evaluate(`
      modules['transient-loop'] = modules.bundle.core;
      modules['transient-loop/host'] = modules.bundle.host;
      modules.rxjs = modules.bundle.rxjs;`);
    return engine;
  }

  load(name, source) {
    this.evaluate(`load(${JSON.stringify(name)}, ${JSON.stringify(source)})`);
  }

  /** Evaluates an expression; what is no number, text or boolean comes as a copy. Throws what it throws. */
  evaluate(code) {
    const { context } = this;
    const result = context.evalCode(code);
    if (result.error !== undefined) {
      const { name, message, stack } = context.dump(result.error);
      result.error.dispose();
      throw new Error(`${name}: ${message}\n${stack}`);
    }
    const value = context.dump(result.value);
    result.value.dispose();
    return value;
  }

  /** What PuerTS's shim does after each outermost call. */
  runPromiseJobs() {
    const result = this.context.runtime.executePendingJobs();
    if (result.error !== undefined)
      throw new Error(`a promise job threw ${String(this.context.dump(result.error))}`);
  }
}

async function drawnPrograms() {
  const source = await bundled('drawn-programs.ts', {
    platform: 'node',
    target: 'node20',
    external: ['fast-check'],
  });
  const module = { exports: {} };
  new Function('module', 'exports', 'require', source)(
    module,
    module.exports,
    createRequire(join(root, 'package.json')),
  );
  return module.exports.drawnPrograms(COUNT, SEED);
}

/** Refuses what JSON would change on its way into the engine. */
function plainData(key, value) {
  if (typeof value === 'function' || (typeof value === 'number' && !Number.isFinite(value)))
    throw new Error(`Expected plain data in a program, but ${key} is ${String(value)}`);
  return value;
}

function play(engine, program) {
  engine.evaluate(`modules.programs.begin(${JSON.stringify(JSON.stringify(program, plainData))})`);
  for (;;) {
    const isOver = engine.evaluate('modules.programs.goOn()');
    engine.runPromiseJobs();
    engine.evaluate('modules.programs.afterPromiseJobs()');
    if (isOver) break;
  }
  engine.evaluate('modules.programs.check()');
}

let passed = 0;
let failed = 0;

async function test(name, body) {
  try {
    await body();
    passed += 1;
    console.log(`✓ ${name}`);
  } catch (error) {
    failed += 1;
    console.log(`✗ ${name}\n${error.stack ?? error}`);
  }
}

const engine = await Engine.start();

await test('has no timers, no console, no Node and no Intl', () => {
  for (const name of ['setTimeout', 'console', 'process', 'require', 'Intl', 'queueMicrotask'])
    assert.equal(engine.evaluate(`typeof ${name}`), 'undefined', name);
});

await test(`plays ${COUNT} programs as the model does, TRANSIENT_LOOP_SEED=${SEED}`, async () => {
  engine.load('programs', await inEngine('played-programs.ts'));
  const programs = await drawnPrograms();
  assert.ok(programs.length === COUNT && COUNT > 0, `expected ${COUNT} programs`);
  for (const program of programs) {
    play(engine, program);
  }
});

await test("plays RxJS on a loop's clock, and leaves nothing", async () => {
  engine.load('streams', await inEngine('streams.ts'));
  const { said, left } = JSON.parse(engine.evaluate('modules.streams.play()'));
  assert.deepEqual(said.slice(0, 1), ['beat 0 at 0.5']);
  assert.ok(said.includes('beat 2 at 1.5') && said.includes('complete'), said.join('\n'));
  assert.equal(said.filter((line) => line.includes('nobody handles this')).length, 1);
  assert.equal(said.at(-1), 'going: destroyed');
  assert.deepEqual(left, { tasks: 0, timers: 0, subscriptions: 0 });
});

await test('says plainly that there is no network', () => {
  const message = engine.evaluate(`(() => {
    let told = 'nothing';
    modules.bundle.net.connectTcp({ port: 1 }).subscribe({ error: (error) => (told = error.code + ' ' + error.message) });
    return told;
  })()`);
  assert.match(message, /^NET_UNAVAILABLE Expected /);
});

console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed === 0 ? 0 : 1;
