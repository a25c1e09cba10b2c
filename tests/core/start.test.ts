// SPDX-License-Identifier: MIT
import {
  NotReadyError,
  ScopeClosedError,
  TaskCancelledError,
  TimeoutError,
  type ReadyBody,
  type Started,
  type Task,
  type TaskScope,
  type Wait,
} from 'transient-loop';
import { FAMILIES, MODES, everyEnd, as, family, logsItsEnd, play, type Mode } from './support/modes';
import { NOTHING, promiseJobs } from './support/test-loop';

describe.each(FAMILIES)('TaskScope.start in the kind %s of the kind %s', (callerMode, childMode) => {
  it('waits until the child is ready, and gives what it said; the child goes on', async () => {
    const log: unknown[] = [];
    let child!: Task;
    const { loop } = await family(callerMode, function* (self) {
      const started = self.start(
        starts(childMode, function* (server, ready) {
          yield* server.sleep(1);
          ready('port 80');
          yield* server.sleep(1);
          log.push('child goes on');
        }),
      );
      child = started.task;
      log.push(yield* started);
      log.push(child.state);
    });

    await loop.tickAsync(1);
    expect(log).toEqual(['port 80', 'running']);
    await loop.tickAsync(1);

    expect(log.at(-1)).toBe('child goes on');
    expect(child.state).toBe('succeeded');
    expect(loop.left()).toEqual(NOTHING);
  });

  it('gives what was said before anybody waited, and the first of two', async () => {
    const log: unknown[] = [];
    const { loop } = await family(callerMode, function* (self) {
      const started = self.start(
        starts(childMode, function* (server, ready) {
          ready('first');
          ready('second');
          yield* server.sleep(1);
        }),
      );
      yield* self.sleep(2);
      log.push(yield* started);
    });

    await loop.tickAsync(2);

    expect(log).toEqual(['first']);
    expect(loop.left()).toEqual(NOTHING);
  });

  it.each<[string, (child: TaskScope) => void, unknown]>([
    [
      'fails',
      () => {
        throw new Error('no port');
      },
      expect.objectContaining({ message: 'no port' }),
    ],
    ['ends', () => undefined, expect.any(NotReadyError)],
    ['is cancelled', (child) => child.task.cancel('no more'), expect.any(TaskCancelledError)],
  ])('rejects if the child %s before that', async (_name, act, expected) => {
    const log: unknown[] = [];
    const { loop } = await family(callerMode, function* (self) {
      try {
        yield* self.start(
          starts(childMode, function* server(server) {
            yield* server.sleep(1);
            act(server);
            if (server.task.cancelReason !== undefined) yield* server.sleep(1);
          }),
        );
      } catch (error) {
        log.push(error);
      }
    });

    await loop.tickAsync(1);

    expect(log).toEqual([expected]);
    expect(loop.events('task.failed').filter(({ severity }) => severity === 'error')).toEqual([]);
    expect(loop.left()).toEqual(NOTHING);
  });

  it('rejects if the child is cancelled before it is entered', async () => {
    const log: unknown[] = [];
    const { loop } = await family(callerMode, function* (self) {
      const started = self.start(starts(childMode, logsItsEnd('never', log as string[])));
      started.task.cancel('at once');
      try {
        yield* started;
      } catch (error) {
        log.push(error);
      }
    });

    await loop.tickAsync();

    expect(log).toEqual([expect.any(TaskCancelledError)]);
    expect(log[0]).toMatchObject({ reason: 'at once' });
    expect(loop.left()).toEqual(NOTHING);
  });

  it('has the failure of a child that was ready reported as anybody’s', async () => {
    const { loop } = await family(callerMode, function* (self) {
      yield* self.start(
        starts(childMode, function* server(server, ready) {
          ready('ready');
          yield* server.sleep(1);
          throw new Error('broke later');
        }),
      );
      yield* self.sleep(5);
    });

    await loop.tickAsync(1);
    await loop.tickAsync(1);

    expect(loop.events('task.failed').map(({ severity, message }) => [severity, message])).toEqual([
      ['error', 'broke later'],
    ]);
    loop.endPlay();
    expect(loop.left()).toEqual(NOTHING);
  });

  it('has the failure of a child that nobody waited for reported', async () => {
    const { loop } = await family(callerMode, function* (self) {
      self.start(
        starts(childMode, function* () {
          throw new Error('no port');
        }),
      );
      yield* self.sleep(5);
    });

    await loop.tickAsync(1);
    await loop.tickAsync(1);

    expect(loop.events('task.failed').map(({ severity, message }) => [severity, message])).toEqual([
      ['error', 'no port'],
    ]);
  });

  it('is no error in the log where another still waits for a child that was ready', async () => {
    const log: string[] = [];
    const { loop } = await family(callerMode, function* (self) {
      const started = self.start(
        starts(childMode, function* (server, ready) {
          yield* server.sleep(1);
          ready('ready');
          yield* server.sleep(1);
          throw new Error('broke later');
        }),
      );
      self.spawn(function* watcher() {
        try {
          yield* started.task;
        } catch (error) {
          log.push((error as Error).message);
        }
      });
      yield* started;
    });

    await loop.tickAsync(1);
    await loop.tickAsync(1);

    expect(log).toEqual(['broke later']);
    expect(loop.events('task.failed').map(({ severity }) => severity)).toEqual(['log']);
    expect(loop.left()).toEqual(NOTHING);
  });

  it('fails the group around it after it was ready, and not before', async () => {
    const log: unknown[] = [];
    const { loop } = await family('generator', function* (self) {
      try {
        yield* self.scope(
          as(callerMode, function* (group) {
            yield* group.start(
              starts(childMode, function* (server, ready) {
                ready('ready');
                yield* server.sleep(1);
                throw new Error('broke later');
              }),
            );
            yield* group.sleep(1000);
          }),
        );
      } catch (error) {
        log.push((error as Error).message);
      }
    });

    await loop.tickAsync(1);

    expect(log).toEqual(['broke later']);
    expect(loop.left()).toEqual(NOTHING);
  });

  it('bounded by a timeout leaves the child to its parent', async () => {
    const log: unknown[] = [];
    const { loop, subject } = await family(callerMode, function* (self) {
      const started: Started<string> = self.start(
        starts(childMode, function* (server, ready: (value: string) => void) {
          yield* server.sleep(3);
          ready('late');
        }),
      );
      try {
        yield* self.timeout(1, started);
      } catch (error) {
        log.push(error, started.task.state);
      }
      log.push(yield* started);
    });

    await loop.tickAsync(1);
    await loop.tickAsync(2);

    expect(log).toEqual([expect.any(TimeoutError), 'running', 'late']);
    expect(subject.state).toBe('succeeded');
    expect(loop.left()).toEqual(NOTHING);
  });
});

