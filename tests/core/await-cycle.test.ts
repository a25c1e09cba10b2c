// SPDX-License-Identifier: MIT
import type { Task, TaskScope, Wait } from 'transient-loop';
import { MODES, as, play, type Mode } from './support/modes';
import { NOTHING, type TestLoop } from './support/test-loop';

type Waits = (self: TaskScope, task: Task) => Wait<unknown>;

/** The ways to wait for one other task, and what stands between in a report. */
const WAYS: [string, Waits, string][] = [
  ['itself', (_self, task) => task, ''],
  ['join', (self, task) => self.join(task), ''],
  ['all', (self, task) => self.all([task, self.sleep(1)]), ' → "all"'],
  ['settled', (self, task) => self.settled([task]), ' → "settled"'],
  ['a race of one', (self, task) => self.race([task]), ' → "race"'],
  ['a timeout', (self, task) => self.timeout(Infinity, task), ' → "timeout"'],
];

describe('tasks that wait for each other', () => {
  it.each(WAYS)('are named once, if one waits by %s', async (_name, waitFor, between) => {
    const loop = await circle(['generator', 'generator'], waitFor);

    await loop.tickAsync(1);

    expect(cycles(loop)).toEqual([
      `Tasks wait for each other and will never go on: "b" → "a"${between} → "b"`,
    ]);
    expect(loop.events('task.await-cycle')[0]).toMatchObject({
      severity: 'error',
      task: 'b',
      actor: 'Actor',
    });
  });

  it.each(MODES)('are named by joins in both kinds (%s)', async (mode) => {
    const loop = await circle([mode, mode], (self, task) => self.join(task));

    await loop.tickAsync(1);

    expect(cycles(loop)).toEqual(['Tasks wait for each other and will never go on: "b" → "a" → "b"']);
  });

  it('are not broken up: a cancel ends them, and the end of play does', async () => {
    const loop = await circle(['generator', 'generator'], (_self, task) => task);
    await loop.tickAsync(60);
    expect(loop.left().tasks).toBe(3);

    loop.cancelAllTasks();
    expect(loop.left()).toEqual(NOTHING);
    const other = await circle(['generator', 'generator'], (_self, task) => task);
    other.endPlay('quit');

    expect(other.left()).toEqual(NOTHING);
  });

  it('in a circle of 5,000 are named', async () => {
    const loop = await play(function* (self) {
      const tasks: Task[] = [];
      for (let made = 0; made < 5000; made += 1) {
        tasks.push(
          self.spawn(function* waits() {
            yield* tasks[(made + 1) % 5000]!;
          }),
        );
      }
    });

    await loop.tickAsync(1);

    expect(cycles(loop)).toHaveLength(1);
    expect(cycles(loop)[0]!.split('→')).toHaveLength(5001);
  });

  async function circle(modes: [Mode, Mode], waitFor: Waits): Promise<TestLoop> {
    return play(function* (self) {
      const b = self.spawn(
        as(modes[1], function* b(task): Generator<Wait<unknown>, void> {
          yield* task.sleep(0.5);
          yield* task.join(a);
        }),
      );
      const a: Task = self.spawn(
        as(modes[0], function* a(task): Generator<Wait<unknown>, void> {
          yield* waitFor(task, b);
        }),
      );
    });
  }
});

describe('a task that waits for one above it', () => {
  it.each<[string, (self: TaskScope) => Wait<unknown>]>([
    ['sleeps', (self) => self.sleep(1000)],
    ['waits for it', (self) => self.spawn(function* () {})],
  ])('is named at once, while the other %s', async (_name, then) => {
    const loop = await play(function* main(self) {
      self.spawn(function* child(middle) {
        middle.spawn(function* grandchild() {
          yield* self.task;
        });
      });
      yield* then(self);
    });

    await loop.tickAsync(1);

    expect(cycles(loop)).toEqual([
      'Tasks wait for each other and will never go on: "grandchild" → "main" → "child" → "grandchild"',
    ]);
  });

  it.each(MODES)('is named by a join in both kinds (%s)', async (mode) => {
    const loop = await play(
      as(mode, function* main(self) {
        self.spawn(
          as(mode, function* child(child) {
            yield* child.join(self.task);
          }),
        );
        yield* self.sleep(1000);
      }),
    );

    await loop.tickAsync(1);

    expect(cycles(loop)).toEqual([
      'Tasks wait for each other and will never go on: "child" → "main" → "child"',
    ]);
  });

  it('is named if it waits for itself', async () => {
    const loop = await play(function* (self) {
      self.spawn(function* narcissus(child) {
        yield* child.task;
      });
    });

    expect(cycles(loop)).toEqual([
      'Tasks wait for each other and will never go on: "narcissus" → "narcissus"',
    ]);
  });

  it('in the background may: it is cancelled when the other is over but for it', async () => {
    const loop = await play(function* main(self) {
      self.spawn(
        function* (child) {
          yield* child.spawn(function* () {
            yield* self.task;
          });
        },
        { background: true },
      );
      yield* self.sleep(1);
    });

    await loop.tickAsync(1);

    expect(cycles(loop)).toEqual([]);
    expect(loop.left()).toEqual(NOTHING);
  });
});

describe('tasks that may yet go on', () => {
  it('are not named: a race with another contestant', async () => {
    const loop = await play(function* (self) {
      const b = self.spawn(function* b(): Generator<Wait<unknown>, void> {
        yield* a;
      });
      const a: Task = self.spawn(function* a(task): Generator<Wait<unknown>, void> {
        yield* task.race([b, task.sleep(1)]);
      });
    });

    await loop.tickAsync(1);

    expect(cycles(loop)).toEqual([]);
    expect(loop.left()).toEqual(NOTHING);
  });

  it('are not named: one waits for another, and that for a third', async () => {
    const loop = await play(function* (self) {
      const c = self.spawn(function* (task) {
        yield* task.sleep(1);
      });
      const b = self.spawn(function* () {
        yield* c;
      });
      yield* self.all([b, c]);
    });

    await loop.tickAsync(1);

    expect(cycles(loop)).toEqual([]);
    expect(loop.left()).toEqual(NOTHING);
  });
});

function cycles(loop: TestLoop): string[] {
  return loop.events('task.await-cycle').map(({ message }) => message);
}
