// SPDX-License-Identifier: MIT
import { DUE_TOLERANCE, type LoopMemory } from '../loop/loop-memory';
import type { TaskNode } from '../task/task-node';
import { TimerHeap } from './timer-heap';

/** What a timer wakes. */
export interface TimerTarget {
  /** The task, if this is one and sleeps on that very timer itself. */
  sleeperOn(timer: number): TaskNode | null;
  /** The timer fired; its slot is free already. */
  timerFired(timer: number): void;
}

// One record a timer, 32 bytes, so that a wake-up touches one cache line of it: two doubles, then four integers.
const DOUBLES = 4;
const DUE = 0;
const MADE_AT = 1;
const INTEGERS = 8;
const ORDER = 4;
const GENERATION = 5;
/** Next timer of the loop's list, place in the loop's heap, or next free slot. */
const NEXT = 6;
/** Eight bits of the generation of the loop. */
const LOOP_GENERATION = 7;
/** Stands in the place of the next timer where one is frozen: it is in no list. */
const FROZEN = -3;

/**
 * Names of sleeps that have no timer slot, from this one down: the number of the timer, then eight bits of the loop's
 * generation.
 */
const IN_RECORD = -2;
const NUMBER_MASK = 0x3fffff;

/** Beyond this many timers in one loop a sorted list is slower than a heap. Source: `docs/benchmarks.md`, timer structures. */
const LIST_LIMIT = 32;

/**
 * The timers of all loops of one environment, in shared typed arrays.
 *
 * Each loop has an intrusive list of its own, sorted by due time and, among equals, by creation; a loop with more than
 * 32 timers uses a heap instead. Nothing is allocated per timer, and there is no order across loops.
 *
 * The usual loop has one timer: a task sleeps. Its record holds that one, without a slot here: one cache line less to
 * read, and to keep, for each loop of a large world. Whatever is done to it but firing gives it a slot first.
 */
export class TimerSlots {
  private doubles = new Float64Array(0);
  private integers = new Int32Array(0);
  /** What each timer wakes; null where the slot is free. */
  private readonly targets: (TimerTarget | null)[] = [];
  /** By loop: the task whose sleep its record holds. */
  private readonly sleepers: (TaskNode | null)[] = [];
  private readonly heaps = new Map<number, TimerHeap>();
  private firstFree = -1;
  private created = 0;

  constructor(private readonly memory: LoopMemory) {}

  /** Live timers, counted from the array itself. */
  count(): number {
    return countOf(this.targets) + countOf(this.sleepers);
  }

  /** Due time of the loop's first timer in seconds, or Infinity. */
  firstDue(loop: number): number {
    const first = this.memory.firstTimer(loop);
    if (first >= 0) return this.dueOf(first);
    return first === -1 ? Infinity : this.memory.due(loop) + DUE_TOLERANCE;
  }

  /** Moves the logical time of a loop on to its first timer, which is due: no further than its clock. */
  reachFirst(loop: number): void {
    const { memory } = this;
    const first = memory.firstTimer(loop);
    if (first >= 0) memory.reachUpToNow(loop, this.doubles, first * DOUBLES + DUE);
    else memory.reachDue(loop);
  }

  /**
   * Adds the sleep of a task, from the moment that its loop has reached.
   *
   * @returns its slot, or its name in the record of the loop
   */
  addSleep(loop: number, loopGeneration: number, now: number, due: number, task: TaskNode): number {
    const { memory } = this;
    const early = due - DUE_TOLERANCE;
    // The record knows the early time alone, which in rare cases does not lead back to the exact one.
    if (memory.firstTimer(loop) !== -1 || memory.reached(loop) !== now || early + DUE_TOLERANCE !== due) {
      return this.add(loop, loopGeneration, now, due, task);
    }
    this.created = (this.created + 1) | 0;
    const name = IN_RECORD - (((this.created & NUMBER_MASK) << 8) | (loopGeneration & 0xff));
    while (this.sleepers.length <= loop) this.sleepers.push(null);
    this.sleepers[loop] = task;
    memory.setFirstTimer(loop, name);
    memory.setDue(loop, early);
    return name;
  }

  /** Gives the sleep that the record of a loop holds a slot; does nothing if there is none. */
  spill(loop: number): void {
    const { memory } = this;
    const name = memory.firstTimer(loop);
    if (name > IN_RECORD) return;
    const task = this.sleepers[loop]!;
    const [madeAt, due] = [memory.reached(loop), this.firstDue(loop)];
    this.sleepers[loop] = null;
    memory.setFirstTimer(loop, -1);
    const slot = this.allocate(generationIn(name), madeAt, due, task);
    // Its own place in the order, also before those that were made since in this tick.
    const number = (this.created & ~NUMBER_MASK) | numberIn(name);
    this.integers[slot * INTEGERS + ORDER] = number > this.created ? number - NUMBER_MASK - 1 : number;
    this.link(loop, slot);
    if (task.timer === name) task.timer = slot;
  }

