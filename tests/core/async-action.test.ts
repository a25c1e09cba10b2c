// SPDX-License-Identifier: MIT
import { ArgumentError, AsyncActionError, type GeneratorBody } from 'transient-loop';
import { FakeEngine, FakeMulticast } from './support/fake-delegates';
import { MODES, as, everyEnd, family, play } from './support/modes';
import { NOTHING, createTestLoop, promiseJobs } from './support/test-loop';

/** `UCancellableAsyncAction` with three pins, as PuerTS gives it to scripts. */
class FakeAction {
  readonly OnSuccess = new FakeMulticast<[score: number]>();
  readonly OnPartly = new FakeMulticast<[score: number, left: string]>();
  readonly OnFailure = new FakeMulticast<[why: string]>();
  readonly calls: string[] = [];

  constructor(private readonly onActivate: (action: FakeAction) => void = () => undefined) {}

  Activate(): void {
    this.calls.push('Activate');
    this.onActivate(this);
  }

  Cancel(): void {
    this.calls.push('Cancel');
    // An action may say so.
    this.OnFailure.Broadcast('cancelled');
  }

  get bound(): number {
    return this.OnSuccess.bound.length + this.OnPartly.bound.length + this.OnFailure.bound.length;
  }
}

const PINS = { completed: ['OnSuccess', 'OnPartly'], failed: 'OnFailure' } as const;

function runs(action: FakeAction, seen: unknown[]): GeneratorBody<void> {
  return function* runsAction(self) {
    try {
      const result = yield* self.asyncAction(action, PINS);
      seen.push(result.pin === 'OnPartly' ? result.values[1] : result.values[0], self.now);
    } catch (error) {
      seen.push(error);
    }
  };
}

describe.each(MODES)('TaskScope.asyncAction (%s)', (mode) => {
  it('binds its pins, activates it, and gives what the one that is called says', async () => {
    const action = new FakeAction();
    const seen: unknown[] = [];
    const loop = await play(as(mode, runs(action, seen)));
    await loop.tickAsync(1);
    expect(action).toMatchObject({ bound: 3, calls: ['Activate'] });

    action.OnPartly.Broadcast(7, 'two');
    await loop.tickAsync(1);

    expect(seen).toEqual(['two', 1]);
    expect(action).toMatchObject({ bound: 0, calls: ['Activate'] });
    expect(loop.left()).toEqual(NOTHING);
  });

  it('fails when a pin says so', async () => {
    const action = new FakeAction();
    const seen: unknown[] = [];
    const loop = await play(as(mode, runs(action, seen)));

    action.OnFailure.Broadcast('no network');
    await loop.tickAsync();

    expect(seen).toEqual([expect.any(AsyncActionError)]);
    expect(seen[0]).toMatchObject({ pin: 'OnFailure', values: ['no network'] });
    expect(action).toMatchObject({ bound: 0, calls: ['Activate'] });
  });

  it('hears what is called inside Activate', async () => {
    const action = new FakeAction(({ OnSuccess }) => OnSuccess.Broadcast(5));
    const seen: unknown[] = [];
    const loop = await play(as(mode, runs(action, seen)));
    await loop.tickAsync();

    expect(seen).toEqual([5, 0]);
  });

  it('makes it ready to be destroyed, however it ends', async () => {
    const action = new FakeAction();
    const seen: unknown[] = [];
    const loop = await play(
      as(mode, function* (self) {
        yield* self.nextTick();
        yield* self.spawn(runs(action, seen));
      }),
    );
    const engine = new FakeEngine(loop.world);
    await loop.tickAsync();

    action.OnSuccess.Broadcast(1);
    await loop.tickAsync();

    expect(engine.released).toEqual([action]);
  });

  it('fails with what Activate throws', async () => {
    const action = new FakeAction(() => {
      throw new Error('access a invalid object');
    });
    const seen: unknown[] = [];
    const loop = await play(as(mode, runs(action, seen)));
    await loop.tickAsync();

    expect(seen).toEqual([new Error('access a invalid object')]);
    expect(action.bound).toBe(0);
  });
});

describe.each(everyEnd())('TaskScope.asyncAction at the end of its task (%s, %s)', (mode, _, ending) => {
  it('cancels the action, unbinds it, and hears nothing of it', async () => {
    const action = new FakeAction();
    const seen: unknown[] = [];
    const made = await family(
      mode,
      function* subject(self) {
        seen.push(yield* self.asyncAction(action, PINS));
      },
      ending,
    );
    await made.loop.tickAsync();

    await ending.end(made);
    await promiseJobs();
    action.OnSuccess.Broadcast(1);
    await made.loop.tickAsync();

    expect(seen).toEqual([]);
    expect(action).toMatchObject({ bound: 0, calls: ['Activate', 'Cancel'] });
    expect(made.loop.left()).toEqual(NOTHING);
  });
});

describe('TaskScope.asyncAction', () => {
  it('cancels nothing that cannot be cancelled', () => {
    const action = { OnSuccess: new FakeMulticast<[number]>(), Activate: () => undefined };
    const loop = createTestLoop(function* (self) {
      yield* self.asyncAction(action, { completed: 'OnSuccess' });
    });

    loop.endPlay();

    expect(action.OnSuccess.bound).toEqual([]);
    expect(loop.left()).toEqual(NOTHING);
  });

  it.each([
    ['no action', {}, { completed: 'OnSuccess' }],
    ['no pins', new FakeAction(), undefined],
    ['none that completes', new FakeAction(), { completed: [] }],
    ['names that are none', new FakeAction(), { completed: 'OnSuccess', failed: [7] }],
  ])('refuses %s', (_, action, pins) => {
    createTestLoop(function* (self) {
      expect(() => self.asyncAction(action as never, pins as never)).toThrow(ArgumentError);
    });
    expect.assertions(1);
  });

  it('fails for a pin that is none, with its name', () => {
    const action = new FakeAction();
    const loop = createTestLoop(function* (self) {
      yield* self.asyncAction(action, { completed: 'OnDone' as never });
    });
    loop.tick();

    expect(loop.world.events('task.failed').map(({ message }) => message)).toContain(
      'self.delegate: OnDone: expected a delegate (Add and Remove, or Bind and Unbind), but got undefined',
    );
    expect(action.calls).not.toContain('Activate');
  });
});
