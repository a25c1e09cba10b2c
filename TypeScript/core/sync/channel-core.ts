// SPDX-License-Identifier: MIT
import { ChannelClosedError, ChannelFullError, lasting, type LoopError } from '../errors';
import type { Holding } from '../task/holding';
import type { TaskNode } from '../task/task-node';
import type { SendWait, TakeWait } from './channel-waits';
import { Line, type InLine } from './line';
import { firstWanted } from './wait-in-line';

/**
 * What a channel does with a value for which there is no room.
 *
 * - `block`: the sender waits for room
 * - `drop-oldest`: the value that waits longest is dropped
 * - `drop-newest`: the value that was to be sent is dropped
 * - `error`: sending fails
 */
export type Overflow = 'block' | 'drop-oldest' | 'drop-newest' | 'error';

export const OVERFLOWS: readonly Overflow[] = ['block', 'drop-oldest', 'drop-newest', 'error'];

/** What became of a value that was offered. */
export const Offer = { Taken: 0, Dropped: 1, Refused: 2 } as const;

/** A value in a channel. */
export class Item<T> implements InLine {
  line: Line<InLine> | null = null;
  ahead: InLine | null = null;
  behind: InLine | null = null;

  constructor(
    readonly value: T,
    /** Values keep the order of these. */
    readonly number: number,
  ) {}
}

/** The state of a channel, for the channel and its waits. */
export class ChannelCore<T> implements Holding {
  dropped = 0;
  /** What those are told who come after it was closed; null while it is open. */
  end: LoopError | null = null;
  senders: Line<SendWait<T>> | null = null;
  receivers: Line<TakeWait<T, unknown>> | null = null;
  private items: Line<Item<T>> | null = null;
  /** Values that came back from receivers who never saw them: older than all others. */
  private returned: Line<Item<T>> | null = null;
  private lastNumber = 0;
  private isAbandoned = false;

  constructor(
    readonly title: string,
    private readonly capacity: number,
    private readonly overflow: Overflow,
    private owner: TaskNode | null,
  ) {
    owner?.hold(this);
  }

  get size(): number {
    return (this.items?.size ?? 0) + (this.returned?.size ?? 0);
  }

  /** Takes a value in, if there is a receiver or room for it. */
  offer(value: T): number {
    const receiver = firstWanted(this.receivers);
    if (receiver !== null) {
      receiver.deliver(this.number(value));
      return Offer.Taken;
    }
    if (this.size < this.capacity) {
      this.keep(value);
      return Offer.Taken;
    }
    if (this.overflow === 'block' || this.overflow === 'error') return Offer.Refused;
    this.dropped += 1;
    if (this.overflow === 'drop-newest' || this.shift() === null) return Offer.Dropped;
    this.keep(value);
    return Offer.Taken;
  }

  enterSender(wait: SendWait<T>): void {
    if (this.end !== null) wait.fail(this.end);
    else if (this.offer(wait.sent) !== Offer.Refused) wait.settle();
    else if (this.overflow === 'error') wait.fail(new ChannelFullError(this.title, this.capacity));
    else (this.senders ??= new Line()).push(wait);
  }

  enterReceiver(wait: TakeWait<T, unknown>): void {
    const item = this.take();
    if (item !== null) wait.deliver(item);
    else if (this.end !== null) wait.channelEnded(this.end);
    else (this.receivers ??= new Line()).push(wait);
  }

  /** The oldest value, or that of the first sender who waits; null if there is none. */
  take(): Item<T> | null {
    const item = this.shift();
    if (item === null) return this.takeFromSender();
    while (this.size < this.capacity) {
      const sent = this.takeFromSender();
      if (sent === null) break;
      (this.items ??= new Line()).push(sent);
    }
    return item;
  }

  /** Takes back a value that its receiver never saw; it goes before all that came after it. */
  putBack(item: Item<T>): void {
    if (this.isAbandoned) return;
    const receiver = firstWanted(this.receivers);
    if (receiver !== null) {
      receiver.deliver(item);
      return;
    }
    const returned = (this.returned ??= new Line());
    if (returned.last !== null && returned.last.number < item.number) {
      returned.push(item);
      return;
    }
    let behind = returned.first;
    while (behind !== null && behind.number < item.number) behind = behind.behind as Item<T> | null;
    returned.insert(item, behind);
  }

  /** A receiver was given this one. */
  delivered(_item: Item<T>): void {
    // Most channels need not know.
  }

  /** Drops what nobody has received: nobody will. */
  discard(): void {
    this.items = null;
    this.returned = null;
    this.isAbandoned = true;
  }

  close(error: unknown): void {
    if (this.end !== null) return;
    this.owner?.letGo(this);
    this.owner = null;
    this.finish(lasting(new ChannelClosedError(this.title, error)));
  }

  /** Its owner ended: nobody receives what is in it. */
  abandon(): void {
    this.discard();
    this.finish(lasting(this.owner!.lostWait()));
    this.owner = null;
  }

  private finish(error: LoopError): void {
    this.end = error;
    for (let wait = this.senders?.shift(); wait; wait = this.senders!.shift()) wait.fail(error);
    for (let wait = this.receivers?.shift(); wait; wait = this.receivers!.shift()) wait.channelEnded(error);
  }

  private takeFromSender(): Item<T> | null {
    const sender = firstWanted(this.senders);
    if (sender === null) return null;
    sender.settle();
    return this.number(sender.sent);
  }

  private keep(value: T): void {
    (this.items ??= new Line()).push(this.number(value));
  }

  private shift(): Item<T> | null {
    return this.returned?.shift() ?? this.items?.shift() ?? null;
  }

  private number(value: T): Item<T> {
    this.lastNumber += 1;
    return new Item(value, this.lastNumber);
  }
}
