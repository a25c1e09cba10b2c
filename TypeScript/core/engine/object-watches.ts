// SPDX-License-Identifier: MIT
import type { LoopRegistry } from '../loop/loop-registry';

/** The objects of the engine that somebody wants to know the end of, in one script environment. */
export class ObjectWatches {
  private readonly callbacks = new Map<number, () => void>();

  constructor(private readonly registry: LoopRegistry) {}

  get size(): number {
    return this.callbacks.size;
  }

  /**
   * Calls back once when the object has ended, outside of any tick.
   *
   * @returns a number for {@link unwatch}; 0 if it has ended already, -1 where nobody can know
   */
  watch(object: object, ended: () => void): number {
    const { host, environment } = this.registry;
    const watch = host.engine?.watchObject(environment, object) ?? -1;
    if (watch > 0) this.callbacks.set(watch, ended);
    return watch;
  }

  unwatch(watch: number): void {
    if (!this.callbacks.delete(watch)) return;
    const { host, environment } = this.registry;
    host.engine?.unwatchObject(environment, watch);
  }

  tell(watch: number): void {
    const ended = this.callbacks.get(watch);
    this.callbacks.delete(watch);
    ended?.();
  }
}
