// SPDX-License-Identifier: MIT
import { Observable } from 'rxjs';
import { ArgumentError, ObjectEndedError } from '../errors';
import { openInlet } from '../stream/inlet';
import type { Listener } from '../sync/listeners';
import { SignalWait } from '../sync/signal-wait';
import { title } from '../sync/sync-options';
import type { ScopedTask } from '../task/scoped-task';
import type { Task } from '../task/task';
import type { SpawnOptions } from '../task/task-scope';
import type { BaseWait, Wait } from '../wait/wait';
import { isDelegate, type EngineDelegate, type OwnedDelegate } from './delegate';
import type { DelegateEmitter } from './delegate-emitter';
import { TaskDelegates } from './task-delegates';

export interface DelegateOptions {
  /** Shown in the list of tasks for those that wait, and in errors. Default the name of the owner's property. */
  readonly name?: string;
}

/**
 * A delegate of the engine as one task hears it: the task binds one function, however many waits and handlers there are,
 * and it is unbound when the task is over.
 */
export interface DelegateEvents<Args extends unknown[]> {
  /** True while the task's function is bound. */
  readonly isBound: boolean;

  /**
   * Waits for the next call of the delegate, counted from now, and gives its values. The task goes on in its own tick.
   *
   * Two calls in one step wake it once: use {@link on}, or a stream, where each counts.
   * @throws {ObjectEndedError} if the owner has ended; the wait rejects with the same if it ends meanwhile
   * @throws {DelegateTakenError} if something else has the place of a delegate that has one only
   */
  next(): Wait<Args>;

  /**
   * Calls a handler for each call of the delegate, inside the tick of the loop: at once if that is now, else in its next
   * tick. Ends quietly when the owner does.
   *
   * **Cancellation:** the subscription is a child of the task; cancelling it removes the handler.
   * @throws {ObjectEndedError} and {DelegateTakenError} as {@link next} does
   */
  on(handler: (...values: Args) => void, options?: SpawnOptions): Task<void>;

  /** All calls as a stream, inside the tick of the loop. Hot; belongs to the task. Completes when the owner ends. */
  asObservable(): Observable<Args>;

  /** Unbinds now, not only when the task is over. Whoever waits is told with a {@link ChannelClosedError}; streams complete. */
  close(): void;
}

/** @throws {ArgumentError} for what is no delegate; {ObjectEndedError} if the owner has ended */
export function delegateEventsOf(
  task: ScopedTask,
  given: object,
  key: PropertyKey | undefined,
  options: DelegateOptions | undefined,
): DelegateEvents<unknown[]> {
  const { name } = options ?? {};
  if (key === undefined) {
    const delegate = checked(given);
    const { owner } = delegate as Partial<OwnedDelegate>;
    return new DelegateOfTask(task, delegate, owner ?? null, title('delegate', name));
  }
  const heading = title('delegate', name ?? String(key));
  return new DelegateOfTask(task, checked(propertyOf(given, key, heading), key), given, heading);
}

/** Reads a property of an object of the engine, which throws once the object is garbage. */
function propertyOf(owner: object, key: PropertyKey, heading: string): unknown {
  if (typeof owner !== 'object' || owner === null) {
    throw new ArgumentError('self.delegate', 'an object with delegates', owner);
  }
  try {
    return (owner as Record<PropertyKey, unknown>)[key];
  } catch (error) {
    throw error instanceof ObjectEndedError ? error : new ObjectEndedError(heading, error);
  }
}

function checked(value: unknown, key?: PropertyKey): EngineDelegate {
  if (isDelegate(value)) return value;
  const what = key === undefined ? 'self.delegate' : `self.delegate: ${String(key)}`;
  throw new ArgumentError(what, 'a delegate (Add and Remove, or Bind and Unbind)', value);
}

class DelegateOfTask implements DelegateEvents<unknown[]> {
  private readonly emitter: DelegateEmitter;

  constructor(
    private readonly task: ScopedTask,
    delegate: EngineDelegate,
    owner: object | null,
    private readonly heading: string,
  ) {
    this.emitter = TaskDelegates.of(task).emitterOf(delegate, heading);
    if (owner !== null) this.emitter.belongsTo(owner);
  }

  get isBound(): boolean {
    return this.emitter.isBound;
  }

  next(): Wait<unknown[]> {
    const { task, emitter } = this;
    const refused = task.refusedWait();
    if (refused !== null) return refused;
    // First: a wait that is made has to end.
    emitter.open();
    return new SignalWait(task, emitter) as BaseWait<readonly unknown[]> as BaseWait<unknown> as Wait<
      unknown[]
    >;
  }

  on(handler: (...values: unknown[]) => void, options?: SpawnOptions): Task<void> {
    const { task } = this;
    if (typeof handler !== 'function') throw new ArgumentError('delegate.on', 'a function', handler);
    task.assertOpen(options);
    this.emitter.open();
    const name = options?.name ?? (handler.name || this.heading);
    return task.subscribe(this.calls(), (values) => handler(...values), { ...options, name });
  }

  asObservable(): Observable<unknown[]> {
    return openInlet(this.task, this.calls());
  }

  close(): void {
    this.emitter.close();
  }

  /** All calls, each where it happens. */
  private calls(): Observable<unknown[]> {
    const { emitter } = this;
    return new Observable((subscriber) => {
      const listener: Listener = {
        since: 0,
        hear: (values) => subscriber.next(values as unknown[]),
        stop: () => subscriber.complete(),
      };
      emitter.add(listener);
      return () => emitter.remove(listener);
    });
  }
}