  /** The slot of a sleep that had a name; -1 if it is over. Whoever asks has spilled the record. */
  slotOf(loop: number, name: number, task: TaskNode): number {
    let found = -1;
    this.forEach(loop, (target, slot) => {
      if (target === task && this.numberOf(slot) === numberIn(name)) found = slot;
    });
    return found;
  }

  /** The number in the name of the sleep that has this slot now, if it had a name. */
  numberOf(slot: number): number {
    return this.orderOf(slot) & NUMBER_MASK;
  }

  add(loop: number, loopGeneration: number, now: number, due: number, target: TimerTarget): number {
    this.spill(loop);
    const slot = this.allocate(loopGeneration, now, due, target);
    this.created = (this.created + 1) | 0;
    this.integers[slot * INTEGERS + ORDER] = this.created;
    this.link(loop, slot);
    return slot;
  }

  private allocate(loopGeneration: number, now: number, due: number, target: TimerTarget): number {
    const slot = this.firstFree >= 0 ? this.firstFree : this.enlarge();
    this.firstFree = this.nextOf(slot);
    this.doubles[slot * DOUBLES + DUE] = due;
    this.doubles[slot * DOUBLES + MADE_AT] = now;
    this.integers[slot * INTEGERS + LOOP_GENERATION] = loopGeneration & 0xff;
    this.targets[slot] = target;
    return slot;
  }

  /** Number that changes when the slot is freed; with the slot it names one timer for ever. */
  generationOf(slot: number): number {
    return this.integers[slot * INTEGERS + GENERATION]!;
  }

  isLive(slot: number, generation: number): boolean {
    return this.generationOf(slot) === generation && this.targets[slot] !== null;
  }

  dueOf(slot: number): number {
    return this.doubles[slot * DOUBLES + DUE]!;
  }

  madeAtOf(slot: number): number {
    return this.doubles[slot * DOUBLES + MADE_AT]!;
  }

  setTarget(slot: number, target: TimerTarget): void {
    this.targets[slot] = target;
  }

  /** Takes a timer out of its loop's list, with the seconds it has left. */
  freeze(loop: number, slot: number, now: number): void {
    this.unlink(loop, slot);
    this.setNext(slot, FROZEN);
    this.setFrozen(slot, this.dueOf(slot) - now);
  }

  /** Puts a frozen timer back, due when the seconds it had left are over. */
  thaw(loop: number, slot: number, now: number): void {
    this.doubles[slot * DOUBLES + DUE] = now + this.dueOf(slot);
    this.link(loop, slot);
  }

  isFrozen(slot: number, generation: number): boolean {
    return this.nextOf(slot) === FROZEN && this.isLive(slot, generation);
  }

  setFrozen(slot: number, secondsLeft: number): void {
    this.doubles[slot * DOUBLES + DUE] = secondsLeft;
  }

  /** Gives a timer another due time; among equals it is the latest. */
  move(loop: number, slot: number, due: number): void {
    this.unlink(loop, slot);
    this.doubles[slot * DOUBLES + DUE] = due;
    this.created = (this.created + 1) | 0;
    this.integers[slot * INTEGERS + ORDER] = this.created;
    this.link(loop, slot);
  }

  /** Gives a timer back; a sleep that the record holds too, by its name. */
  remove(loop: number, slot: number): void {
    if (slot <= IN_RECORD) {
      this.takeFromRecord(loop);
      return;
    }
    if (this.nextOf(slot) !== FROZEN) this.unlink(loop, slot);
    this.free(slot);
  }

  private unlink(loop: number, slot: number): void {
    const heap = this.heaps.size === 0 ? undefined : this.heaps.get(loop);
    if (heap !== undefined) {
      heap.removeAt(this.nextOf(slot));
      this.setFirst(loop, heap.first());
      if (heap.size === 0) this.heaps.delete(loop);
    } else {
      this.removeFromList(loop, slot);
    }
  }

  private link(loop: number, slot: number): void {
    const heap = this.heaps.size === 0 ? undefined : this.heaps.get(loop);
    if (heap !== undefined) this.insertIntoHeap(loop, heap, slot);
    else this.insertIntoList(loop, slot);
  }

  /** Takes the loop's first timer out and wakes what it is for. */
  fireFirst(loop: number): void {
    const slot = this.memory.firstTimer(loop);
    const target = slot <= IN_RECORD ? this.takeFromRecord(loop) : this.targets[slot]!;
    if (slot >= 0) this.remove(loop, slot);
    target.timerFired(slot);
  }

  private takeFromRecord(loop: number): TaskNode {
    const task = this.sleepers[loop]!;
    this.sleepers[loop] = null;
    this.memory.setFirstTimer(loop, -1);
    this.memory.setDue(loop, Infinity);
    return task;
  }

