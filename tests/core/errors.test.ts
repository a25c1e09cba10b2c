// SPDX-License-Identifier: MIT
import * as library from 'transient-loop';
import { ArgumentError, LoopError, NotAWaitError, TaskCancelledError } from 'transient-loop';
import { describe as describeValue, messageOf } from 'transient-loop/host';

describe('LoopError', () => {
  it('is the family of all errors of the library, each with its own name', () => {
    const classes = Object.entries(library).filter(
      ([name]) => name.endsWith('Error') && name !== 'LoopError',
    );

    for (const [name, Class] of classes) {
      const error = new (Class as new (...parts: unknown[]) => LoopError)('a', 'b', 'c');
      expect(error).toBeInstanceOf(LoopError);
      expect(error).toBeInstanceOf(Error);
      expect(error.name).toBe(name);
      expect(error.code).toMatch(/^[A-Z_]+$/);
    }
    expect(classes.length).toBeGreaterThanOrEqual(8);
  });

  it('shows its class and message where it is printed', () => {
    expect(String(new TaskCancelledError('patrol', 'alarm'))).toBe(
      'TaskCancelledError: Task "patrol" was cancelled: alarm',
    );
  });
});

describe('ArgumentError', () => {
  it.each([
    [undefined, 'undefined'],
    [null, 'null'],
    ['text', '"text"'],
    ['x'.repeat(100), `"${'x'.repeat(60)}…"`],
    [5, 'number 5'],
    [true, 'boolean true'],
    [10n, 'bigint 10'],
    [Symbol('sign'), 'symbol Symbol(sign)'],
    [function gate() {}, 'function gate'],
    [() => undefined, 'function (anonymous)'],
    [[1], 'an object of Array'],
    [Object.create(null), 'an object of no class'],
  ])('says for %p what came', (value, text) => {
    expect(new ArgumentError('self.sleep', 'a number', value).message).toBe(
      `self.sleep: expected a number, but got ${text}`,
    );
    expect(describeValue(value)).toBe(text);
  });
});

describe('messageOf', () => {
  it('reads any thrown value, and never throws itself', () => {
    const hostile = {
      get constructor(): never {
        throw new Error('no');
      },
    };

    expect([new Error('broken'), 'text', 5, undefined, new TypeError(), hostile].map(messageOf)).toEqual([
      'broken',
      'text',
      'number 5',
      'undefined',
      'TypeError',
      'an error that cannot be printed',
    ]);
  });
});

describe('NotAWaitError', () => {
  it('says what may be waited for', () => {
    expect(new NotAWaitError(Promise.resolve()).message).toContain('but got an object of Promise');
  });
});
