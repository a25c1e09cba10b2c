// SPDX-License-Identifier: MIT
import type { BaseWait } from '../wait/wait';

/** What goes on right after the current step: a task, or an `await` of one. */
export interface Ready {
  /** True while it has to stand still. */
  readonly isPaused: boolean;
  goOn(mode: number, value: unknown): void;
}

/** What is ready in one loop, in order; what is paused keeps its place until it may go on. */
export class ReadyQueue {
  private items: (Ready | null)[] = [];
  private modes: number[] = [];
  private values: unknown[] = [];
  private sources: (BaseWait<unknown> | null)[] = [];
  private head = 0;
  /** Where what is held begins; -1 while nothing is. */
  private held = -1;

  get isEmpty(): boolean {
    return this.head === this.items.length;
  }

  add(item: Ready, mode: number, value: unknown, from: BaseWait<unknown> | null): void {
    this.items.push(item);
    this.modes.push(mode);
    this.values.push(value);
    this.sources.push(from);
  }

  /** Takes an item out; a value that it was to be given goes back to where it came from. */
  drop(item: Ready): void {
    const place = this.items.indexOf(item, this.held >= 0 ? this.held : this.head);
    if (place < 0) return;
    const [value, from] = [this.values[place], this.sources[place]];
    this.items[place] = null;
    this.values[place] = undefined;
    this.sources[place] = null;
    from?.takeBack(value);
  }

  /** Runs the first, or moves it to those that are paused. */
  runFirst(paused: ReadyQueue): void {
    const item = this.items[this.head] ?? null;
    const mode = this.modes[this.head]!;
    const value = this.values[this.head];
    if (item?.isPaused === true) paused.add(item, mode, value, this.sources[this.head]!);
    this.items[this.head] = null;
    this.values[this.head] = undefined;
    this.sources[this.head] = null;
    this.head += 1;
    if (this.isEmpty && this.held < 0) this.clear();
    if (item?.isPaused === false) item.goOn(mode, value);
  }

  /** Keeps back what is in the queue, until {@link release}. */
  hold(): void {
    if (this.held >= 0) return;
    this.held = this.head;
    this.head = this.items.length;
  }

  /** Lets what was kept back go on, before anything else. */
  release(): void {
    if (this.held < 0) return;
    this.head = this.held;
    this.held = -1;
    while (!this.isEmpty && this.items[this.head] === null) this.head += 1;
    if (this.isEmpty) this.clear();
  }

  /** Moves all to another queue. */
  moveTo(other: ReadyQueue): void {
    for (let place = this.head; place < this.items.length; place += 1) {
      const item = this.items[place];
      if (item) other.add(item, this.modes[place]!, this.values[place], this.sources[place]!);
    }
    this.clear();
  }

  private clear(): void {
    this.head = 0;
    this.items.length = 0;
    this.modes.length = 0;
    this.values.length = 0;
    this.sources.length = 0;
  }
}
