// SPDX-License-Identifier: MIT
// Delegates of C++ objects, latent actions and async actions of the headless engine, waited for by scripts.
import {
  ArgumentError,
  AsyncActionError,
  EngineUnavailableError,
  LatentAbortedError,
  ObjectEndedError,
  type ActorScript,
  type GeneratorBody,
  type TaskScope,
} from 'transient-loop';
import { HeadlessGame, type HeadlessWorld } from 'transient-loop/headless';
import { loadAddon } from '../../TypeScript/hosts/headless/native-game';
import { MODES, as } from '../core/support/modes';

/** A game of one scripted actor, "Guard", and a door without a script; frames are made by hand. */
class Stage {
  readonly game: HeadlessGame;
  readonly errors: string[] = [];

  constructor(guard: ActorScript, switches: Readonly<Record<string, number>> = {}, hibernate = false) {
    this.game = new HeadlessGame({
      logsLoops: false,
      switches,
      scripts: () => ({ default: guard }),
      onEvent: ({ severity, message }) => {
        if (severity === 'error') this.errors.push(message);
      },
    });
    const actors = [
      { class: 'Actor', label: 'Guard', script: 'guard', hibernate },
      { class: 'Actor', label: 'Door' },
    ];
    this.game.addLevel({ name: 'Yard', actors, streamedLevels: [] });
    this.game.start('Yard');
  }

  /** Frames, each from a macrotask as in play: promise jobs run inside of them. */
  async frames(count: number, seconds = 0.25): Promise<void> {
    for (let left = count; left > 0; left -= 1) await this.macrotask(() => this.game.step(seconds));
  }

  /** Does something as the engine would, between frames. */
  macrotask(action: () => void): Promise<void> {
    return new Promise((resolve) =>
      setImmediate(() => {
        this.game.call(action);
        resolve();
      }),
    );
  }

  async destroy(label: string): Promise<void> {
    await this.macrotask(() => this.game.world.find(label)!.destroy());
  }

  async end(): Promise<void> {
    await this.macrotask(() => {
      const { left } = this.game.end();
      expect(left).toEqual({ tasks: 0, timers: 0, subscriptions: 0, sockets: 0 });
    });
    expect(this.errors).toEqual([]);
    expect(proxies()).toBe(0);
  }
}

const { HeadlessGame: Native } = loadAddon();
const proxies = (): number => Native.CountDelegateProxies();
const door = (self: TaskScope) => self.world!.find('Door')!;
const headless = (self: TaskScope): HeadlessWorld => self.world as HeadlessWorld;

