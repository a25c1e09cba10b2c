// SPDX-License-Identifier: MIT
// What one script does with the loop of another actor, and hears of it: what a Blueprint does with its component.
import { ScriptError, TimeoutError, type ActorLoop, type TaskScope, type Wait } from 'transient-loop';
import { HeadlessGame } from 'transient-loop/headless';
import { MODES, as } from '../core/support/modes';
import { milliseconds } from '../core/support/test-loop';
import { STAGES, listen, type LoopStage, type Scripts } from './support/loop-stage';

function* idle(self: TaskScope): Generator<Wait<unknown>, void> {
  yield* self.sleep(1000);
}

describe.each(STAGES)('the loop of another actor (%s)', (_, makeStage) => {
  let stage: LoopStage;

  function play(scripts: Scripts): ActorLoop {
    stage = makeStage(scripts);
    return stage.actor('A').loop!;
  }

  afterEach(() => stage.end());

  it('is started, stopped and restarted, and tells of it', async () => {
    const entries: string[] = [];
    const loop = play({
      A: {
        *default(self) {
          entries.push('entered');
          try {
            yield* self.sleep(1000);
          } finally {
            entries.push(`left: ${self.task.cancelReason}`);
          }
        },
      },
    });
    const heard = listen(loop);
    expect([loop.state, loop.isRunning]).toEqual(['running', true]);

    loop.stop();
    expect([loop.state, loop.isRunning]).toEqual(['ended', false]);
    expect(loop.start()).toBe(true);
    expect(loop.restart()).toBe(true);
    await stage.tick(0.1);

    expect(entries).toEqual(['entered', 'left: stopped', 'entered', 'left: restarted', 'entered']);
    expect(heard).toEqual([
      'main cancelled: stopped',
      'ended: stopped',
      'started',
      'main cancelled: restarted',
      'ended: restarted',
      'started',
    ]);
    expect(stage.errors).toEqual([]);
  });

  it('restarted by its own script begins in the next tick, with nothing of the one before', async () => {
    const said: string[] = [];
    const loop = play({
      A: {
        *default(self) {
          said.push('begins');
          self.spawn(function* later(task) {
            yield* task.sleep(0.05);
            said.push('later');
          });
          yield* self.nextTick();
          const again = said.filter((line) => line === 'begins').length < 3;
          const itself = self.actor!.loop!;
          if (again) said.push(String(itself.restart()), itself.state);
          yield* self.sleep(1000);
        },
      },
    });

    await stage.tick(0.01, 7);

    expect(said).toEqual(['begins', 'true', 'restarting', 'begins', 'true', 'restarting', 'begins']);
    expect(loop.state).toBe('running');
    await stage.tick(0.1);
    expect(said.slice(-1)).toEqual(['later']);
    expect(stage.errors).toEqual([]);
  });

  it('restarted by another loads the script afresh and counts time from zero', async () => {
    const times: number[] = [];
    const loop = play({
      A: {
        *default(self) {
          times.push(self.now);
          yield* self.sleep(0.5);
          times.push(self.now);
          yield* self.sleep(1000);
        },
      },
      B: {
        *default(self) {
          yield* self.sleep(2);
          loop.restart();
        },
      },
    });

    await stage.tick(0.25, 12);

    expect(times).toEqual([0, 0.5, 0, 0.5]);
  });

  it('runs tasks by name, lists them, and cancels them', async () => {
    const loop = play({
      A: {
        default: idle,
        blink: idle,
        *three() {
          return { count: 3 };
        },
      },
    });
    const heard = listen(loop);

    const blink = loop.startTask('blink');
    expect(loop.startTask('three')).toBeGreaterThan(blink);
    expect(loop.taskState(blink)).toBe('running');
    expect(loop.tasks().map(({ name }) => name)).toEqual(['main', 'blink']);
    expect(loop.cancelTask(blink)).toBe(true);
    expect(loop.cancelTask(blink)).toBe(false);
    expect(loop.taskState(blink)).toBeUndefined();
    loop.cancelAllTasks();
    expect([loop.taskState(1), loop.state]).toEqual(['cancelled', 'running']);

    expect(heard).toEqual([
      'three finished: {"count":3}',
      'blink cancelled: cancelled',
      'main cancelled: cancelled',
    ]);
    expect(stage.errors).toEqual([]);
  });

  it('says of a task that is none, and of one that fails', async () => {
    const loop = play({
      A: {
        default: idle,
        *broken() {
          throw new Error('too hot');
        },
      },
    });
    const heard = listen(loop);

    expect(loop.startTask('nothing')).toBe(0);
    expect(loop.startTask('broken')).toBeGreaterThan(0);

    expect(heard).toEqual(['broken failed: too hot']);
    expect(stage.errors).toHaveLength(2);
    expect(stage.errors[0]).toContain('expected an exported task "nothing"');
    expect(stage.errors[1]).toContain('too hot');
  });

  it('stands still and goes on, whole or one task of it', async () => {
    const said: number[] = [];
    const loop = play({
      A: {
        default: idle,
        *count(self) {
          for (let round = 1; ; round += 1) {
            yield* self.sleep(0.1);
            said.push(round);
          }
        },
      },
    });
    const count = loop.startTask('count');
    await stage.tick(0.1);

    loop.pause();
    expect(loop.isPaused).toBe(true);
    await stage.tick(0.1, 3);
    expect(said).toEqual([1]);
    loop.resume();
    expect(loop.isPaused).toBe(false);
    await stage.tick(0.1);
    expect(said).toEqual([1, 2]);
    expect(loop.pauseTask(count)).toBe(true);
    await stage.tick(0.1, 3);
    expect(said).toEqual([1, 2]);
    expect([loop.resumeTask(count), loop.resumeTask(99), loop.pauseTask(0)]).toEqual([true, false, false]);
    await stage.tick(0.1);
    expect(said).toEqual([1, 2, 3]);
  });

  it('hears what is posted to it in its tick, and tells what it posts', async () => {
    const seen: unknown[] = [];
    const loop = play({
      A: {
        *default(self) {
          self.subscribe(self.streams.events('door'), (event) => void seen.push(['stream', event.payload]));
          const first = yield* self.nextEvent();
          seen.push(first, milliseconds(self) < 5);
          self.post('heard', { name: first.name });
          self.post('done');
          yield* self.sleep(1000);
        },
      },
    });
    const heard = listen(loop);
    const payload = { open: true };

    expect(loop.post('window')).toBe(true);
    expect(loop.post('door', payload)).toBe(true);
    payload.open = false;
    expect(seen).toEqual([]);
    await stage.tick(0.5);

    expect(seen).toEqual([{ name: 'window', payload: undefined }, true, ['stream', { open: true }]]);
    expect(heard).toEqual(['event heard: {"name":"window"}', 'event done: ']);
    expect(() => loop.post('')).toThrow('loop.post: expected the name of an event');
    expect(() => loop.post('door', () => 0)).toThrow('loop.post: expected a payload that JSON can hold');
  });

  it.each(MODES)('runs a task for self.runTask of another (%s)', async (mode) => {
    const seen: unknown[] = [];
    play({
      A: {
        default: idle,
        *add(self) {
          yield* self.sleep(0.1);
          return 1 + 2;
        },
        *atOnce() {
          throw new Error('too hot');
        },
        forever: idle,
      },
      B: {
        default: as(mode, function* (self) {
          const a = self.world!.find('A')!.loop!;
          const note = (value: unknown): void => void seen.push(value);
          yield* caught(() => self.runTask(a, 'add'), note);
          yield* caught(() => self.runTask(a, 'atOnce'), note);
          yield* caught(() => self.runTask(a, 'nothing'), note);
          self.spawn(function* (task) {
            yield* task.sleep(0.1);
            a.cancelAllTasks();
          });
          yield* caught(() => self.runTask(a, 'forever'), note);
          yield* caught(() => self.timeout(0.1, self.runTask(a, 'forever')), note);
          note(a.tasks().map(({ name }) => name));
          self.spawn(function* (task) {
            yield* task.sleep(0.1);
            a.stop();
          });
          yield* caught(() => self.runTask(a, 'forever'), note);
          yield* caught(() => self.runTask(a, 'forever'), note);
        }),
      },
    });

    await stage.tick(0.05, 20);

    expect(seen).toEqual([
      3,
      new Error('too hot'),
      expect.any(ScriptError),
      expect.objectContaining({ code: 'TASK_CANCELLED', reason: 'cancelled' }),
      expect.any(TimeoutError),
      ['main'],
      expect.objectContaining({ code: 'OWNER_ENDED', reason: 'stopped' }),
      expect.objectContaining({ message: 'self.runTask: expected a loop that runs, but got "ended"' }),
    ]);
    expect(stage.errors).toEqual([]);
  });

  it.each(MODES)('tells self.nextEventOf of another, and of its end (%s)', async (mode) => {
    const seen: unknown[] = [];
    const loop = play({
      A: {
        *default(self) {
          yield* self.sleep(0.1);
          self.post('noise');
          self.post('door', 'open');
          self.post('door', 'shut');
          yield* self.sleep(1000);
        },
      },
      B: {
        default: as(mode, function* (self) {
          const a = self.world!.find('A')!.loop!;
          const note = (value: unknown): void => void seen.push(value);
          yield* caught(() => self.nextEventOf(a, 'door'), note);
          yield* caught(() => self.nextEventOf(a), note);
          yield* caught(() => self.nextEventOf(a), note);
        }),
      },
    });
    await stage.tick(0.1, 3);
    expect(seen).toEqual([{ name: 'door', payload: 'open' }]);

    loop.restart();
    await stage.tick(0.05);
    loop.stop();
    await stage.tick(0.1);

    expect(seen.slice(1)).toEqual([
      expect.objectContaining({ code: 'OWNER_ENDED', reason: 'restarted' }),
      expect.objectContaining({ code: 'OWNER_ENDED', reason: 'stopped' }),
    ]);
    expect(stage.errors).toEqual([]);
  });

  it('brings what it tells into the tick of whoever subscribes', async () => {
    const seen: unknown[] = [];
    const loop = play({
      A: {
        *default(self) {
          yield* self.sleep(0.1);
          self.post('door', 1);
          yield* self.sleep(1000);
        },
      },
      B: {
        *default(self) {
          const a = self.world!.find('A')!.loop!;
          self.subscribe(a.events('door'), ({ payload }) => void seen.push(payload));
          self.subscribe(a.ends(), (reason) => void seen.push(reason));
          yield* self.sleep(1000);
        },
      },
    });
    await stage.tick(0.1, 2);
    expect(seen).toEqual([1]);

    loop.stop();
    expect(seen).toEqual([1]);
    await stage.tick(0.1);

    expect(seen).toEqual([1, 'stopped']);
  });

  it('takes another script with the next start', async () => {
    const seen: unknown[] = [];
    const loop = play({
      A: {
        *default(self) {
          yield* self.nextTick();
          seen.push(self.arguments);
        },
      },
      B: {
        *default(self) {
          seen.push(self.arguments);
        },
      },
    });

    loop.setScript('B', { colour: 'red' });
    expect([loop.script, loop.arguments]).toEqual(['B', { colour: 'red' }]);
    await stage.tick(0.1);
    loop.restart();

    expect(seen).toEqual([{}, {}, { colour: 'red' }]);
    loop.setScript('B');
    expect(loop.arguments).toEqual({});
    expect(() => loop.setScript(7 as never)).toThrow('loop.setScript: expected the name of a module');
  });

  it('is set to what a component is set to', async () => {
    const loop = play({ A: { default: idle } });
    expect(settingsOf(loop)).toEqual({
      clock: 'game',
      tickBudget: { steps: 10_000, milliseconds: Infinity },
      tickEvenWhenPaused: true,
      errorPolicy: 'report',
      autoStart: true,
      hibernates: false,
      batches: false,
    });
    const other: Settings = {
      clock: 'unpaused',
      tickBudget: { steps: 5, milliseconds: 2.5 },
      tickEvenWhenPaused: false,
      errorPolicy: 'end-loop',
      autoStart: false,
      hibernates: true,
      batches: true,
    };

    Object.assign(loop, other);

    expect(settingsOf(loop)).toEqual(other);
    loop.wake();
    const wrong: Record<keyof Settings, unknown> = {
      clock: 'sun',
      tickBudget: { steps: 0, milliseconds: 1 },
      tickEvenWhenPaused: 1,
      errorPolicy: 'ignore',
      autoStart: 'yes',
      hibernates: null,
      batches: 'no',
    };
    for (const [name, value] of Object.entries(wrong))
      expect(() => Object.assign(loop, { [name]: value })).toThrow(`loop.${name}`);
    expect(settingsOf(loop)).toEqual(other);
  });

  it('lets its clock go on in pause', async () => {
    const said: number[] = [];
    const loop = play({
      A: {
        *default(self) {
          for (;;) {
            yield* self.sleep(0.1);
            said.push(self.now);
          }
        },
      },
    });
    stage.pause(true);
    await stage.tick(0.1, 2);
    expect(said).toEqual([]);

    loop.clock = 'unpaused';
    await stage.tick(0.1, 2);
    expect(said).toHaveLength(2);
    loop.tickEvenWhenPaused = false;
    await stage.tick(0.1, 2);

    expect(said).toHaveLength(2);
  });

  it('bounds its ticks, and ends with its error policy', async () => {
    let rounds = 0;
    const loop = play({
      A: {
        *default(self) {
          for (let round = 0; round < 10; round += 1) {
            self.spawn(function* () {
              rounds += 1;
              yield* self.ticks(0);
            });
          }
          yield* self.sleep(1000);
        },
        *broken() {
          throw new Error('too hot');
        },
      },
    });
    loop.tickBudget = { steps: 4, milliseconds: Infinity };
    rounds = 0;
    loop.restart();
    expect(rounds).toBeLessThan(10);
    await stage.tick(0.01, 4);
    expect(rounds).toBe(10);

    loop.errorPolicy = 'end-loop';
    loop.startTask('broken');

    expect(loop.state).toBe('ended');
  });

  it('is gone with its actor, and does nothing then', async () => {
    const loop = play({ A: { default: idle } });
    const heard = listen(loop);
    const actor = stage.actor('A');
    expect(actor.loops).toHaveLength(1);

    actor.destroy();
    await stage.tick(0.1);

    expect(heard).toEqual(['main cancelled: destroyed', 'ended: destroyed']);
    expect([loop.state, loop.start(), loop.restart(), loop.post('door'), loop.startTask('x')]).toEqual([
      'ended',
      false,
      false,
      false,
      0,
    ]);
    expect([loop.tasks(), loop.cancelTask(1), loop.isPaused]).toEqual([[], false, false]);
    await stage.tick(0.1, 2);
    expect(heard).toHaveLength(2);
  });
});

