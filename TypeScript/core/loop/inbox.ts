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

/** A message is three entries of one array, so that one cache line has it all: in a world of many loops it is in no cache. */
const ENTRIES = 4;
const TARGET = 0;
const KIND = 1;
const VALUE = 2;

/** A ring of messages for one loop, kept in order until its next tick. Grows; allocates nothing per message. */
export class Inbox {
  private entries = emptyRing(SMALLEST);
  private capacity = SMALLEST;
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
    if (this.size === this.capacity) this.resize(this.size * 2);
    const { entries } = this;
    const at = ((this.head + this.size) & (this.capacity - 1)) * ENTRIES;
    entries[at + TARGET] = target;
    entries[at + KIND] = kind;
    entries[at + VALUE] = value;
    this.size += 1;
    if (this.size > this.burst) this.burst = this.size;
  }

  /** Hands the oldest message over; the ring keeps no reference to it. */
  shiftTo(receiver: MessageReceiver): void {
    const { entries } = this;
    const at = this.head * ENTRIES;
    const target = entries[at + TARGET] as MessageTarget;
    const kind = entries[at + KIND] as number;
    const value = entries[at + VALUE];
    entries[at + TARGET] = null;
    entries[at + VALUE] = undefined;
    this.head = (this.head + 1) & (this.capacity - 1);
    this.size -= 1;
    if (this.size === 0) this.rest();
    receiver.receiveMessage(target, kind, value);
  }

  /** After a flood the ring becomes smaller again, by halves, as bursts do. */
  private rest(): void {
    this.most = this.mostQueued;
    const isTooLarge = this.capacity > 64 && this.burst * 4 < this.capacity;
    this.burst = 0;
    if (isTooLarge) this.resize(this.capacity / 2);
  }

  private resize(capacity: number): void {
    const before = this.entries;
    const entries = emptyRing(capacity);
    for (let message = 0; message < this.size; message += 1) {
      const from = ((this.head + message) & (this.capacity - 1)) * ENTRIES;
      for (let entry = 0; entry < ENTRIES; entry += 1)
        entries[message * ENTRIES + entry] = before[from + entry];
    }
    this.entries = entries;
    this.capacity = capacity;
    this.head = 0;
  }
}

function emptyRing(capacity: number): unknown[] {
  return new Array<unknown>(capacity * ENTRIES).fill(undefined);
}
