// SPDX-License-Identifier: MIT
import type { LoopRegistry } from './loop-registry';
import type { TransientLoop } from './transient-loop';

/**
 * Loops that are on the JavaScript stack.
 *
 * One stack for the whole isolate and not a flag in each loop: a wake-up then reads nothing of the loop's own object,
 * which in a world of many loops is in no cache.
 */
class LoopStack {
  /** The innermost loop; null if there is none, or if it ended meanwhile. */
  top: TransientLoop | null = null;
  depth = 0;
  private readonly outer: (TransientLoop | null)[] = [];

  enter(loop: TransientLoop): void {
    if (this.depth > 0) this.outer.push(this.top);
    this.depth += 1;
    this.top = loop;
  }

  leave(): void {
    this.depth -= 1;
    this.top = this.depth === 0 ? null : this.outer.pop()!;
  }

  has(loop: TransientLoop): boolean {
    return this.top === loop || (this.depth > 1 && this.outer.includes(loop));
  }

  /** Takes a loop that ended off the stack; whoever entered it still leaves. */
  forget(loop: TransientLoop): void {
    if (this.top === loop) this.top = null;
    for (let place = this.outer.indexOf(loop); place >= 0; place = this.outer.indexOf(loop)) {
      this.outer[place] = null;
    }
  }
}

interface Place {
  readonly registry: LoopRegistry;
  readonly slot: number;
  readonly generation: number;
}

/** Loops that C++ is inside a call into, with what the innermost one's object would have to be read for. */
class CrossingStack extends LoopStack {
  registry: LoopRegistry = undefined!;
  slot = -1;
  generation = 0;
  private readonly outerPlaces: Place[] = [];

  cross(loop: TransientLoop, registry: LoopRegistry, slot: number, generation: number): void {
    if (this.depth > 0) {
      this.outerPlaces.push({ registry: this.registry, slot: this.slot, generation: this.generation });
    }
    this.enter(loop);
    this.registry = registry;
    this.slot = slot;
    this.generation = generation;
  }

  override leave(): void {
    super.leave();
    if (this.depth === 0) return;
    const { registry, slot, generation } = this.outerPlaces.pop()!;
    this.registry = registry;
    this.slot = slot;
    this.generation = generation;
  }
}

export const CROSSINGS = new CrossingStack();

/** Loops of which a body or a handler runs. */
export const STEPS = new LoopStack();
