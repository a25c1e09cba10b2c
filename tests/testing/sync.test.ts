// SPDX-License-Identifier: MIT
import { createTestLoop, TestKitError } from 'transient-loop/testing';
import 'transient-loop/testing/jest';
import { thrownBy } from './support/thrown';

describe('the Sync functions', () => {
  it('move time without promise jobs', () => {
    const seen: number[] = [];
    const { advanceSync, tickSync, runUntilIdleSync } = createTestLoop({
      *script(self) {
        for (const seconds of [1, 2, 1000]) {
          yield* self.sleep(seconds);
          seen.push(Math.round(self.now));
        }
      },
    });

    advanceSync(1);
    tickSync(2);
    runUntilIdleSync();

    expect(seen).toEqual([1, 3, 1003]);
  });

  it.each(['advanceSync', 'tickSync', 'runUntilIdleSync'] as const)(
    '%s refuses async tasks',
    async (name) => {
      const test = createTestLoop({ actor: 'Guard', script: async (self) => self.sleep(1) });

      const error = thrownBy(() => test[name](1));

      expect(error).toBeInstanceOf(TestKitError);
      expect(error.message).toBe(
        `Expected generator tasks only in ${name}(), but actor "Guard" has async tasks: use "await ${name.slice(0, -4)}()"`,
      );
      await test.advance(0);
      test.endPlay();
    },
  );

  it('refuse an async task that begins meanwhile', async () => {
    const { advance, advanceSync, endPlay } = createTestLoop({
      *script(self) {
        yield* self.sleep(1);
        yield* self.spawn(async (child) => child.sleep(1));
      },
    });

    expect(thrownBy(() => advanceSync(2)).message).toContain('has async tasks');
    await advance(0);
    endPlay();
  });

  it('go on once the async tasks are over', async () => {
    const { advance, advanceSync, loop } = createTestLoop({
      *script(self) {
        yield* self.spawn(async (child) => child.sleep(1));
        yield* self.sleep(1);
      },
    });

    await advance(1);
    advanceSync(1);

    expect(loop.main).toHaveSucceededWith();
  });
});