describe('TaskScope.start', () => {
  it.each(everyEnd())('ends with its caller before it is ready (%s, %s)', async (mode, _name, ending) => {
    const log: string[] = [];
    const scene = await family(
      mode,
      function* (self) {
        try {
          yield* self.start(starts(mode, logsItsEnd('child', log)));
        } finally {
          log.push(`caller ends: ${self.task.cancelReason}`);
        }
      },
      ending,
    );

    await ending.end(scene);
    const atOnce = scene.loop.left();
    await promiseJobs();

    expect(log[0]).toBe('child begins');
    expect(log.slice(1).sort()).toEqual([`caller ends: ${ending.reason}`, `child ends: ${ending.reason}`]);
    expect(scene.subject.state).toBe(ending.state);
    expect(atOnce).toEqual(NOTHING);
  });

  it.each(MODES)('refuses who asks again after the end of its caller (%s)', async (mode) => {
    const log: unknown[] = [];
    let started!: Started<unknown>;
    const loop = await play(function* (self) {
      self.spawn(
        as(mode, function* (child) {
          started = child.start(starts(mode, function* () {}));
        }),
      );
      yield* self.sleep(1);
      try {
        yield* started;
      } catch (error) {
        log.push(error);
      }
    });

    await loop.tickAsync(1);

    expect(log).toHaveLength(1);
    expect(log[0] instanceof NotReadyError || log[0] instanceof ScopeClosedError).toBe(true);
  });
});

type Starts = (self: TaskScope, ready: (value: never) => void) => Generator<Wait<unknown>, unknown>;

/** The same as a coroutine of that kind. */
function starts<T>(
  mode: Mode,
  body: (self: TaskScope, ready: (value: T) => void) => ReturnType<Starts>,
): ReadyBody<T> {
  if (mode === 'generator') return body;
  const started = (self: TaskScope, ready: (value: T) => void) =>
    as(mode, (scope) => body(scope, ready))(self);
  Object.defineProperty(started, 'name', { value: body.name });
  return started;
}
