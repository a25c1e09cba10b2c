// SPDX-License-Identifier: MIT
import type { Task, TaskInfo } from 'transient-loop';
import type { LoopRegistry } from 'transient-loop/host';
import { LoopHandle } from '../loop-handle';
import type { TestStage } from '../test-stage';

type Loop = NonNullable<ReturnType<LoopRegistry['loopAt']>>;

/** One loop of a world. */
export class WorldLoop extends LoopHandle {
  private lastNow = 0;

  constructor(
    readonly stage: TestStage,
    private readonly loop: Loop,
  ) {
    super();
  }

  /** Name of the actor that owns the loop. */
  get actor(): string {
    return this.loop.describe().actor;
  }

  /** The module that the main task comes from. */
  get script(): string {
    return this.loop.describe().script;
  }

  get now(): number {
    if (this.isRunning) this.lastNow = this.loop.now;
    return this.lastNow;
  }

  get isRunning(): boolean {
    return this.loop.endReason === null;
  }

  /** Why play ended; undefined while it goes on. */
  get endReason(): string | undefined {
    return this.loop.endReason ?? undefined;
  }

  get main(): Task {
    return this.loop.main;
  }

  tasks(): readonly TaskInfo[] {
    return this.isRunning ? this.loop.tasks() : [];
  }

  /** All loops that are alive, in the order of their slots. */
  static allOf(stage: TestStage, environments: readonly LoopRegistry[]): WorldLoop[] {
    return environments.flatMap((registry) =>
      Array.from({ length: registry.memory.capacity }, (_, slot) => registry.loopAt(slot)).flatMap((loop) =>
        loop === undefined ? [] : [new WorldLoop(stage, loop)],
      ),
    );
  }
}
