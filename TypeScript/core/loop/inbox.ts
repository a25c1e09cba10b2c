// SPDX-License-Identifier: MIT
import type { TaskNode } from '../task/task-node';

export const MessageKind = { Next: 0, Error: 1, Complete: 2 } as const;

/** A message that was taken out. */
export interface Message {
  readonly target: TaskNode;
  readonly kind: number;
  readonly value: unknown;
}

/** A ring of messages for one loop, kept in order until its next tick. Grows; allocates nothing per message. */
export class Inbox {
  private targets: (TaskNode | null)[] = new Array<TaskNode | null>(8).fill(null);
  private kinds: number[] = new Array<number>(8).fill(0);
  private values: unknown[] = new Array<unknown>(8).fill(undefined);
  private head = 0;
  size = 0;

  push(target: TaskNode, kind: number, value: unknown): void {
    if (this.size === this.targets.length) this.grow();
    const place = (this.head + this.size) & (this.targets.length - 1);
    this.targets[place] = target;
    this.kinds[place] = kind;
    this.values[place] = value;
    this.size += 1;
  }

  /** Hands the oldest message over; the ring keeps no reference to it. */
  shift(deliver: (target: TaskNode, kind: number, value: unknown) => void): void {
    const place = this.head;
    const target = this.targets[place]!;
    const value = this.values[place];
    this.targets[place] = null;
    this.values[place] = undefined;
    this.head = (place + 1) & (this.targets.length - 1);
    this.size -= 1;
    deliver(target, this.kinds[place]!, value);
  }

  private grow(): void {
    const used = this.targets.length;
    const order = (place: number): number => (this.head + place) & (used - 1);
    const unrolled = <T>(items: T[], filler: T): T[] =>
      Array.from({ length: used * 2 }, (_, place) => (place < used ? items[order(place)]! : filler));
    this.targets = unrolled<TaskNode | null>(this.targets, null);
    this.kinds = unrolled(this.kinds, 0);
    this.values = unrolled<unknown>(this.values, undefined);
    this.head = 0;
  }
}
