// SPDX-License-Identifier: MIT
import { Subject } from 'rxjs';
import { actorScript, type Actor, type Task, type TaskScope } from 'transient-loop';
import { LifecycleOperation } from 'transient-loop/host';
import { NOTHING, TestWorld, createTestLoop, type TestLoop } from './support/test-loop';

describe('LoopRegistry', () => {
  it('keeps the loops of one environment apart', () => {
    const world = new TestWorld();
    const seen: string[] = [];
    const loops = ['a', 'b'].map((name) =>
      world.begin(function* (self) {
        yield* self.sleep(1);
        seen.push(name);
      }),
    );

    loops[1]!.tick(1);
    expect(seen).toEqual(['b']);
    loops[0]!.tick(1);

    expect(seen).toEqual(['b', 'a']);
    expect(world.left()).toEqual(NOTHING);
  });

  it('gives the clock of each loop its own speed', () => {
    const world = new TestWorld();
    const times: number[] = [];
    const body = function* (self: TaskScope) {
      yield* self.until(() => self.now > 0);
      times.push(self.now);
    };
    const [slow, fast] = [world.begin(body), world.begin(body)];

    slow.tick(0.25);
    fast.tick(4);

    expect(times).toEqual([0.25, 4]);
  });

  it('recycles a slot with a new generation, a clock at zero and nothing of before', () => {
    const world = new TestWorld();
    const woken: number[] = [];
    const body = function* (self: TaskScope) {
      self.subscribe(new Subject());
      self.spawn(function* (child) {
        yield* child.until(() => false);
      });
      yield* self.sleep(3);
      woken.push(self.now);
    };
    const first = world.begin(body);
    first.tick(2);
    first.endPlay();

    const second = world.begin(body);
    second.tick(2);

    expect(second.component).toMatchObject({
      slot: first.component.slot,
      generation: first.component.generation + 1,
    });
    expect(woken).toEqual([]);
    second.tick(1);
    expect(woken).toEqual([3]);
  });

  it('lets a recycled slot begin idle, and its time at zero', () => {
    const world = new TestWorld();
    const seen: number[] = [];
    const first = world.begin(function* (self) {
      for (;;) yield* self.nextTick();
    });
    first.tick(50);
    first.endPlay();
    const second = world.begin(function* (self) {
      yield* self.sleep(2);
      seen.push(self.now);
    });

    const before = world.table.crossings;
    second.tick(1);
    expect(world.table.crossings).toBe(before);
    second.tick(1.5);

    expect(seen).toEqual([2]);
  });

  it('keeps a loop that ends in its tick from the one that takes its slot in the same step', () => {
    const world = new TestWorld();
    const seen: string[] = [];
    let second!: TestLoop;
    const first = world.begin(function* (self) {
      yield* self.sleep(1);
      self.actor!.destroy();
      second = world.begin(function* (other) {
        yield* other.sleep(0.5);
        seen.push('second');
      });
    });

    first.tick(10);
    expect(second.component.slot).toBe(first.component.slot);
    expect(seen).toEqual([]);
    second.tick(0.5);

    expect(seen).toEqual(['second']);
  });

  it('does nothing for a late call that names a loop that ended', () => {
    const world = new TestWorld();
    const seen: string[] = [];
    const body = function* (self: TaskScope) {
      try {
        yield* self.sleep(1);
        seen.push('woken');
      } finally {
        seen.push('ended');
      }
    };
    const first = world.begin(body);
    const { slot, generation } = first.component;
    first.endPlay();
    world.begin(body);
    seen.length = 0;

    world.table.setNow(slot, 50);
    world.table.tick(slot, generation, 50);
    world.table.operate(LifecycleOperation.End, slot, generation, 0);
    world.table.operate(LifecycleOperation.CancelAllTasks, slot, generation);
    world.table.tick(1000, 1, 1);

    expect(seen).toEqual([]);
    expect(world.left().tasks).toBe(1);
  });

  it.each(['task', 'message'])('lets no late %s of an ended loop wake the next one in its slot', (kind) => {
    const world = new TestWorld();
    const source = new Subject<number>();
    let awaited!: Task<void>;
    const other = world.begin(function* (self) {
      awaited = self.spawn(function* (child) {
        yield* child.sleep(1);
      });
    });
    const first = world.begin(function* (self) {
      if (kind === 'task') yield* awaited;
      else yield* self.subscribe(source);
    });
    first.endPlay();
    const second = world.begin(function* (self) {
      yield* self.sleep(100);
    });

    source.next(1);
    other.tick(1);
    const before = world.table.crossings;
    second.tick();

    expect(second.component.slot).toBe(first.component.slot);
    expect(world.table.crossings).toBe(before);
  });

  it('grows its memory while loops live, also from inside a tick', () => {
    const world = new TestWorld(1);
    const seen: string[] = [];
    const late: TestLoop[] = [];
    const first = world.begin(function* (self) {
      yield* self.sleep(1);
      for (const name of ['x', 'y', 'z']) {
        late.push(
          world.begin(function* (other) {
            yield* other.sleep(1);
            seen.push(name);
          }),
        );
      }
      yield* self.sleep(1);
      seen.push(`first at ${self.now}`);
    });
    first.tick(1.5);

    for (const loop of late) loop.tick(1);
    first.tick(1);

    expect(world.table.capacity).toBe(4);
    expect(seen).toEqual(['x', 'y', 'z', 'first at 2']);
    expect(world.left()).toEqual(NOTHING);
  });

  it('refuses a crossing from inside the same loop’s tick, and says so', () => {
    const seen: string[] = [];
    const loop: TestLoop = createTestLoop(
      function* (self) {
        yield* self.sleep(1);
        loop.world.table.tick(loop.component.slot, loop.component.generation, 0);
        seen.push('went on');
      },
      { actor: 'Ouroboros' },
    );

    loop.tick(1);

    expect(seen).toEqual(['went on']);
    expect(loop.events('loop.refused')).toHaveLength(1);
    expect(loop.events('loop.refused')[0]).toMatchObject({ severity: 'error', actor: 'Ouroboros' });
    expect(loop.events('loop.refused')[0]!.message).toContain('ticked from inside it');
  });

  it('refuses it also after another operation inside the tick', () => {
    const loop: TestLoop = createTestLoop(function* (self) {
      yield* self.sleep(1);
      loop.cancelTask(999);
      loop.world.table.tick(loop.component.slot, loop.component.generation, 0);
    });

    loop.tick(1);

    expect(loop.events('loop.refused')).toHaveLength(1);
  });

  it('lets one loop tick another from inside its tick', () => {
    const world = new TestWorld();
    const seen: string[] = [];
    const inner = world.begin(function* (self) {
      yield* self.sleep(1);
      seen.push('inner');
    });
    const outer = world.begin(function* (self) {
      yield* self.sleep(1);
      inner.tick(1);
      self.spawn(function* () {
        seen.push('child of outer');
      });
      seen.push('outer');
    });

    outer.tick(1);

    expect(seen).toEqual(['inner', 'outer', 'child of outer']);
  });

  it('lets a task begin play of another actor, and end it', () => {
    const world = new TestWorld();
    const seen: string[] = [];
    const outer = world.begin(function* (self) {
      yield* self.sleep(1);
      const inner = world.begin(function* (other) {
        try {
          seen.push('inner');
          yield* other.sleep(100);
        } finally {
          seen.push(`inner ended: ${other.task.cancelReason}`);
        }
      });
      seen.push('outer');
      inner.endPlay('destroyed');
    });

    outer.tick(1);

    expect(seen).toEqual(['inner', 'outer', 'inner ended: destroyed']);
    expect(world.left()).toEqual(NOTHING);
  });

  it('logs the start and the end of loops where the host wants it', () => {
    const world = new TestWorld();
    world.host.logsLoops = true;
    const loop = world.begin(
      function* (self) {
        self.spawn(function* (child) {
          yield* child.sleep(100);
        });
      },
      { actor: 'Lamp' },
    );

    loop.endPlay('quit');

    expect(world.entries).toMatchObject([
      { event: 'loop.started', actor: 'Lamp', level: 'TestLevel', script: 'test/script-0' },
      { event: 'loop.ended', actor: 'Lamp', fields: { reason: 'quit', tasksCancelled: 2 } },
    ]);
  });

  it('reports an operation that it does not know, instead of throwing into C++', () => {
    const loop = createTestLoop(function* (self) {
      yield* self.sleep(1);
    });

    expect(() => loop.component.operate(99)).not.toThrow();

    expect(loop.events('internal.error')[0]!.message).toContain('C++ sent 99');
  });
});

