// SPDX-License-Identifier: MIT
import { Subject } from 'rxjs';
import { ArgumentError, type TaskInfo } from 'transient-loop';
import { createTestLoop, promiseJobs } from './support/test-loop';

describe('TaskScope.tasks', () => {
  it('lists the tree of tasks, the main task first, the older child before the younger', () => {
    const loop = createTestLoop(function* (self) {
      self.spawn(
        function* (child) {
          child.spawn(
            function* (grandchild) {
              yield* grandchild.sleep(1);
            },
            { name: 'grandchild' },
          );
          yield* child.sleep(1);
        },
        { name: 'older' },
      );
      self.spawn(
        function* (child) {
          yield* child.sleep(1);
        },
        { name: 'younger' },
      );
    });

    const names = (tasks: readonly TaskInfo[]): unknown[] =>
      tasks.map((task) => [task.name, ...names(task.children)]);

    expect(names(loop.tasks())).toEqual([['main', ['older', ['grandchild']], ['younger']]]);
  });

  it('says what each task waits for, and since when a sleeping one does', async () => {
    const loop = createTestLoop(function* (self) {
      const sleeper = self.spawn(
        function* (child) {
          yield* child.sleep(1);
          yield* child.sleep(2.5);
        },
        { name: 'sleeper' },
      );
      self.spawn(function* (child) {
        yield* child.ticks(4);
      });
      self.spawn(function* (child) {
        yield* child.nextTick();
      });
      self.spawn(function* (child) {
        yield* child.until(function doorOpen() {
          return false;
        });
      });
      self.spawn(function* () {
        yield* sleeper;
      });
      self.subscribe(new Subject());
      self.spawn(async (child) => {
        await child.sleep(5);
      });
      yield* self.sleep(100);
    });
    loop.tick(1.5);
    await promiseJobs();

    const waits = loop.tasks()[0]!.children.map(({ waitsFor, since }) => [waitsFor, since]);

    expect(waits).toEqual([
      ['sleep until 3.500 s', 1],
      ['3 ticks', undefined],
      ['until doorOpen holds', undefined],
      ['task "sleeper"', undefined],
      ['its stream', undefined],
      ['sleep until 5.000 s', 0],
    ]);
  });

  it('may be asked by a task', () => {
    let listed: readonly TaskInfo[] = [];
    createTestLoop(function* (self) {
      self.spawn(function* child() {});
      listed = self.tasks();
    });

    expect(listed).toMatchObject([
      {
        name: 'main',
        state: 'running',
        waitsFor: undefined,
        children: [{ name: 'child', state: 'waiting-to-start' }],
      },
    ]);
  });

  it('drops tasks that are over', () => {
    const loop = createTestLoop(function* (self) {
      self.spawn(function* () {});
      yield* self.sleep(100);
    });

    expect(loop.tasks()[0]!.children).toEqual([]);
  });
});

describe('TaskScope.log', () => {
  it('writes a line with the names of level, actor, script and task', () => {
    const loop = createTestLoop(
      function* (self) {
        self.spawn(function* patrol(child) {
          child.log('at the gate', { gate: 2 });
        });
      },
      { actor: 'Guard' },
    );

    expect(loop.world.entries).toEqual([
      {
        event: 'log',
        severity: 'log',
        message: 'at the gate',
        level: 'TestLevel',
        actor: 'Guard',
        script: 'test/script-0',
        task: 'patrol',
        fields: { gate: 2 },
      },
    ]);
  });

  it('takes anything for a message', () => {
    const loop = createTestLoop(function* (self) {
      self.log(5 as never);
      self.log(undefined as never);
    });

    expect(loop.events('log').map((entry) => entry.message)).toEqual(['5', 'undefined']);
  });
});

describe('TaskScope.emit', () => {
  it('writes an event of its own name', () => {
    const loop = createTestLoop(function* (self) {
      self.emit('listening', 'on port 7000', { port: 7000 });
    });

    expect(loop.events('listening')).toMatchObject([
      { message: 'on port 7000', task: 'main', fields: { port: 7000 } },
    ]);
  });
});

describe('TaskScope.argument', () => {
  it('reads what is given, and the fallback where nothing is', () => {
    const read: unknown[] = [];
    createTestLoop(
      function* (self) {
        read.push(self.argument('port', 7000), self.argument('host', 'here'), self.argument('loud', true));
      },
      { arguments: { port: 8000, loud: false } },
    );

    expect(read).toEqual([8000, 'here', false]);
  });

  it('refuses a value of another type than the fallback, and says so', () => {
    let came: unknown;
    createTestLoop(
      function* (self) {
        try {
          self.argument('port', 7000);
        } catch (error) {
          came = error;
        }
      },
      { arguments: { port: '8000' } },
    );

    expect(came).toEqual(new ArgumentError('Script argument "port"', 'a number', '8000'));
    expect((came as Error).message).toBe('Script argument "port": expected a number, but got "8000"');
  });

  it.each(['constructor', 'toString', '__proto__'])('does not take %s of every object for one', (name) => {
    let read: unknown;
    createTestLoop(
      function* (self) {
        read = self.argument(name, 'fallback');
      },
      { arguments: '{"port": 1}' },
    );

    expect(read).toBe('fallback');
  });

  it.each(['[1, 2]', 'null', '5', '{broken'])('fails the task where the component holds %s', (text) => {
    const loop = createTestLoop(
      function* (self) {
        self.argument('port', 1);
      },
      { arguments: text },
    );

    expect(loop.events('task.failed')).toHaveLength(1);
    expect(loop.events('task.failed')[0]!.message).toContain('expected arguments that are a JSON object');
  });

  it('is an empty object where the component holds nothing', () => {
    let given: unknown;
    createTestLoop(function* (self) {
      given = self.arguments;
    });

    expect(given).toEqual({});
  });
});