  /** The task that sleeps on the loop's first timer itself; null if there is none for a loop of this generation, or if anything else waits for it. */
  firstSleeper(loop: number, loopGeneration: number): TaskNode | null {
    const first = this.memory.firstTimer(loop);
    if (first <= IN_RECORD) {
      return generationIn(first) === (loopGeneration & 0xff) ? this.sleepers[loop]!.sleeperOn(first) : null;
    }
    if (first < 0 || this.integers[first * INTEGERS + LOOP_GENERATION] !== (loopGeneration & 0xff))
      return null;
    return this.targets[first]!.sleeperOn(first);
  }

  /** Reads the task that sleeps on the loop's first timer itself, and {@link touchRoutine} its generator, for their sake alone. */
  touchTask(loop: number): number {
    return this.sleepers[loop]?.timer ?? 0;
  }

  touchRoutine(loop: number): number {
    return typeof this.sleepers[loop]?.body === 'function' ? 1 : 0;
  }

  /** Calls back with what each timer of the loop wakes; the callback may remove that timer. */
  forEach(loop: number, visit: (target: TimerTarget, slot: number) => void): void {
    this.spill(loop);
    const slots = this.heaps.get(loop)?.toArray() ?? [];
    if (slots.length === 0) {
      for (let at = this.memory.firstTimer(loop); at >= 0; at = this.nextOf(at)) slots.push(at);
    }
    for (const slot of slots) {
      const target = this.targets[slot];
      if (target) visit(target, slot);
    }
  }

  private insertIntoList(loop: number, slot: number): void {
    const time = this.dueOf(slot);
    let previous = -1;
    let at = this.memory.firstTimer(loop);
    let steps = 0;
    while (at >= 0 && this.dueOf(at) <= time) {
      previous = at;
      at = this.nextOf(at);
      steps += 1;
    }
    this.setNext(slot, at);
    if (previous < 0) this.setFirst(loop, slot);
    else this.setNext(previous, slot);
    if (steps >= LIST_LIMIT) this.changeToHeap(loop);
  }

  private removeFromList(loop: number, slot: number): void {
    const first = this.memory.firstTimer(loop);
    if (first === slot) {
      this.setFirst(loop, this.nextOf(slot));
      return;
    }
    let previous = first;
    while (this.nextOf(previous) !== slot) previous = this.nextOf(previous);
    this.setNext(previous, this.nextOf(slot));
  }

  private changeToHeap(loop: number): void {
    const heap = new TimerHeap(
      (a, b) => this.comesBefore(a, b),
      (slot, place) => this.setNext(slot, place),
    );
    let at = this.memory.firstTimer(loop);
    while (at >= 0) {
      const following: number = this.nextOf(at);
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
    const difference = this.dueOf(a) - this.dueOf(b);
    // Signed difference, so that the order survives the counter's wrap.
    return difference < 0 || (difference === 0 && ((this.orderOf(a) - this.orderOf(b)) | 0) < 0);
  }

  private setFirst(loop: number, slot: number): void {
    this.memory.setFirstTimer(loop, slot);
    this.memory.setDue(loop, slot < 0 ? Infinity : this.dueOf(slot) - DUE_TOLERANCE);
  }

  private free(slot: number): void {
    this.targets[slot] = null;
    this.integers[slot * INTEGERS + GENERATION] = (this.generationOf(slot) + 1) | 0;
    this.setNext(slot, this.firstFree);
    this.firstFree = slot;
  }

  private orderOf(slot: number): number {
    return this.integers[slot * INTEGERS + ORDER]!;
  }

  private nextOf(slot: number): number {
    return this.integers[slot * INTEGERS + NEXT]!;
  }

  private setNext(slot: number, next: number): void {
    this.integers[slot * INTEGERS + NEXT] = next;
  }

  private enlarge(): number {
    const used = this.targets.length;
    const capacity = Math.max(16, used * 2);
    const before = this.doubles;
    this.doubles = new Float64Array(capacity * DOUBLES);
    this.doubles.set(before);
    this.integers = new Int32Array(this.doubles.buffer);
    for (let slot = capacity - 1; slot >= used; slot -= 1) {
      this.setNext(slot, this.firstFree);
      this.firstFree = slot;
    }
    while (this.targets.length < capacity) this.targets.push(null);
    return this.firstFree;
  }
}

function countOf(items: readonly unknown[]): number {
  return items.reduce<number>((sum, item) => (item === null ? sum : sum + 1), 0);
}

/** The number of the timer in the name of a sleep. */
export function numberIn(name: number): number {
  return ((IN_RECORD - name) >> 8) & NUMBER_MASK;
}

/** The bits of the loop's generation in the name of a sleep. */
function generationIn(name: number): number {
  return (IN_RECORD - name) & 0xff;
}
