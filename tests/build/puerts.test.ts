// SPDX-License-Identifier: MIT
import { readFileSync, readdirSync } from 'node:fs';
import { isBuiltin } from 'node:module';
import * as path from 'node:path';
import { PuertsEnvironment, SCRIPT_ROOT, type PuertsOptions } from './support/puerts-environment';

type Entry = (...values: number[]) => void;

/** The plugin's side of one loop, in an environment that starts as the plugin starts it. */
function startUnreal(script: string, options: PuertsOptions = {}) {
  const log: string[] = [];
  let tick: Entry = () => {};
  let lifecycle: Entry = () => {};
  let memory: Float64Array = new Float64Array(0);
  const binding = {
    Attach: (...entries: [Entry, Entry]) => ([tick, lifecycle] = entries).length,
    HearsTasks: () => false,
    WorldBudgetSteps: () => 0,
    WorldBudgetMilliseconds: () => 0,
    BindMemory: (_environment: number, records: Float64Array) => (memory = records),
    BindTaskCount: () => undefined,
    LoopNames: () => `${script}\nLevel\nActor`,
    ScriptModule: () => script,
    ScriptArguments: () => '',
    OperationText: () => '',
    SetOperationResult() {},
    Log: (_severity: number, text: string) => log.push(text),
  };
  const argv = { getByName: () => ({}) };
  const builtIn = { cpp: { TransientLoopBinding: binding }, puerts: { argv }, ue: {} };
  const environment = new PuertsEnvironment({ ...options, builtIn });
  environment.require('hosts/unreal/environment');
  return {
    environment,
    log,
    begin: () => lifecycle(0, 0, 1, 0),
    tick: (seconds: number) => {
      memory[0]! += seconds;
      tick(0, 1, seconds);
    },
    end: () => lifecycle(1, 0, 1, 0),
  };
}

describe('the build, as PuerTS loads it', () => {
  it('runs an actor script through the Unreal host', () => {
    const { log, begin, tick, end } = startUnreal('tutorial/timers');

    begin();
    for (let i = 0; i < 3; i += 1) tick(1);
    end();

    const elapsed = log.filter((line) => line.endsWith('elapsed'));
    expect(elapsed.map((line) => line.split(': ').pop())).toEqual([
      '1 seconds elapsed',
      '2 seconds elapsed',
      '3 seconds elapsed',
      '3 seconds elapsed',
    ]);
  });

  it.each(['current', 'older'] as const)(
    'gives scripts the RxJS of the core, not one that the game installed (%s way into folders)',
    (folders) => {
      const foreign = {
        'package.json': '{ "main": "index.js" }',
        'index.js': 'throw new Error("the RxJS of the game");',
        'operators/package.json': '{ "main": "../index.js" }',
        'operators/index.js': 'throw new Error("the operators of the game");',
      };
      const files = Object.fromEntries(
        Object.entries(foreign).map(([file, text]) => [`node_modules/rxjs/${file}`, text]),
      );
      files['game/streams.js'] = `
        const { Observable, Subscriber } = require('rxjs');
        const { map } = require('rxjs/operators');
        exports.default = function* (self) {
          const source = new Observable((to) => to.next(to instanceof Subscriber));
          self.subscribe(source, (isOurs) => self.log('of the core: ' + isOurs));
          self.subscribe(new Observable((to) => to.next(1)).pipe(map((n) => n + 1)), (n) => self.log('mapped to ' + n));
        };`;
      const { log, begin, tick } = startUnreal('streams', { files, folders });

      begin();
      tick(0.1);

      expect(log.join('\n')).toMatch(/of the core: true[^]*mapped to 2/);
    },
  );

  it('hands an RxJS error that nobody handles to a timer, which PuerTS refuses without a delay', () => {
    const environment = new PuertsEnvironment();
    const { throwError } = environment.require('rxjs') as typeof import('rxjs');

    throwError(() => new Error('nobody handles this')).subscribe();

    expect(environment.timers).toHaveLength(1);
    expect(environment.timers[0]).toThrow('nobody handles this');
  });

  it('has the loop report an RxJS error that nobody handles in its tick, with names and no timer', () => {
    const files = {
      'game/streams.js': `
        const { Subject, config, interval, throwError } = require('rxjs');
        exports.default = function* main(self) {
          throwError(() => new Error('no handler for this')).subscribe();
          self.spawn(function* child(task) {
            interval(1000, task.scheduler).subscribe(() => { throw new Error('bad handler'); });
            yield* task.sleep(1.5);
            config.onUnhandledError = (error) => self.log('asked for: ' + error.message);
            yield* task.sleep(1);
          });
        };`,
    };
    const { environment, log, begin, tick } = startUnreal('streams', { files });

    begin();
    for (let i = 0; i < 4; i += 1) tick(0.5);

    const unhandled = 'An error of a stream, or of its handler, was handled by nobody';
    expect(log.filter((line) => /handle|asked/.test(line))).toEqual([
      `Actor › streams › main: ${unhandled}: no handler for this`,
      `Actor › streams › child: ${unhandled}: bad handler`,
      'Actor › streams › main: asked for: bad handler',
    ]);
    expect(environment.timers).toEqual([]);
  });

  it('asks for no file by a name that the Node backend of PuerTS takes for its own', () => {
    const files = readdirSync(SCRIPT_ROOT, { recursive: true, encoding: 'utf8' });
    const neighbours = files
      .filter((file) => file.endsWith('.js'))
      .flatMap((file) => [
        ...readFileSync(path.join(SCRIPT_ROOT, file), 'utf8').matchAll(/require\(["']\.\/([^"']+)["']\)/g),
      ])
      .map(([, name]) => name!);

    expect(neighbours).not.toEqual([]);
    expect(neighbours.filter((name) => isBuiltin(name))).toEqual([]);
  });
});
