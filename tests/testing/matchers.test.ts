// SPDX-License-Identifier: MIT
import { ArgumentError, TimeoutError, type Task } from 'transient-loop';
import { createTestLoop, type TestLoop } from 'transient-loop/testing';
import 'transient-loop/testing/jest';
import { thrownBy } from './support/thrown';

/** A loop with a task that is over after a second, as the body says. */
async function finished(body: () => unknown): Promise<{ task: Task }> {
  const { spawn, advance } = createTestLoop();
  const task = spawn(
    function* (self) {
      yield* self.sleep(1);
      return body();
    },
    { name: 'errand' },
  );
  await advance(1);
  // A task is a thenable: returned by itself it would be awaited.
  return { task };
}

function waiting(): TestLoop {
  return createTestLoop({
    actor: 'Guard',
    *script(self) {
      yield* self.sleep(2);
    },
  });
}

describe('toHaveSucceededWith', () => {
  it('compares results as toEqual does', async () => {
    const { task } = await finished(() => ({ gold: 3, found: ['ring'] }));

    expect(task).toHaveSucceededWith();
    expect(task).toHaveSucceededWith({ gold: 3, found: ['ring'] });
    expect(task).toHaveSucceededWith({ gold: expect.any(Number), found: expect.anything() });
    expect(task).not.toHaveSucceededWith({ gold: 4 });
  });

  it('says what came instead', async () => {
    const { task } = await finished(() => 3);

    const { message } = thrownBy(() => expect(task).toHaveSucceededWith(4));

    expect(message).toContain('Expected task "errand" to have succeeded with 4, but it has succeeded with 3');
    expect(message).toContain('matchers.test.ts');
  });

  it('says what a task waits for that is not over', () => {
    const { loop, endPlay } = waiting();

    const { message } = thrownBy(() => expect(loop).toHaveSucceededWith(4));

    expect(message).toContain('but it is running, waiting for sleep until 2.000 s');
    endPlay();
  });

  it('says why a task failed', async () => {
    const { task } = await finished(() => {
      throw new RangeError('too far');
    });

    const { message } = thrownBy(() => expect(task).toHaveSucceededWith(4));

    expect(message).toContain('but it has failed with RangeError: too far');
    expect(task).toHaveFailedWith();
  });
});

describe('toHaveFailedWith', () => {
  const broken = () => {
    throw new RangeError('the bridge is out');
  };

  it.each([
    [undefined],
    [RangeError],
    [Error],
    ['bridge'],
    [/bridge is out$/],
    [new RangeError('the bridge is out')],
  ])('matches %p', async (expected) => {
    const { task } = await finished(broken);

    expect(task).toHaveFailedWith(expected);
  });

  it.each([[TimeoutError], ['tunnel'], [/^bridge/], [new RangeError('other')]])(
    'does not match %p',
    async (expected) => {
      const { task } = await finished(broken);

      expect(thrownBy(() => expect(task).toHaveFailedWith(expected)).message).toContain(
        'but it has failed with RangeError: the bridge is out',
      );
      expect(task).toHaveFailedWith('bridge');
    },
  );

  it('counts the failure as looked at', async () => {
    const { spawn, advance, expectNoErrors } = createTestLoop();
    const task = spawn(function* broken(self) {
      yield* self.sleep(1);
      throw new Error('the bridge is out');
    });
    await advance(1);
    expect(expectNoErrors).toThrow('the bridge is out');

    expect(task).toHaveFailedWith('bridge');

    expectNoErrors();
  });
});

describe('toHaveBeenCancelled', () => {
  it('matches the reason', async () => {
    const test = waiting();
    test.loop.main.cancel('lost interest');

    expect(test).toHaveBeenCancelled();
    expect(test).toHaveBeenCancelled('lost interest');
    expect(test.loop).toHaveBeenCancelled(/interest/);
    expect(test.loop.main).not.toHaveBeenCancelled('lost');
    expect(thrownBy(() => expect(test.loop).toHaveBeenCancelled('bored')).message).toContain(
      'to have been cancelled, because "bored", but it was cancelled, because "lost interest"',
    );
  });
});

describe('toBeWaitingFor', () => {
  it('matches what a task waits for', () => {
    const { loop, endPlay } = waiting();

    expect(loop).toBeWaitingFor('sleep');
    expect(loop.main).toBeWaitingFor(/until 2\.000 s$/);
    expect(loop).not.toBeWaitingFor('the next tick');
    expect(thrownBy(() => expect(loop).toBeWaitingFor('task')).message).toContain(
      'Expected task "main" to be waiting for "task", but it is running, waiting for sleep until 2.000 s',
    );
    endPlay();
    expect(loop.main).not.toBeWaitingFor('sleep');
  });
});

describe('toHaveLogged', () => {
  it('finds a part of a message, a pattern, or fields of an entry', () => {
    const test = createTestLoop({
      actor: 'Guard',
      *script(self) {
        self.log('gate opened', { gate: 3 });
      },
    });

    expect(test).toHaveLogged('opened');
    expect(test.loop).toHaveLogged(/^gate/);
    expect(test).toHaveLogged({ actor: 'Guard', message: 'gate opened', severity: 'log' });
    expect(test).not.toHaveLogged('closed');
    expect(thrownBy(() => expect(test).toHaveLogged('closed')).message).toMatch(
      /^Expected a log entry .*"closed".*\. Logged last:\n {2}log \S+ \(Guard, main\): gate opened/,
    );
  });
});

describe('toHaveNothingLeft', () => {
  it('names what is left', () => {
    const test = waiting();

    expect(test).not.toHaveNothingLeft();
    expect(thrownBy(() => expect(test).toHaveNothingLeft()).message).toContain('main: running');
    test.endPlay();
    expect(test).toHaveNothingLeft();
    expect(test.loop).toHaveNothingLeft();
    expect(test.stage).toHaveNothingLeft();
  });
});

describe('the matchers', () => {
  it.each(['toHaveNothingLeft', 'toHaveLogged', 'toBeWaitingFor', 'toHaveSucceededWith'] as const)(
    '%s refuses what it cannot look at',
    (name) => {
      expect(thrownBy(() => expect('Guard')[name]('x'))).toBeInstanceOf(ArgumentError);
    },
  );
});