describe.each(MODES)('delegates of actors (%s)', (mode) => {
  it('wakes in its own tick who waits for the end of an actor', async () => {
    const seen: unknown[] = [];
    const stage = new Stage(
      as(mode, function* (self) {
        const [who, reason] = yield* self.delegate(door(self), 'onEndPlay').next();
        seen.push(who.isValid, reason, self.now);
      }),
    );
    await stage.frames(2);

    await stage.destroy('Door');
    expect(seen).toEqual([]);
    await stage.frames(1);

    expect(seen).toEqual([false, 'destroyed', 0.5]);
    await stage.end();
  });

  it('gives the actor that was destroyed, and what it said as it ended', async () => {
    const seen: unknown[] = [];
    const stage = new Stage(
      as(mode, function* (self) {
        const [who] = yield* self.delegate(door(self), 'onDestroyed').next();
        seen.push(who.isValid, who.label);
      }),
    );
    await stage.frames(1);
    await stage.destroy('Door');
    await stage.frames(1);

    expect(seen).toEqual([false, '']);
    await stage.end();
  });

  it('hears a component of an actor, and is told when the actor ends', async () => {
    const seen: unknown[] = [];
    const stage = new Stage(
      as(mode, function* (self) {
        if (self.actor!.label === 'Other') return;
        const other = self.world!.spawn({ class: 'Actor', label: 'Other', script: 'guard' });
        const activated = other.delegate('OnComponentActivated', 'TransientLoopComponent');
        try {
          yield* self.delegate(activated).next();
        } catch (error) {
          seen.push(error);
        }
      }),
    );
    await stage.frames(2);
    expect(proxies()).toBe(1);
    await stage.destroy('Other');
    await stage.frames(1);

    expect(seen).toEqual([expect.any(ObjectEndedError)]);
    await stage.end();
  });

  it('is refused for names that are none, and for actors that are no more', async () => {
    const seen: unknown[] = [];
    const stage = new Stage(
      as(mode, function* (self) {
        const actor = door(self);
        const tries = [
          () => actor.delegate('OnNothing'),
          () => actor.delegate('OnDestroyed', 'NoComponent'),
          () => actor.delegate('OnDestroyed', 'TransientLoopComponent'),
        ];
        for (const each of tries) expect(each).toThrow(ArgumentError);
        actor.destroy();
        expect(() => self.delegate(actor, 'onDestroyed')).toThrow(ObjectEndedError);
        expect(() => actor.delegate('OnDestroyed')).toThrow(ObjectEndedError);
        seen.push('all');
      }),
    );
    await stage.frames(1);

    expect(seen).toEqual(['all']);
    await stage.end();
  });

  it('rejects in the tick after the actor ended, which never called it', async () => {
    const seen: unknown[] = [];
    const stage = new Stage(
      as(mode, function* (self) {
        const damage = self.delegate(door(self).delegate('OnDestroyed'), { name: 'OnDestroyed' });
        const endPlay = self.delegate(door(self), 'onEndPlay');
        yield* self.settled([damage.next(), endPlay.next()]);
        try {
          yield* endPlay.next();
        } catch (error) {
          seen.push(error);
        }
      }),
    );
    await stage.frames(1);
    await stage.destroy('Door');
    await stage.frames(2);

    expect(seen).toEqual([expect.any(ObjectEndedError)]);
    await stage.end();
  });

  it('makes one proxy for 10,000 waits', async () => {
    let rounds = 0;
    const stage = new Stage(
      as(mode, function* (self) {
        const ended = self.delegate(door(self), 'onEndPlay');
        for (; rounds < 10_000; rounds += 1) yield* self.race([ended.next(), self.sleep(0)]);
        yield* self.sleep(1000);
      }),
    );
    const before = Native.CountDelegateProxiesMade();
    await stage.frames(10_001, 0.001);

    expect(rounds).toBe(10_000);
    expect(proxies()).toBe(1);
    expect(Native.CountDelegateProxiesMade() - before).toBe(1);
    await stage.destroy('Guard');
    await stage.frames(1);
    expect(proxies()).toBe(0);
    await stage.end();
  });

  it('waits for a latent action of the engine', async () => {
    const seen: unknown[] = [];
    const stage = new Stage(
      as(mode, function* (self) {
        yield* self.latent((info: { UUID: number }) => headless(self).delay(1, info));
        seen.push(self.now);
      }),
    );
    await stage.frames(4);
    expect(seen).toEqual([]);
    await stage.frames(2);

    // Due in the frame that reaches 1 s, after its ticks: the task goes on in the next one.
    expect(seen).toEqual([1]);
    await stage.end();
  });

  it('wakes an actor that hibernates', async () => {
    const seen: unknown[] = [];
    const stage = new Stage(
      as(mode, function* (self) {
        const [, reason] = yield* self.delegate(door(self), 'onEndPlay').next();
        seen.push(reason, self.now);
        yield* self.latent((info: { UUID: number }) => headless(self).delay(1, info));
        seen.push(self.now);
      }),
      {},
      true,
    );
    await stage.frames(8);
    await stage.destroy('Door');
    await stage.frames(8);

    expect(seen).toEqual(['destroyed', 2, 3]);
    await stage.end();
  });

  it('takes a latent action back, and the engine has no more of it', async () => {
    const stage = new Stage(
      as(mode, function* (self) {
        const wait = self.latent((info: { UUID: number }) => headless(self).delay(100, info));
        yield* self.race([wait, self.sleep(0.5)]);
        self.log('given up');
        yield* self.sleep(1000);
      }),
    );
    await stage.frames(4);

    expect(stage.game.countLeft().subscriptions).toBe(0);
    await stage.end();
  });

  it('is told where a function began no latent action', async () => {
    const seen: unknown[] = [];
    const stage = new Stage(
      as(mode, function* (self) {
        try {
          yield* self.latent(() => undefined);
        } catch (error) {
          seen.push(error);
        }
      }),
    );
    await stage.frames(1);

    expect(seen).toEqual([expect.any(LatentAbortedError)]);
    await stage.end();
  });

  it('runs an async action of the engine', async () => {
    const seen: unknown[] = [];
    const stage = new Stage(
      as(mode, function* (self) {
        const action = headless(self).countdown(2);
        const { pin, values } = yield* self.asyncAction(action, {
          completed: 'OnLiftOff',
          failed: 'OnAborted',
        });
        seen.push(pin, ...values, self.now);
        try {
          yield* self.asyncAction(headless(self).countdown(1, true), {
            completed: 'OnLiftOff',
            failed: 'OnAborted',
          });
        } catch (error) {
          seen.push(error);
        }
      }),
    );
    await stage.frames(20);

    expect(seen).toEqual(['OnLiftOff', 2, 2, expect.any(AsyncActionError)]);
    await stage.end();
  });

  it('cancels an async action with its task, inside EndPlay', async () => {
    const seen: unknown[] = [];
    const stage = new Stage(
      as(mode, function* (self) {
        const action = headless(self).countdown(2);
        action.OnLiftOff.Add(() => seen.push('lift off'));
        yield* self.asyncAction(action, { completed: 'OnLiftOff' });
        seen.push('never');
      }),
    );
    await stage.frames(2);

    await stage.destroy('Guard');
    await stage.frames(20);

    expect(seen).toEqual([]);
    await stage.end();
  });

  it('streams a value of an actor until the actor is gone', async () => {
    const seen: unknown[] = [];
    const stage = new Stage(
      as(mode, function* (self) {
        const height = self.changes(() => door(self).location.z, { owner: door(self) });
        yield* self.subscribe(height, (z) => seen.push(z));
        seen.push('gone');
      }),
    );
    await stage.frames(1);
    await stage.macrotask(() => stage.game.world.find('Door')!.setLocation({ x: 0, y: 0, z: 50 }));
    await stage.frames(2);
    await stage.destroy('Door');
    await stage.frames(1);

    expect(seen).toEqual([0, 50, 'gone']);
    await stage.end();
  });
});

