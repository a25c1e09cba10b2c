// SPDX-License-Identifier: MIT
import type { TaskNode } from '../task/task-node';
import { LoopFlag } from './loop-flags';
import type { LoopCore } from './loop-core';
import type { LoopRegistry } from './loop-registry';
import type { TransientLoop } from './transient-loop';

/**
 * What is on the JavaScript stack, the innermost in a field of its own.
 *
 * One stack for the whole isolate and not a flag in each loop: a wake-up then reads nothing of the loop's own object,
 * which in a world of many loops is in no cache.
 */
class Stack<T> {
  /** The innermost; null if there is none, or if it ended meanwhile. */
  top: T | null = null;
  depth = 0;
  protected readonly outer: (T | null)[] = [];

  enter(item: T): void {
    if (this.depth > 0) this.outer.push(this.top);
    this.depth += 1;
    this.top = item;
  }

  leave(): void {
    this.depth -= 1;
    this.top = this.depth === 0 ? null : this.outer.pop()!;
  }
}

/** Tasks of which a body, a handler or a callback runs. */
class StepStack extends Stack<TaskNode> {
  /** True if a step of the loop is on the stack. */
  hasOf(loop: LoopCore): boolean {
    return (
      (this.top?.loop as LoopCore | undefined) === loop ||
      (this.depth > 1 && this.outer.some((task) => (task?.loop as LoopCore | undefined) === loop))
    );
  }
}

interface Place {
  readonly registry: LoopRegistry;
  readonly slot: number;
  readonly generation: number;
}

/** Loops that C++ is inside a call into, with what the innermost one's object would have to be read for. */
class CrossingStack extends Stack<TransientLoop> {
  registry: LoopRegistry = undefined!;
  slot = -1;
  generation = 0;
  /** The loop whose promise jobs run now: the one that was crossed last, until the host says that they are done. */
  jobsOf: LoopCore | null = null;
  /** Outermost crossings so far. */
  count = 0;
  private readonly outerPlaces: Place[] = [];

  cross(loop: TransientLoop, registry: LoopRegistry, slot: number, generation: number): void {
    if (this.depth > 0) {
      this.outerPlaces.push({ registry: this.registry, slot: this.slot, generation: this.generation });
    } else {
      this.count += 1;
    }
    this.enter(loop);
    this.registry = registry;
    this.slot = slot;
    this.generation = generation;
  }

  override leave(): void {
    if (this.depth === 1) this.jobsOf = this.top;
    super.leave();
    if (this.depth === 0) return;
    const { registry, slot, generation } = this.outerPlaces.pop()!;
    this.registry = registry;
    this.slot = slot;
    this.generation = generation;
  }

  /** True if what is kept of the innermost loop is this one's: it is crossed, or its promise jobs run. */
  isAt(loop: LoopCore): boolean {
    return this.isInnermost(loop) || (this.depth === 0 && this.jobsOf === loop);
  }

  /** Game time of a loop: of the one that is kept here, nothing of its object is read. */
  nowOf(loop: LoopCore): number {
    if (!this.isAt(loop)) return loop.now;
    const { memory } = this.registry;
    const hasMoment = this.depth > 0 || (memory.flags(this.slot) & LoopFlag.TickPaused) !== 0;
    return hasMoment ? memory.reached(this.slot) : memory.now(this.slot);
  }

  isInnermost(loop: LoopCore): boolean {
    return (this.top as LoopCore | null) === loop;
  }

  has(loop: LoopCore): boolean {
    return (
      this.isInnermost(loop) ||
      (this.depth > 1 && this.outer.some((outer) => (outer as LoopCore | null) === loop))
    );
  }

  /** Takes a loop that ended off the stack; whoever entered it still leaves. */
  forget(loop: TransientLoop): void {
    if (this.top === loop) this.top = null;
    if (this.jobsOf === loop) this.jobsOf = null;
    for (let place = this.outer.indexOf(loop); place >= 0; place = this.outer.indexOf(loop)) {
      this.outer[place] = null;
    }
  }
}

export const CROSSINGS = new CrossingStack();
export const STEPS = new StepStack();

/** The host calls this once the promise jobs after an outermost crossing have run. */
export function promiseJobsDone(): void {
  CROSSINGS.jobsOf = null;
}
