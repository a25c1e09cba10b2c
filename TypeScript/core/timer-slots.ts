// SPDX-License-Identifier: MIT
import { DUE_TOLERANCE, type LoopMemory } from './loop-memory';
import { TimerHeap } from './timer-heap';

/** What a timer wakes. */
export interface TimerTarget {
  /** The timer fired; its slot is free already. */
  timerFired(): void;
}

/** Beyond this many timers in one loop a sorted list is slower than a heap. Source: `docs/benchmarks.md`, timer structures. */
const LIST_LIMIT = 32;

/**
 * The timers of all loops of one environment, in shared typed arrays.
 *
 * Each loop has an intrusive list of its own, sorted by due time and, among equals, by creation; a loop with more than
 * 32 timers uses a heap instead. Nothing is allocated per timer, and there is no order across loops.
 */
export class TimerSlots {
  private due = new Float64Array(0);
  private madeAt = new Float64Array(0);
  private order = new Uint32Array(0);
  private generation = new Uint32Array(0);
  /** Next timer of the loop's list, place in the loop's heap, or next free slot. */
  private next = new Int32Array(0);
  private readonly targets: (TimerTarget | null)[] = [];
  private readonly heaps = new Map<number, TimerHeap>();
  private firstFree = -1;
  private created = 0;

  constructor(private readonly memory: LoopMemory) {}

  count(): number {
    return this.targets.reduce((sum, target) => (target === null ? sum : sum + 1), 0);
  }

  /** Due time of the loop's first timer in seconds, or Infinity. */
  firstDue(loop: number): number {
    const first = this.memory.firstTimer[loop]!;
    return first < 0 ? Infinity : this.due[first]!;
  }

  add(loop: number, now: number, due: number, target: TimerTarget): number {
    const slot = this.firstFree >= 0 ? this.firstFree : this.enlarge();
    this.firstFree = this.next[slot]!;
    this.due[slot] = due;
    this.madeAt[slot] = now;
    this.order[slot] = this.created = (this.created + 1) >>> 0;
    this.targets[slot] = target;
    const heap = this.heaps.size === 0 ? undefined : this.heaps.get(loop);
    if (heap !== undefined) this.insertIntoHeap(loop, heap, slot);
    else this.insertIntoList(loop, slot);
    return slot;
  }

  /** Number that changes when the slot is freed; with the slot it names one timer for ever. */
  generationOf(slot: number): number {
    return this.generation[slot]!;
  }

  isLive(slot: number, generation: number): boolean {
    return this.generation[slot] === generation && this.targets[slot] !== null;
  }

  dueOf(slot: number): number {
    return this.due[slot]!;
  }

  madeAtOf(slot: number): number {
    return this.madeAt[slot]!;
  }

  setTarget(slot: number, target: TimerTarget): void {
    this.targets[slot] = target;
  }

  remove(loop: number, slot: number): void {
    const heap = this.heaps.size === 0 ? undefined : this.heaps.get(loop);
    if (heap !== undefined) {
      heap.removeAt(this.next[slot]!);
      this.setFirst(loop, heap.first());
      if (heap.size === 0) this.heaps.delete(loop);
    } else {
      this.removeFromList(loop, slot);
    }
    this.free(slot);
  }

  /** Takes the loop's first timer out and returns what it wakes. */
  takeFirst(loop: number): TimerTarget {
    const slot = this.memory.firstTimer[loop]!;
    const target = this.targets[slot]!;
    this.remove(loop, slot);
    return target;
  }

  /** Calls back with what each timer of the loop wakes; the callback may remove that timer. */
  forEach(loop: number, visit: (target: TimerTarget) => void): void {
    const slots = this.heaps.get(loop)?.toArray() ?? [];
    if (slots.length === 0) {
      for (let at = this.memory.firstTimer[loop]!; at >= 0; at = this.next[at]!) slots.push(at);
    }
    for (const slot of slots) {
      const target = this.targets[slot];
      if (target) visit(target);
    }
  }

  private insertIntoList(loop: number, slot: number): void {
    const { due, next } = this;
    const time = due[slot]!;
    let previous = -1;
    let at = this.memory.firstTimer[loop]!;
    let steps = 0;
    while (at >= 0 && due[at]! <= time) {
      previous = at;
      at = next[at]!;
      steps += 1;
    }
    next[slot] = at;
    if (previous < 0) this.setFirst(loop, slot);
    else next[previous] = slot;
    if (steps >= LIST_LIMIT) this.changeToHeap(loop);
  }

  private removeFromList(loop: number, slot: number): void {
    const { next } = this;
    const first = this.memory.firstTimer[loop]!;
    if (first === slot) {
      this.setFirst(loop, next[slot]!);
      return;
    }
    let previous = first;
    while (next[previous] !== slot) previous = next[previous]!;
    next[previous] = next[slot]!;
  }

  private changeToHeap(loop: number): void {
    const heap = new TimerHeap(
      (a, b) => this.comesBefore(a, b),
      (slot, place) => {
        this.next[slot] = place;
      },
    );
    let at = this.memory.firstTimer[loop]!;
    while (at >= 0) {
      const following: number = this.next[at]!;
      heap.push(at);
      at = following;
    }
    this.heaps.set(loop, heap);
    this.setFirst(loop, heap.first());
  }

  private insertIntoHeap(loop: number, heap: TimerHeap, slot: number): void {
    heap.push(slot);
    this.setFirst(loop, heap.first());
  }

  private comesBefore(a: number, b: number): boolean {
    const difference = this.due[a]! - this.due[b]!;
    // Signed difference, so that the order survives the counter's wrap.
    return difference < 0 || (difference === 0 && ((this.order[a]! - this.order[b]!) | 0) < 0);
  }

  private setFirst(loop: number, slot: number): void {
    this.memory.firstTimer[loop] = slot;
    this.memory.due[loop] = slot < 0 ? Infinity : this.due[slot]! - DUE_TOLERANCE;
  }

  private free(slot: number): void {
    this.targets[slot] = null;
    this.generation[slot] = this.generation[slot]! + 1;
    this.next[slot] = this.firstFree;
    this.firstFree = slot;
  }

  private enlarge(): number {
    const used = this.due.length;
    const capacity = Math.max(16, used * 2);
    this.due = enlarged(new Float64Array(capacity), this.due);
    this.madeAt = enlarged(new Float64Array(capacity), this.madeAt);
    this.order = enlarged(new Uint32Array(capacity), this.order);
    this.generation = enlarged(new Uint32Array(capacity), this.generation);
    this.next = enlarged(new Int32Array(capacity), this.next);
    for (let slot = capacity - 1; slot >= used; slot -= 1) {
      this.next[slot] = this.firstFree;
      this.firstFree = slot;
    }
    while (this.targets.length < capacity) this.targets.push(null);
    return this.firstFree;
  }
}

function enlarged<T extends Float64Array | Uint32Array | Int32Array>(target: T, source: T): T {
  target.set(source);
  return target;
}
