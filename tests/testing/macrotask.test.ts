// SPDX-License-Identifier: MIT
import { createTestLoop } from 'transient-loop/testing';
import 'transient-loop/testing/jest';

type Macrotask = typeof import('../../TypeScript/testing/macrotask');

/** The module as it is loaded where there is no `setImmediate`. */
function loadAsInABrowser(): Macrotask {
  const { setImmediate: taken } = globalThis;
  let loaded: Macrotask | undefined;
  Reflect.deleteProperty(globalThis, 'setImmediate');
  try {
    jest.isolateModules(() => {
      loaded = jest.requireActual<Macrotask>('../../TypeScript/testing/macrotask');
    });
  } finally {
    globalThis.setImmediate = taken;
  }
  return loaded!;
}

describe.each([
  ['Node', () => jest.requireActual<Macrotask>('../../TypeScript/testing/macrotask')],
  ['a browser', loadAsInABrowser],
])('inMacrotask, in %s', (_where, load) => {
  const { inMacrotask } = load();

  it('runs after all promise jobs', async () => {
    const seen: string[] = [];
    const jobs = async (): Promise<void> => {
      for (let job = 0; job < 50; job += 1) await Promise.resolve();
      seen.push('jobs');
    };
    void jobs();

    const result = await inMacrotask(() => {
      seen.push('macrotask');
      return 3;
    });

    expect([result, ...seen]).toEqual([3, 'jobs', 'macrotask']);
  });

  it('rejects with what the action throws', async () => {
    await expect(
      inMacrotask(() => {
        throw new RangeError('thrown');
      }),
    ).rejects.toThrow(RangeError);
  });
});

describe('the kit', () => {
  afterEach(() => void jest.useRealTimers());

  it('needs no timers that a test has replaced', async () => {
    jest.useFakeTimers();
    const { loop, advance } = createTestLoop({
      async script(self) {
        await self.sleep(1);
        return self.now;
      },
    });

    await advance(1);

    expect(loop).toHaveSucceededWith(1);
  });
});
