// SPDX-License-Identifier: MIT

export const MessageKind = { Next: 0, Error: 1, Complete: 2 } as const;

/** What messages are for: a subscription of a task. */
export interface MessageTarget {
  /** It ended: what still queues for it is dropped, and counted. */
  readonly isOver: boolean;
  /** Its task stands still: what comes meanwhile is kept. */
  readonly isPaused: boolean;
  deliver(kind: number, value: unknown): void;
}

/** A message that was taken out. */
export interface Message {
  readonly target: MessageTarget;
  readonly kind: number;
  readonly value: unknown;
}

/** Who takes messages out. */
export interface MessageReceiver {
  receiveMessage(target: MessageTarget, kind: number, value: unknown): void;
}

const SMALLEST = 8;

/** A ring of messages for one loop, kept in order until its next tick. Grows; allocates nothing per message. */
export class Inbox {
  private targets: (MessageTarget | null)[] = new Array<MessageTarget | null>(SMALLEST).fill(null);
  private kinds: number[] = new Array<number>(SMALLEST).fill(0);
  private values: unknown[] = new Array<unknown>(SMALLEST).fill(undefined);
  private head = 0;
  /** The most that waited since it was empty last. */
  private burst = 0;
  size = 0;

  /** @param most - messages that waited at one moment in a ring before this one */
  constructor(private most = 0) {}

  /** The most messages that ever waited at one moment. */
  get mostQueued(): number {
    return Math.max(this.most, this.burst);
  }

  push(target: MessageTarget, kind: number, value: unknown): void {
    if (this.size === this.targets.length) this.resize(this.size * 2);
    const place = (this.head + this.size) & (this.targets.length - 1);
    this.targets[place] = target;
    this.kinds[place] = kind;
    this.values[place] = value;
    this.size += 1;
    if (this.size > this.burst) this.burst = this.size;
  }

  /** Hands the oldest message over; the ring keeps no reference to it. */
  shiftTo(receiver: MessageReceiver): void {
    const place = this.head;
    const target = this.targets[place]!;
    const kind = this.kinds[place]!;
    const value = this.values[place];
    this.targets[place] = null;
    this.values[place] = undefined;
    this.head = (place + 1) & (this.targets.length - 1);
    this.size -= 1;
    if (this.size === 0) this.rest();
    receiver.receiveMessage(target, kind, value);
  }

  /** After a flood the ring becomes smaller again, by halves, as bursts do. */
  private rest(): void {
    this.most = this.mostQueued;
    const { length } = this.targets;
    const isTooLarge = length > 64 && this.burst * 4 < length;
    this.burst = 0;
    if (isTooLarge) this.resize(length / 2);
  }

  private resize(length: number): void {
    const used = this.targets.length;
    const unrolled = <T>(items: T[], filler: T): T[] =>
      Array.from({ length }, (_, place) =>
        place < this.size ? items[(this.head + place) & (used - 1)]! : filler,
      );
    this.targets = unrolled<MessageTarget | null>(this.targets, null);
    this.kinds = unrolled(this.kinds, 0);
    this.values = unrolled<unknown>(this.values, undefined);
    this.head = 0;
  }
}