describe('a script that cannot be used', () => {
  it('because its module does not load gives one clear error, and a loop without tasks', () => {
    const world = new TestWorld();

    const loop = world.beginModule('game/missing', { actor: 'Lamp' });

    expect(world.events('script.failed').map(({ actor, message }) => [actor, message])).toEqual([
      ['Lamp', 'Script "game/missing": expected a module that loads, but it threw: no file game/missing'],
    ]);
    expect(world.left()).toEqual(NOTHING);
    expect(() => loop.tick()).not.toThrow();
    loop.endPlay();
  });

  it.each([
    [undefined, 'there is no default export'],
    [5, 'it is number 5'],
    [{}, 'it is an object of Object'],
  ])('because its default export is %p says what came', (exported, came) => {
    const loop = createTestLoop(exported as never);

    expect(loop.events('script.failed').map((entry) => entry.message)).toEqual([
      `Script "test/script-0": expected a default export made by actorScript(…), but ${came}`,
    ]);
    expect(loop.left()).toEqual(NOTHING);
  });

  it('because none is set on the component says so', () => {
    const world = new TestWorld();

    world.beginModule('');

    expect(world.events('script.failed')[0]!.message).toContain('none is set on the component');
  });

  it('because its function throws is a failed main task', () => {
    const loop = createTestLoop(() => {
      throw new Error('not even a generator');
    });

    expect(loop.events('task.failed').map((entry) => [entry.task, entry.message])).toEqual([
      ['main', 'not even a generator'],
    ]);
    expect(loop.left()).toEqual(NOTHING);
  });
});

