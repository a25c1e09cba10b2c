// SPDX-License-Identifier: MIT
import { Observable } from 'rxjs';
import { ArgumentError } from '../errors';
import type { Task } from '../task/task';
import type { SpawnOptions, TaskScope } from '../task/task-scope';
import type { Wait } from '../wait/wait';
import { Listeners, type Listener } from './listeners';
import { SignalWait } from './signal-wait';
import { title, type OwnedSyncOptions } from './sync-options';
import { openTaskOf, taskOf } from './task-of';

/**
 * Something that happens again and again, with values. Tasks of any loop wait for it, or have a handler for it.
 *
 * In an emission a listener removed meanwhile is not called, and one added waits for the next.
 * @example
 * const doorOpened = new Signal<[door: string]>();
 * doorOpened.emit('north');                          // anywhere
 * const [door] = await doorOpened.next(self);        // in a task
 */
export class Signal<Args extends unknown[] = []> {
  private heard: Listeners | null = null;
  private readonly name: string | undefined;

  /** @throws {ArgumentError} if the owner is no scope of a task */
  constructor({ name, owner }: OwnedSyncOptions = {}) {
    this.name = name;
    if (owner === undefined) return;
    this.heard = new Listeners(title('signal', name), openTaskOf('new Signal: owner', owner));
  }

  /** How many wait for it, or have a handler for it. */
  get listeners(): number {
    return this.heard?.size ?? 0;
  }

  /** Tells all listeners, in the order they came. Each goes on in the tick of its own loop. */
  emit(...values: Args): void {
    this.heard?.emit(values);
  }

  /**
   * Waits for the next emission, counted from now, and gives its values.
   *
   * Rejects if the signal's owner ends, with {@link OwnerEndedError} or {@link ScopeClosedError}.
   * @param self - the scope of the task that waits
   */
  next(self: TaskScope): Wait<Args> {
    const task = taskOf('signal.next', self);
    return (task.refusedWait() ?? new SignalWait(task, this.hearing())) as Wait<Args>;
  }

  /**
   * Calls a handler at each emission, inside the tick of the task's loop: at once if that is now, else in its next tick.
   *
   * The subscription is a child of the task. It ends with it, and without an error with the signal's owner. A handler
   * that throws is reported and spares the others. **Cancellation:** cancelling the child removes the handler.
   * @param self - the scope of the task that the handler belongs to
   * @throws {LoopEndedError} after the end of the loop; {ScopeClosedError} after the end of the task
   */
  on(self: TaskScope, handler: (...values: Args) => void, options?: SpawnOptions): Task<void> {
    const task = taskOf('signal.on', self);
    if (typeof handler !== 'function') throw new ArgumentError('signal.on', 'a function', handler);
    const name = options?.name ?? (handler.name || title('signal', this.name));
    return task.subscribe(this.asObservable(), (values) => handler(...values), { ...options, name });
  }

  /**
   * All emissions as a stream, each where it happens: `self.subscribe` brings them into a tick.
   *
   * Hot. Completes only if the signal's owner ends.
   */
  asObservable(): Observable<Args> {
    return new Observable<Args>((subscriber) => {
      const listener: Listener = {
        since: 0,
        hear: (values) => subscriber.next(values as Args),
        stop: () => subscriber.complete(),
      };
      const heard = this.hearing();
      heard.add(listener);
      return () => heard.remove(listener);
    });
  }

  private hearing(): Listeners {
    return (this.heard ??= new Listeners(title('signal', this.name), null));
  }
}
