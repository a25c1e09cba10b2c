// SPDX-License-Identifier: MIT
import type { Observable } from 'rxjs';
import { ArgumentError } from '../errors';
import type { ScopedTask } from '../task/scoped-task';
import { BaseWait, type Wait } from '../wait/wait';
import { assertOneOf, capacityFrom, STREAM_OVERFLOWS, type StreamOverflow } from './room';
import { assertPausable, type Pausable } from './pausable';
import { StreamInflow } from './stream-inflow';
import { StreamWait } from './stream-wait';

export interface StreamOptions {
  /** Shown in the list of tasks, and in errors. */
  readonly name?: string;
  /**
   * Values that may wait to be read, a whole number of 1 or more. Default 4,096: what 10,000 a second bring in the longest
   * frame that the engine lets pass.
   */
  readonly capacity?: number;
  /**
   * What becomes of a value for which there is no room. Default `block` with a pausable source, else `error`.
   *
   * `block` makes the source wait; it takes a {@link StreamOptions.pausable}.
   */
  readonly overflow?: 'block' | StreamOverflow;
  /** What makes the source wait: a connection whose reader has a window, or anything with `pause` and `resume`. */
  readonly pausable?: Pausable;
}

/** The values of an Observable, to be read one after the other. */
export interface Stream<T> {
  /** Values that wait to be read. */
  readonly size: number;
  /** Values for which there was no room. */
  readonly dropped: number;
  /** True once the source is at its end or was closed; values may still wait. */
  readonly isClosed: boolean;

  /**
   * Waits for the next value; done after the last one. An error of the source is thrown after the values before it.
   *
   * **Cancellation:** a value that came at the same moment is kept for the next reader.
   * @example for (let line = yield* lines.next(); line.done !== true; line = yield* lines.next()) parse(line.value);
   */
  next(): Wait<IteratorResult<T, undefined>>;

  /** Closes it, as leaving a `for await` does. */
  return(): Wait<IteratorReturnResult<undefined>>;

  /** Unsubscribes from the source and drops what waits. Idempotent; the end of the task does it too. */
  close(): void;

  [Symbol.asyncIterator](): Stream<T>;
}

/** The options, checked and complete. */
export type CheckedStreamOptions = StreamOptions & Required<Pick<StreamOptions, 'capacity' | 'overflow'>>;

export function streamOptionsFrom(options: StreamOptions = {}): CheckedStreamOptions {
  const { pausable } = options;
  if (pausable !== undefined) assertPausable('self.stream: pausable', pausable);
  const { overflow = pausable === undefined ? 'error' : 'block' } = options;
  assertOneOf('self.stream: overflow', ['block', ...STREAM_OVERFLOWS], overflow);
  if (overflow === 'block' && pausable === undefined) {
    throw new ArgumentError('self.stream: overflow', 'a pausable source with "block"', overflow);
  }
  return { ...options, overflow, capacity: capacityFrom('self.stream', overflow, options.capacity) };
}

/** The reading side of a stream. */
export class PullStream<T> implements Stream<T> {
  private readonly inflow: StreamInflow<T>;

  constructor(
    private readonly task: ScopedTask,
    source: Observable<T>,
    options: CheckedStreamOptions,
  ) {
    this.inflow = new StreamInflow(task, options);
    this.inflow.begin(source);
  }

  get size(): number {
    return this.inflow.size;
  }

  get dropped(): number {
    return this.inflow.dropped;
  }

  get isClosed(): boolean {
    return this.inflow.isOver;
  }

  next(): Wait<IteratorResult<T, undefined>> {
    const { task, inflow } = this;
    return task.refusedWait() ?? (inflow.isClosedByReader ? DONE : new StreamWait<T>(task, inflow.core));
  }

  return(): Wait<IteratorReturnResult<undefined>> {
    this.close();
    return DONE;
  }

  close(): void {
    this.inflow.closeByReader();
  }

  [Symbol.asyncIterator](): this {
    return this;
  }
}

/** A step of an iteration that is over. */
class DoneWait extends BaseWait<IteratorReturnResult<undefined>> {
  readonly owner = null;

  park(): boolean {
    return false;
  }

  unpark(): void {
    // Nobody is ever parked here.
  }

  outcome(): IteratorReturnResult<undefined> {
    return { done: true, value: undefined };
  }

  describe(): string {
    return 'nothing';
  }
}

const DONE = new DoneWait();
