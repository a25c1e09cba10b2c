// SPDX-License-Identifier: MIT
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import * as path from 'node:path';
import { createContext, runInContext } from 'node:vm';
import { Linter } from 'eslint';

const SCRIPT_ROOT = path.join(__dirname, '../../Content/JavaScript');
const BUNDLE = path.join(SCRIPT_ROOT, 'transient-loop/bundle.js');

/** Globals that RxJS, or net (`Buffer`), reads when somebody asks for what needs them; `AsyncIterator` behind a `typeof`. */
const USED_WHERE_THEY_ARE = [
  'AsyncIterator',
  'Buffer',
  'cancelAnimationFrame',
  'clearInterval',
  'clearTimeout',
  'performance',
  'requestAnimationFrame',
  'setInterval',
];

/** What the loop of the bare engine did, told by the script that ran in it. */
interface Told {
  readonly log: string[];
  readonly left: { tasks: number; timers: number; subscriptions: number };
}

/** Loads the bundle as an engine without Node, DOM and timers does. */
function loadBare(): { exports: Record<string, unknown>; context: object } {
  const context = createContext({});
  const source = readFileSync(BUNDLE, 'utf8');
  const wrapped = `(function (module, exports, require) { ${source}\n})`;
  const module = { exports: {} as Record<string, unknown> };
  const refuse = (name: string): never => {
    throw new Error(`expected no require while loading, but of ${name}`);
  };
  (runInContext(wrapped, context, { filename: BUNDLE }) as (...args: unknown[]) => void)(
    module,
    module.exports,
    refuse,
  );
  return { exports: module.exports, context };
}

describe('the bundle', () => {
  it('runs a loop where there is nothing but JavaScript', () => {
    const { exports, context } = loadBare();
    Object.assign(context, { bundle: exports });

    const told = runInContext(
      `(() => {
        const { core, host, rxjs } = bundle;
        const log = [];
        let tick, lifecycle, memory;
        const binding = {
          Attach(t, l) { tick = t; lifecycle = l; return 1; },
          WorldBudgetSteps() { return 0; },
          WorldBudgetMilliseconds() { return 0; },
          BindMemory(_environment, records) { memory = records; },
          BindTaskCount() {},
          LoopNames: () => 'script\\nLevel\\nActor', ScriptModule: () => 'script',
          ScriptArguments: () => '', OperationText: () => '', SetOperationResult() {}, Log() {},
          HearsTasks: () => false, HearsEvents: () => false,
        };
        const script = { default: core.actorScript(function* (self) {
          self.subscribe(rxjs.of(1, 2).pipe(rxjs.map((value) => value * 10)), (value) => log.push('value ' + value));
          try {
            yield* self.sleep(1);
            log.push('slept until ' + self.now);
            yield* self.race([self.sleep(5), function* () { return 'won'; }]);
            yield* self.sleep(100);
          } finally {
            log.push('ended: ' + self.task.cancelReason);
          }
        }) };
        const registry = new host.LoopRegistry(binding, {
          logsLoops: false, loadScript: () => script, log: (entry) => log.push(entry.event),
          actorOf() {}, worldOf() {},
        });
        lifecycle(0, 0, 1, 0);
        for (let i = 0; i < 4; i += 1) { memory[0] += 0.5; tick(0, 1, 0.5); }
        lifecycle(1, 0, 1, 0);
        return { log, left: registry.leftOver() };
      })()`,
      context,
    ) as Told;

    expect([...told.log]).toEqual(['value 10', 'value 20', 'slept until 1', 'ended: destroyed']);
    expect({ ...told.left }).toEqual({ tasks: 0, timers: 0, subscriptions: 0 });
  });

  it('says what is missing where there is no Node, and only when it is used', () => {
    const { exports } = loadBare();
    const net = exports['net'] as typeof import('transient-loop/net');

    const errors: unknown[] = [];
    net.connectTcp({ port: 1 }).subscribe({ error: (error: unknown) => errors.push(error) });

    expect(String(errors[0])).toMatch(/this JavaScript engine has no module "node:net"/);
  });

  it('says so where no MP3 can be decoded, and only when it is asked to', async () => {
    const { exports } = loadBare();
    const sound = exports['sound'] as typeof import('transient-loop/sound');

    const error = await new Promise((error) => sound.decodeMp3().subscribe({ error }));

    expect(error).toMatchObject({ code: 'SOUND_UNAVAILABLE' });
    expect(String(error)).toMatch(/^SoundError: Expected a JavaScript engine .* no require while loading/);
  });

  it('keeps to ES2021, and names nothing more than RxJS and the network do', () => {
    const messages = new Linter().verify(readFileSync(BUNDLE, 'utf8'), [
      {
        languageOptions: { ecmaVersion: 2021, sourceType: 'commonjs' },
        rules: {
          'no-undef': 'error',
          'no-restricted-globals': ['error', 'FinalizationRegistry', 'Intl', 'WebAssembly'],
        },
      },
    ]);

    const names = new Set(
      messages.map(({ message }) => /^'(\w+)' is not defined/.exec(message)?.[1] ?? message),
    );
    expect([...names].sort()).toEqual(USED_WHERE_THEY_ARE);
  });

  it('is what scripts get, and one RxJS with it', () => {
    // In a process of its own: jest has names of its own for these modules.
    const script = path.join(SCRIPT_ROOT, 'game/tutorial/timers.js');
    const told = execFileSync(process.execPath, [
      '-e',
      `const get = require('node:module').createRequire(${JSON.stringify(script)});
       const bundle = get('../../transient-loop/bundle.js');
       const parts = { core: 'transient-loop', host: 'transient-loop/host', net: 'transient-loop/net', sound: 'transient-loop/sound', rxjs: 'rxjs', operators: 'rxjs/operators' };
       console.log(Object.keys(parts).filter((part) => get(parts[part]) === bundle[part]).join());`,
    ]);

    expect(told.toString().trim()).toBe('core,host,net,sound,rxjs,operators');
  });
});
