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
    return refused ?? new PromiseWait(task, promise, onCancel ?? null);
  } finally {
    if (!isOwned) disown(task, promise, onCancel);
  }
}

/** Nobody may wait for it: what it stands for is stopped, and its rejection is no news. */
function disown(task: TaskNode, promise: PromiseLike<unknown>, onCancel: (() => void) | undefined): void {
  Promise.resolve(promise).catch(() => undefined);
  if (onCancel !== undefined) task.loop.callTeardown(task, onCancel);
}

/** A wait for a promise: whoever waits goes on in the tick of the loop. */
class PromiseWait<T> extends OwnedWait<T> {
  /** Its error, as long as nobody has seen it and somebody may. */
  private unseen: { readonly error: unknown } | null = null;

  constructor(
    owner: TaskNode,
    promise: PromiseLike<T>,
    private onCancel: (() => void) | null,
  ) {
    super(owner);
    try {
      promise.then(
        (value) => this.resolved(value),
        (error: unknown) => this.rejected(error),
      );
    } catch (error) {
      this.rejected(error);
    }
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

  protected enter(): void {
    // The promise goes on whether somebody waits or not.
  }

  protected leave(): void {
    const { onCancel } = this;
    this.onCancel = null;
    if (onCancel !== null) this.owner.loop.callTeardown(this.owner, onCancel);
  }

  private resolved(value: T): void {
    this.onCancel = null;
    this.settle(value);
  }

  private rejected(error: unknown): void {
    this.onCancel = null;
    const mayBeSeen = this.isPending && this.isLoose;
    this.fail(error);
    if (!mayBeSeen) return;
    this.unseen = { error };
    this.owner.addWait(this);
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