type Settings = Pick<
  ActorLoop,
  'clock' | 'tickBudget' | 'tickEvenWhenPaused' | 'errorPolicy' | 'autoStart' | 'hibernates' | 'batches'
>;

function settingsOf(loop: ActorLoop): Settings {
  const { clock, tickBudget, tickEvenWhenPaused, errorPolicy, autoStart, hibernates, batches } = loop;
  return { clock, tickBudget, tickEvenWhenPaused, errorPolicy, autoStart, hibernates, batches };
}

function* caught(
  make: () => Wait<unknown>,
  note: (value: unknown) => void,
): Generator<Wait<unknown>, void, unknown> {
  try {
    note(yield* make());
  } catch (error) {
    note(error);
  }
}

describe('a level', () => {
  it('sets what a component is set to', () => {
    const game = new HeadlessGame({ scripts: () => ({ default: idle }), onEvent: () => undefined });
    const given = {
      autoStart: false,
      clock: 'real',
      errorPolicy: 'destroy-actor',
      hibernate: true,
      batch: true,
      tickBudget: { steps: 7, milliseconds: 0.5 },
      tickEvenWhenPaused: false,
    } as const;
    const actors = [{ class: 'Actor', label: 'A', script: 'A', ...given }];
    game.addLevel({ name: 'Main', actors, streamedLevels: [] });
    game.start('Main');
    game.step(0.1);

    const loop = game.world.find('A')!.loop!;

    const { hibernate, batch, ...settings } = given;
    expect(settingsOf(loop)).toEqual({ ...settings, hibernates: hibernate, batches: batch });
    expect(loop.state).toBe('not-started');
    expect(game.call(() => loop.start())).toBe(true);
    game.end();
  });
});
