// SPDX-License-Identifier: MIT
import { ChannelClosedError, DelegateTakenError, ObjectEndedError, lasting, type LoopError } from '../errors';
import type { MessageTarget } from '../loop/inbox';
import type { TaskNode } from '../task/task-node';
import { Listeners, type Listener } from '../sync/listeners';
import { isMulticast, type EngineDelegate } from './delegate';
import type { TaskDelegates } from './task-delegates';

/** Who has the one place of a unicast delegate. */
const PLACES = new WeakMap<object, DelegateEmitter>();

/**
 * The one function that a task has bound to a delegate, and all in the task who listen to it.
 *
 * Bound when somebody listens for the first time, and until the task is over: each binding makes an object in the engine.
 */
export class DelegateEmitter extends Listeners {
  private bound = false;
  /** The object that the delegate belongs to, if it is known. */
  private object: object | null = null;
  /** Number of the watch of its owner, or -1. */
  private watch = -1;
  /** The same function for binding and unbinding: the engine finds it by identity. */
  private readonly hear = (...values: unknown[]): void => this.emit(values);

  constructor(
    private readonly home: TaskDelegates,
    private readonly delegate: EngineDelegate,
    title: string,
  ) {
    super(title, null);
  }

  get task(): TaskNode {
    return this.home.task;
  }

  get isBound(): boolean {
    return this.bound;
  }

  belongsTo(object: object): void {
    if (this.object !== null) return;
    this.object = object;
    if (this.bound) this.watchOwner();
  }

  /**
   * Binds, if that was not done yet.
   *
   * @throws {ObjectEndedError} if the owner has ended
   * @throws {DelegateTakenError} if something else has the only place of a unicast delegate
   */
  open(): void {
    if (this.bound) return;
    this.watchOwner();
    try {
      this.bind();
    } catch (error) {
      this.unwatchOwner();
      throw error;
    }
    this.bound = true;
    this.task.loop.registry.subscriptionOpened();
    this.home.opened(this);
  }

  override add(listener: Listener): void {
    this.open();
    super.add(listener);
    this.home.wanted(this);
  }

  override remove(listener: Listener): void {
    super.remove(listener);
    if (this.bound && this.size === 0) this.home.unwanted(this);
  }

  /** Unbinds; whoever still listens is told. */
  close(error: LoopError = new ChannelClosedError(this.title)): void {
    if (!this.bound) return;
    this.bound = false;
    this.task.loop.registry.subscriptionClosed();
    this.unwatchOwner();
    this.home.closed(this);
    this.unbind(error instanceof ObjectEndedError);
    this.stopAll(lasting(error));
  }

  private bind(): void {
    const { delegate } = this;
    if (isMulticast(delegate)) {
      delegate.Add(this.hear);
      return;
    }
    const holder = PLACES.get(delegate);
    if (holder === undefined) {
      if (delegate.IsBound()) throw new DelegateTakenError(this.title);
    } else {
      if (holder.size > 0) throw new DelegateTakenError(this.title, holder.task.name);
      // Nobody listens there: it was kept for the next wait.
      holder.close();
    }
    delegate.Bind(this.hear);
    PLACES.set(delegate, this);
  }

  private unbind(isOwnerGone: boolean): void {
    const { delegate } = this;
    try {
      if (isMulticast(delegate)) delegate.Remove(this.hear);
      // The engine knows a delegate by its address, which may be another's by now.
      else if (!isOwnerGone && PLACES.get(delegate) === this) delegate.Unbind();
    } catch {
      // The owner is gone, and the binding with it.
    }
    if (PLACES.get(delegate) === this) PLACES.delete(delegate);
  }

  private watchOwner(): void {
    if (this.object === null) return;
    const { objects } = this.task.loop.registry;
    this.watch = objects.watch(this.object, () => new OwnerEnd(this, this.watch).post());
    if (this.watch === 0) throw new ObjectEndedError(this.title);
  }

  private unwatchOwner(): void {
    this.task.loop.registry.objects.unwatch(this.watch);
    this.watch = -1;
  }

  /** True while that watch of the owner is the one that counts. */
  isWatchedBy(watch: number): boolean {
    return this.bound && this.watch === watch;
  }
}

/** The news that the owner has ended: for the next tick, so that what the owner broadcasts as it ends is heard. */
class OwnerEnd implements MessageTarget {
  constructor(
    private readonly emitter: DelegateEmitter,
    private readonly watch: number,
  ) {}

  get isOver(): boolean {
    return !this.emitter.isWatchedBy(this.watch);
  }

  get isPaused(): boolean {
    return this.emitter.task.isPaused;
  }

  post(): void {
    this.emitter.task.loop.post(this, 0, undefined);
  }

  deliver(): void {
    this.emitter.close(new ObjectEndedError(this.emitter.title));
  }
}
