// SPDX-License-Identifier: MIT
import { ArgumentError, AsyncActionError } from '../errors';
import type { ScopedTask } from '../task/scoped-task';
import type { TaskScope } from '../task/task-scope';
import type { Wait } from '../wait/wait';
import type { ArgumentsOf, DelegateNames } from './delegate';

/** `UBlueprintAsyncActionBase`, as PuerTS gives it to scripts. `Cancel` is that of `UCancellableAsyncAction`. */
export interface AsyncAction {
  Activate(): unknown;
  Cancel?(): unknown;
}

/** Pins of an async action: one delegate, or several. */
export type Pins<A> = DelegateNames<A> | readonly DelegateNames<A>[];

type NameOf<P> = P extends readonly (infer Name)[] ? Name : P;

export interface AsyncActionPins<A, Completed extends Pins<A> = Pins<A>> {
  /** The delegate that says that the action has succeeded, or several of which one will. */
  readonly completed: Completed;
  /** The delegate that says that it has failed, or several; default none. */
  readonly failed?: Pins<A>;
}

/** How an async action ended. */
export interface AsyncActionResult<Pin, Values> {
  /** The name of the delegate. */
  readonly pin: Pin;
  /** What it was called with. */
  readonly values: Values;
}

export type ResultOfAction<A, Completed> = {
  [Pin in NameOf<Completed> & keyof A]: AsyncActionResult<Pin, ArgumentsOf<A[Pin]>>;
}[NameOf<Completed> & keyof A];

/** The body of a task that runs an async action; see `TaskScope.asyncAction`. */
export function asyncActionBody(
  action: AsyncAction,
  pins: AsyncActionPins<never, never>,
): (self: TaskScope) => Generator<Wait<unknown>, AsyncActionResult<string, unknown[]>, unknown> {
  if (typeof (action as Partial<AsyncAction> | null)?.Activate !== 'function') {
    throw new ArgumentError('self.asyncAction', 'an async action (with Activate)', action);
  }
  const completed = namesOf('completed', pins?.completed);
  const failed = namesOf('failed', pins.failed ?? []);
  if (completed.length === 0) throw new ArgumentError('self.asyncAction: completed', 'a delegate', completed);
  return function* asyncAction(self) {
    const { engine } = (self as ScopedTask).loop.registry.host;
    let isOver = false;
    try {
      // Before Activate, in which the action may call one already.
      const waits = [...completed, ...failed].map((name): [string, Wait<unknown[]>] => [
        name,
        self.delegate(action as never, name as never).next(),
      ]);
      action.Activate();
      const { key, value } = yield* self.race(Object.fromEntries(waits));
      isOver = true;
      const values = value;
      if (failed.includes(key)) throw new AsyncActionError(key, values);
      return { pin: key, values };
    } finally {
      if (!isOver) cancelAction(action);
      engine?.releaseAsyncAction(action);
    }
  };
}

function namesOf(what: string, names: unknown): string[] {
  const list: unknown[] = Array.isArray(names) ? names : [names];
  for (const name of list) {
    if (typeof name !== 'string')
      throw new ArgumentError(`self.asyncAction: ${what}`, 'names of delegates', name);
  }
  return list as string[];
}

/** One that is garbage has nothing to cancel. */
function cancelAction(action: AsyncAction): void {
  try {
    action.Cancel?.();
  } catch {
    // PuerTS refuses every access to it.
  }
}
