// SPDX-License-Identifier: MIT
import { Subscriber, type Observable, type Observer } from 'rxjs';
import { ChannelFullError } from '../errors';
import { MessageKind, type MessageTarget } from '../loop/inbox';
import type { InflowHandler } from '../loop/loop-steps';
import type { TaskNode } from '../task/task-node';
import { TaskBit } from '../task/task-state';
import type { Room } from './room';
import { ValueRing } from './value-ring';

/**
 * Brings what a source emits into the ticks of a task's loop.
 *
 * A value emitted in a step of this very loop is delivered at once, unless older values still queue; any other goes
 * through the inbox and arrives, in order, in the next tick. At the end of play nothing is delivered.
 */
export abstract class Inflow<T> implements Observer<T>, MessageTarget, InflowHandler {
  isOver = false;
  /** Messages that wait in the inbox. */
  queued = 0;
  /** Values for which there was no room. */
  dropped = 0;
  private subscriber: Subscriber<T> | null = null;
  /** What waits, where there are bounds: the inbox then has the places alone, and a value that is dropped needs no search. */
  private readonly waiting: ValueRing<T> | null;

  constructor(
    readonly task: TaskNode,
    private readonly room: Room | null,
  ) {
    this.waiting = room === null ? null : new ValueRing();
  }

  get isPaused(): boolean {
    return this.task.isPaused;
  }

  next(value: T): void {
    this.arrive(MessageKind.Next, value);
  }

  error(error: unknown): void {
    this.arrive(MessageKind.Error, error);
  }

  complete(): void {
    this.arrive(MessageKind.Complete, undefined);
  }

  deliver(kind: number, value: unknown): void {
    this.queued -= 1;
    const isKept = this.waiting !== null && kind === MessageKind.Next;
    this.pass(kind, isKept ? this.waiting.shift() : value);
  }

  /** Takes a message in a step of its task. */
  abstract handle(kind: number, value: unknown): void;

  /** The source is at its end, and what it had to say is said. */
  protected abstract ended(kind: number, value: unknown): void;

  /** What it is called in errors. */
  protected abstract readonly title: string;

  /** A message has come, and waits. */
  protected hasQueued(): void {
    // Most sources cannot wait.
  }

  /** Subscribes to the source. Where that throws, it is the error of the stream. */
  protected open(source: Observable<T>): void {
    const { registry } = this.task.loop;
    // Made by hand, because a source that emits while it is being subscribed to must already be one that can be stopped.
    const subscriber = new Subscriber<T>(this);
    this.subscriber = subscriber;
    registry.subscriptionOpened();
    subscriber.add(() => registry.subscriptionClosed());
    try {
      subscriber.add(source.subscribe(subscriber));
    } catch (error) {
      // RxJS passes such an error on to the observer; what only looks like an Observable may not.
      subscriber.error(error);
    }
  }

  /** Stops the source; what waits is dropped. A teardown that throws does so here. */
  protected stop(): void {
    if (this.isOver) return;
    this.isOver = true;
    this.waiting?.clear();
    this.subscriber?.unsubscribe();
  }

  private arrive(kind: number, value: unknown): void {
    if (this.isOver) return;
    const { task } = this;
    const { loop } = task;
    if (task.has(TaskBit.Ending)) {
      loop.countDropped();
    } else if (this.queued === 0 && loop.isInOwnTick && !task.isPaused) {
      this.pass(kind, value);
      loop.afterStep();
    } else if (this.waiting === null || kind !== MessageKind.Next) {
      this.queue(kind, value);
    } else {
      this.queueBounded(value as T);
    }
  }

  private pass(kind: number, value: unknown): void {
    this.task.loop.callInflow(this.task, this, kind, value);
    if (kind !== MessageKind.Next && !this.isOver) this.ended(kind, value);
  }

  private queue(kind: number, value: unknown): void {
    this.queued += 1;
    this.task.loop.post(this, kind, value);
    this.hasQueued();
  }

  private queueBounded(value: T): void {
    const waiting = this.waiting!;
    const { capacity, overflow } = this.room!;
    if (waiting.size < capacity) {
      waiting.push(value);
      this.queue(MessageKind.Next, undefined);
      return;
    }
    this.countDropped();
    if (overflow === 'error') {
      this.subscriber!.error(this.fullError(capacity));
    } else if (overflow !== 'drop-newest') {
      waiting.shift();
      waiting.push(value);
    }
  }

  protected countDropped(): void {
    this.dropped += 1;
    this.task.loop.countDropped();
  }

  protected fullError(capacity: number): ChannelFullError {
    return new ChannelFullError(this.title, capacity);
  }

  /** Ends the source as if it had failed. */
  protected fail(error: unknown): void {
    this.subscriber!.error(error);
  }
}
