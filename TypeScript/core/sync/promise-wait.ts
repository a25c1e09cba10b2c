// SPDX-License-Identifier: MIT
import { ArgumentError, messageOf } from '../errors';
import type { ScopedTask } from '../task/scoped-task';
import type { TaskNode } from '../task/task-node';
import { OwnedWait } from '../wait/owned-wait';
import type { Wait } from '../wait/wait';

export interface OwnOptions {
  /** Stops what the promise stands for. Called once, if nobody waits for it any more before it is settled. */
  readonly onCancel?: () => void;
}

/** Makes a promise that the loop did not make one of the task's waits; see `TaskScope.own`. */
export function ownPromise<T>(task: ScopedTask, promise: PromiseLike<T>, options: OwnOptions = {}): Wait<T> {
  const { onCancel } = options;
  if (typeof (promise as { then?: unknown } | null | undefined)?.then !== 'function') {
    throw new ArgumentError('self.own', 'a promise', promise);
  }
  if (onCancel !== undefined && typeof onCancel !== 'function') {
    throw new ArgumentError('self.own: onCancel', 'a function', onCancel);
  }
  let isOwned = false;
  try {
    const refused = task.refusedWait();
    isOwned = refused === null;
    return refused ?? new PromiseWait(task, new PromiseLink(promise), onCancel ?? null);
  } finally {
    if (!isOwned) disown(task, promise, onCancel);
  }
}

/** Nobody may wait for it: what it stands for is stopped, and its rejection is no news. */
function disown(task: TaskNode, promise: PromiseLike<unknown>, onCancel: (() => void) | undefined): void {
  Promise.resolve(promise).catch(() => undefined);
  if (onCancel !== undefined) task.loop.callTeardown(task, onCancel);
}

/** What a promise holds: not the wait, since it may never settle, and the actor may be long gone. */
class PromiseLink<T> {
  private wait: PromiseWait<T> | null = null;
  private tell: ((wait: PromiseWait<T>) => void) | null = null;

  constructor(promise: PromiseLike<T>) {
    const failed = (error: unknown): void => this.came((wait) => wait.rejected(error));
    try {
      promise.then((value) => this.came((wait) => wait.resolved(value)), failed);
    } catch (error) {
      failed(error);
    }
  }

  /** Tells this wait, and no other, how the promise ends; at once if it did. */
  listen(wait: PromiseWait<T> | null): void {
    this.wait = this.tell === null ? wait : null;
    if (wait !== null) this.tell?.(wait);
  }

  private came(tell: (wait: PromiseWait<T>) => void): void {
    // A thenable may call back twice.
    if (this.tell !== null) return;
    this.tell = tell;
    const { wait } = this;
    this.wait = null;
    if (wait !== null) tell(wait);
  }
}

/** A wait for a promise: whoever waits goes on in the tick of the loop. */
class PromiseWait<T> extends OwnedWait<T> {
  /** Its error, as long as nobody has seen it and somebody may. */
  private unseen: { readonly error: unknown } | null = null;

  constructor(
    owner: TaskNode,
    private readonly link: PromiseLink<T>,
    private onCancel: (() => void) | null,
  ) {
    super(owner);
    this.enter();
  }

  describe(): string {
    return 'a promise';
  }

  override outcome(): T {
    if (this.unseen !== null) this.look();
    return super.outcome();
  }

  override abandon(): void {
    if (this.unseen === null) super.abandon();
    else this.report(this.look());
  }

  resolved(value: T): void {
    this.onCancel = null;
    this.settle(value);
  }

  rejected(error: unknown): void {
    this.onCancel = null;
    const mayBeSeen = this.isLoose;
    this.fail(error);
    if (!mayBeSeen) return;
    this.unseen = { error };
    this.owner.addWait(this);
  }

  protected enter(): void {
    this.link.listen(this);
  }

  protected leave(): void {
    this.link.listen(null);
    const { onCancel } = this;
    this.onCancel = null;
    if (onCancel !== null) this.owner.loop.callTeardown(this.owner, onCancel);
  }

  private look(): unknown {
    const { error } = this.unseen!;
    this.unseen = null;
    this.owner.removeWait(this);
    return error;
  }

  private report(error: unknown): void {
    const message = `A promise failed, and nobody waited for it: ${messageOf(error)}`;
    this.owner.loop.log('promise.failed', 'warning', message, this.owner);
  }
}
