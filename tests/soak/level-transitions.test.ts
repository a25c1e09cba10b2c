// SPDX-License-Identifier: MIT
// Map changes by the hundred, with the real addon and real scripts: what is in use afterwards is what was in use before.
import type { ActorScript, TaskScope, Wait } from 'transient-loop';
import { HeadlessGame } from 'transient-loop/headless';
import { loadAddon } from '../../TypeScript/hosts/headless/native-game';
import { heapInUse } from '../core/support/garbage';
import { promiseJobs } from '../core/support/test-loop';

const ACTORS = 20;
/** `npm run test:soak` plays ten times as many, a thousand and more. */
const TRANSITIONS = 10 * Number(process.env['TRANSIENT_LOOP_ROUNDS'] ?? 10);
/** The compiler and the allocator have settled by then. */
const WARM_UP = 600;

/** A script with a bit of everything: children, a race, a stream, a message, a delegate, an event, a cleanup. */
const busy: ActorScript = function* busy(self: TaskScope): Generator<Wait<unknown>, void> {
  self.spawn(function* child(task) {
    try {
      yield* task.sleep(1000);
    } finally {
      task.cleanup(() => undefined);
    }
  });
  self.spawn(function* racer(task) {
    yield* task.race([task.sleep(1000), task.nextTick()]);
    for (;;) yield* task.timeout(1000, task.nextEvent('never'));
  });
  self.subscribe(self.streams.ticks(), () => undefined);
  self.own(new Promise(() => undefined));
  for (;;) {
    yield* self.sleep(0.02);
    self.post('beat', { now: self.now });
  }
};

interface InUse {
  readonly heap: number;
  readonly native: number;
  readonly objects: number;
}

describe('a thousand level transitions', () => {
  it(`leave no memory behind, JavaScript's or native (${TRANSITIONS} of them)`, async () => {
    const errors: string[] = [];
    const game = new HeadlessGame({
      logsLoops: false,
      scripts: () => ({ default: busy }),
      onEvent: ({ severity, message }) => {
        if (severity === 'error') errors.push(message);
      },
    });
    const actors = Array.from({ length: ACTORS }, (_, i) => ({
      class: 'Character',
      label: `actor ${i}`,
      script: 'busy',
    }));
    game.addLevel({ name: 'Cellar', actors: actors.slice(0, 5), streamedLevels: [] });
    for (const name of ['Here', 'There']) {
      game.addLevel({ name, actors, streamedLevels: [{ level: 'Cellar', visible: name === 'Here' }] });
    }
    game.start('Here');
    const step = async (frames: number): Promise<void> => {
      for (let left = frames; left > 0; left -= 1) {
        setImmediate(() => game.step(0.1));
        await promiseJobs();
      }
    };
    await step(1);

    const engine = loadAddon().HeadlessGame;
    const inUse = (): InUse => ({
      heap: heapInUse(),
      native: engine.NativeBytes(),
      objects: engine.CountObjects(),
    });
    const travel = async (index: number): Promise<void> => {
      const to = index % 2 === 0 ? 'There' : 'Here';
      // Each third is seamless, and takes an actor along, whose loop goes on.
      if (index % 3 === 0) game.travelSeamlessly(to, [game.world.find('actor 0')!]);
      else game.world.openLevel(to);
      await step(4);
      if (to === 'There') {
        game.world.setLevelVisible('Cellar', true);
        await step(1);
        game.world.setLevelVisible('Cellar', false);
        await step(1);
      }
    };
    // Seamless travel and the streamed level come round every six.
    for (let index = 0; index < WARM_UP; index += 1) await travel(index);
    const before = inUse();
    for (let index = 0; index < TRANSITIONS + (6 - (TRANSITIONS % 6)); index += 1) await travel(index);
    const after = inUse();

    expect(errors).toEqual([]);
    expect(after.objects).toBe(before.objects);
    // What the smallest thing that is forgotten in each transition would take, and some noise.
    const limit = 64 * TRANSITIONS + 100_000;
    expect(after.heap - before.heap).toBeLessThan(limit);
    expect(after.native - before.native).toBeLessThan(limit);
    expect(game.end().left).toEqual({ tasks: 0, timers: 0, subscriptions: 0, sockets: 0 });
  }, 300_000);
});