describe('LifecycleOperation', () => {
  const exports = {
    *blink(self: TaskScope) {
      yield* self.sleep(1);
      self.log('blinked');
    },
  };

  it('StartTask starts an export of the script and answers with its number', () => {
    const loop = createTestLoop(function* () {}, { exports });

    const id = loop.startTask('blink');
    loop.tick(1);

    expect(id).toBeGreaterThan(0);
    expect(loop.events('log').map((entry) => [entry.task, entry.message])).toEqual([['blink', 'blinked']]);
    expect(loop.left()).toEqual(NOTHING);
  });

  it('StartTask starts a task that does not belong to the main task', () => {
    const loop = createTestLoop(
      function* (self) {
        yield* self.sleep(100);
      },
      { exports },
    );

    loop.startTask('blink');

    expect(loop.tasks().map((task) => task.name)).toEqual(['main', 'blink']);
  });

  it('StartTask keeps what it started before', () => {
    const loop = createTestLoop(function* () {}, { exports });

    loop.startTask('blink');
    loop.startTask('blink');

    expect(loop.tasks().map((task) => [task.name, task.state])).toEqual([
      ['main', 'succeeded'],
      ['blink', 'running'],
      ['blink', 'running'],
    ]);
    loop.endPlay();
    expect(loop.left()).toEqual(NOTHING);
  });

  it('StartTask answers 0 and says why where there is no such export', () => {
    const loop = createTestLoop(function* () {});

    expect(loop.startTask('blink')).toBe(0);

    expect(loop.events('script.failed').map((entry) => entry.message)).toEqual([
      'Script "test/script-0": expected an exported task "blink", but it is undefined',
    ]);
  });

  it('CancelTask ends the task of that number, and answers whether there was one', () => {
    const loop = createTestLoop(function* () {}, { exports });
    const id = loop.startTask('blink');

    expect([loop.cancelTask(id), loop.cancelTask(id), loop.cancelTask(999)]).toEqual([true, false, false]);

    expect(loop.left()).toEqual(NOTHING);
  });

  it('CancelTask reaches children, at any depth', () => {
    const ids: number[] = [];
    const loop = createTestLoop(function* (self) {
      self.spawn(function* (child) {
        ids.push(
          child.spawn(function* (grandchild) {
            yield* grandchild.sleep(100);
          }).id,
        );
        yield* child.sleep(100);
      });
      yield* self.sleep(100);
    });

    expect(loop.cancelTask(ids[0]!)).toBe(true);

    expect(loop.left().tasks).toBe(2);
  });

  it('tells those who wait for a cancelled task at once, in the same operation', () => {
    const seen: string[] = [];
    let id = 0;
    const loop = createTestLoop(function* (self) {
      const task = self.spawn(function* (child) {
        yield* child.sleep(100);
      });
      id = task.id;
      try {
        yield* task;
      } catch (error) {
        seen.push((error as Error).name);
      }
    });

    loop.cancelTask(id);

    expect(seen).toEqual(['TaskCancelledError']);
  });
});

describe('TaskScope.actor', () => {
  it('is asked of the host once', () => {
    const world = new TestWorld();
    let asked = 0;
    const actor = { label: 'Lamp' } as Actor;
    world.host.actorOf = () => {
      asked += 1;
      return actor;
    };
    let same = false;

    world.begin(function* (self) {
      same = self.actor === actor && self.actor === actor;
    });

    expect([same, asked]).toEqual([true, 1]);
  });
});

describe('actorScript', () => {
  it('hands back the function it is given', () => {
    const body = function* (self: TaskScope) {
      yield* self.sleep(1);
    };

    expect(actorScript(body)).toBe(body);
  });

  it.each([undefined, null, {}, 'main'])('says what it expected and what came for %p', (body) => {
    expect(() => actorScript(body as never)).toThrow(
      /^actorScript: expected a generator function or an async function, but got ./,
    );
  });
});