const ENDS: Readonly<Record<string, (stage: Stage) => Promise<void>>> = {
  'its actor is destroyed': (stage) => stage.destroy('Guard'),
  'the owner of the delegate is destroyed': (stage) => stage.destroy('Door'),
  'another level is opened': async (stage) => {
    await stage.macrotask(() => stage.game.world.openLevel('Yard'));
    await stage.frames(1);
  },
  'play ends': () => Promise.resolve(),
};
const WAITS: Readonly<Record<string, GeneratorBody<unknown>>> = {
  *delegate(self) {
    yield* self.delegate(door(self), 'onDestroyed').next();
  },
  *stream(self) {
    const calls = self.delegate(door(self), 'onEndPlay').asObservable();
    const stream = self.stream(calls);
    yield* self.subscribe(calls);
    yield* stream.next();
  },
  *latent(self) {
    yield* self.latent((info: { UUID: number }) => headless(self).delay(100, info));
  },
  *asyncAction(self) {
    yield* self.asyncAction(headless(self).countdown(100), { completed: 'OnLiftOff' });
  },
  *changes(self) {
    yield* self.subscribe(self.changes(door(self), 'label'));
  },
};
const ROWS = MODES.flatMap((mode) =>
  Object.keys(WAITS).flatMap((wait) =>
    Object.keys(ENDS).flatMap((end) =>
      [
        {},
        { garbageCollectAfterFrames: 3, latentActionAddedMeanwhileWaits: 1 },
        { garbageCollectAfterFrames: -1 },
      ].map((switches) => [mode, wait, end, switches] as const),
    ),
  ),
);

describe('the end', () => {
  it.each(ROWS)('leaves nothing of a task that waits (%s, %s) when %s, under %j', async (...row) => {
    const [mode, wait, end, switches] = row;
    const stage = new Stage(as(mode, WAITS[wait]!), switches);
    await stage.frames(3);

    await ENDS[end]!(stage);
    await stage.frames(3);

    await stage.end();
  });

  it('of an actor leaves its delegates to a cleanup that lingers, which is told of no end', async () => {
    const seen: unknown[] = [];
    const stage = new Stage(function* (self) {
      const waiting = door(self);
      self.linger(function* (hub) {
        expect(() => hub.latent(() => undefined)).toThrow(EngineUnavailableError);
        seen.push((yield* hub.delegate(waiting, 'onEndPlay').next())[1]);
      });
      yield* self.nextTick();
    });
    await stage.frames(3);
    await stage.destroy('Door');
    await stage.frames(2);

    expect(seen).toEqual(['destroyed']);
    await stage.end();
  });

  it('of an actor is what its destruction inside a script says, in the same tick', async () => {
    const seen: unknown[] = [];
    const stage = new Stage(function* (self) {
      self.delegate(door(self), 'onEndPlay').on((who, reason) => seen.push(reason, self.now));
      yield* self.sleep(0.5);
      door(self).destroy();
      seen.push('destroyed it');
    });
    await stage.frames(3);

    expect(seen).toEqual(['destroyed', 0.5, 'destroyed it']);
    await stage.end();
  });
});
