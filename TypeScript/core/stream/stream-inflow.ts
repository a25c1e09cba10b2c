// SPDX-License-Identifier: MIT
import type { Observable } from 'rxjs';
import { messageOf } from '../errors';
import { MessageKind } from '../loop/inbox';
import type { Holding } from '../task/holding';
import type { TaskNode } from '../task/task-node';
import { Offer } from '../sync/channel-core';
import { title } from '../sync/sync-options';
import { Inflow } from './inflow';
import { SourceValve } from './pausable';
import type { CheckedStreamOptions } from './pull-stream';
import type { Room } from './room';
import { SourceFailure, StreamCore } from './stream-wait';

/** The writing side of a stream: from the source, through the tick, to what waits to be read. */
export class StreamInflow<T> extends Inflow<T> implements Holding {
  readonly core: StreamCore<T>;
  isClosedByReader = false;
  protected readonly title: string;
  private readonly valve: SourceValve | null = null;
  private failure: SourceFailure | null = null;
  private readonly capacity: number;

  constructor(task: TaskNode, { name, capacity, overflow, pausable }: CheckedStreamOptions) {
    super(task, roomInTheInbox(capacity, overflow));
    this.title = title('stream', name);
    const taken = (): void => this.valueTaken();
    if (overflow === 'block') {
      this.valve = new SourceValve(pausable!, capacity);
      // What was under way when the source was told to wait is taken in as well.
      this.capacity = 2 * capacity;
      this.core = new StreamCore(this.title, this.capacity, 'error', taken);
    } else {
      this.capacity = capacity;
      const policy = overflow === 'latest' ? 'drop-oldest' : overflow;
      this.core = new StreamCore(this.title, capacity, policy, taken);
    }
    task.hold(this);
  }

  /** Values that wait, in the inbox or to be read. */
  get size(): number {
    return this.isClosedByReader ? 0 : this.queued + this.core.size;
  }

  begin(source: Observable<T>): void {
    this.open(source);
  }

  handle(kind: number, value: unknown): void {
    if (kind !== MessageKind.Next) return;
    const { core } = this;
    const droppedBefore = core.dropped;
    if (core.offer(value as T) === Offer.Refused) {
      this.countDropped();
      this.finish(new SourceFailure(this.fullError(this.capacity)));
    } else if (core.dropped > droppedBefore) {
      this.countDropped();
    } else {
      this.hasQueued();
    }
  }

  /** The reader wants no more. */
  closeByReader(): void {
    if (this.isClosedByReader) return;
    this.isClosedByReader = true;
    this.finish(null);
    this.core.discard();
    this.task.letGo(this);
  }

  /** Its task is over. */
  abandon(): void {
    const { failure, task } = this;
    if (failure !== null && !failure.isSeen) {
      const message = `A stream failed, and nobody read that far: ${messageOf(failure.error)}`;
      task.loop.log('stream.unread', 'warning', message, task);
    }
    this.closeByReader();
  }

  protected override hasQueued(): void {
    const { valve } = this;
    if (valve === null || this.isOver) return;
    this.task.loop.callHandler(this.task, () => valve.filled(this.queued + this.core.size));
  }

  protected ended(kind: number, value: unknown): void {
    this.finish(kind === MessageKind.Error ? new SourceFailure(value) : null);
  }

  private valueTaken(): void {
    const { valve } = this;
    if (valve === null || this.isOver) return;
    this.task.loop.callHandler(this.task, () => valve.taken(this.queued + this.core.size));
  }

  private finish(failure: SourceFailure | null): void {
    if (this.isOver) return;
    this.failure = failure;
    this.task.loop.callTeardown(this.task, () => this.stop());
    this.core.close(failure ?? undefined);
  }
}

/** What waits for the tick is bounded as what waits to be read is: with both, the reader gets what one bound would leave. */
function roomInTheInbox(capacity: number, overflow: CheckedStreamOptions['overflow']): Room {
  return overflow === 'block' ? { capacity: 2 * capacity, overflow: 'error' } : { capacity, overflow };
}
