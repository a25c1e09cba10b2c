// SPDX-License-Identifier: MIT
import type { BaseWait } from '../wait/wait';

/** What goes on right after the current step: a task, or an `await` of one. */
export interface Ready {
  /** True while it has to stand still. */
  readonly isPaused: boolean;
  goOn(mode: number, value: unknown): void;
}

/** Where queues keep what is in them. */
class Store {
  readonly items: (Ready | null)[] = [];
  readonly modes: number[] = [];
  readonly values: unknown[] = [];
  readonly sources: (BaseWait<unknown> | null)[] = [];

  empty(place: number): void {
    this.items[place] = null;
    this.values[place] = undefined;
    this.sources[place] = null;
  }
}

/** Stores that no queue uses right now: most queues are empty most of the time, and a new array is garbage in each tick. */
const SPARE: Store[] = [];
const MOST_SPARE = 8;
/** One that was longer than this is not kept. */
const SPARE_LENGTH = 1024;

/** What is ready in one loop, in order; what is paused keeps its place until it may go on. */
export class ReadyQueue {
  private store: Store | null = null;
  private head = 0;
  private end = 0;
  /** Where what is held begins; -1 while nothing is. */
  private held = -1;

  get isEmpty(): boolean {
    return this.head === this.end;
  }

  add(item: Ready, mode: number, value: unknown, from: BaseWait<unknown> | null): void {
    const store = (this.store ??= SPARE.pop() ?? new Store());
    store.items[this.end] = item;
    store.modes[this.end] = mode;
    store.values[this.end] = value;
    store.sources[this.end] = from;
    this.end += 1;
  }

  /** Takes an item out; a value that it was to be given goes back to where it came from. */
  drop(item: Ready): void {
    const { store } = this;
    if (store === null) return;
    const place = store.items.indexOf(item, this.held >= 0 ? this.held : this.head);
    if (place < 0) return;
    const [value, from] = [store.values[place], store.sources[place]];
    store.empty(place);
    from?.takeBack(value);
  }

  /** Runs the first, or moves it to those that are paused. */
  runFirst(paused: ReadyQueue): void {
    const store = this.store!;
    const item = store.items[this.head] ?? null;
    const mode = store.modes[this.head]!;
    const value = store.values[this.head];
    if (item?.isPaused === true) paused.add(item, mode, value, store.sources[this.head]!);
    store.empty(this.head);
    this.head += 1;
    if (this.isEmpty && this.held < 0) this.clear();
    if (item?.isPaused === false) item.goOn(mode, value);
  }

  /** Keeps back what is in the queue, until {@link release}. */
  hold(): void {
    if (this.held >= 0) return;
    this.held = this.head;
    this.head = this.end;
  }

  /** Lets what was kept back go on, before anything else. */
  release(): void {
    if (this.held < 0) return;
    this.head = this.held;
    this.held = -1;
    while (!this.isEmpty && this.store!.items[this.head] === null) this.head += 1;
    if (this.isEmpty) this.clear();
  }

  /** Moves all to another queue. */
  moveTo(other: ReadyQueue): void {
    const { store } = this;
    if (store === null) return;
    for (let place = this.head; place < this.end; place += 1) {
      const item = store.items[place];
      if (item) other.add(item, store.modes[place]!, store.values[place], store.sources[place]!);
    }
    for (let place = 0; place < this.end; place += 1) store.empty(place);
    this.clear();
  }

  /** Gives the store back. Whatever was in it has been taken out. */
  private clear(): void {
    const { store } = this;
    this.head = 0;
    this.end = 0;
    this.store = null;
    if (store !== null && SPARE.length < MOST_SPARE && store.items.length <= SPARE_LENGTH) SPARE.push(store);
  }
}
