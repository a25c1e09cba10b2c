// SPDX-License-Identifier: MIT
import { promiseJobsDone, type LoopBinding } from 'transient-loop/host';

type EntryPoints = Parameters<LoopBinding['Attach']>;

/** Counts calls into script, and lets promise jobs run after each outermost one, as Unreal's V8 does. */
export class ScriptCalls {
  /** So far. */
  count = 0;
  private depth = 0;

  constructor(private readonly runPromiseJobs: () => void) {}

  /** The plugin's binding, of which the calls are counted. */
  countedBinding(binding: LoopBinding): LoopBinding {
    const counted = Object.create(binding) as LoopBinding;
    counted.Attach = (...entryPoints) => binding.Attach(...this.counted(...entryPoints));
    return counted;
  }

  /** The two entry points of a registry, counted. They do not throw: the registry catches everything. */
  counted(...[tick, lifecycle]: EntryPoints): EntryPoints {
    return [
      (slot, generation, deltaSeconds) => {
        this.enter();
        tick(slot, generation, deltaSeconds);
        this.leave();
      },
      (operation, slot, generation, argument) => {
        this.enter();
        lifecycle(operation, slot, generation, argument);
        this.leave();
      },
    ];
  }

  private enter(): void {
    this.count += 1;
    this.depth += 1;
  }

  private leave(): void {
    this.depth -= 1;
    if (this.depth > 0) return;
    this.runPromiseJobs();
    promiseJobsDone();
  }
}
