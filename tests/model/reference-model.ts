// SPDX-License-Identifier: MIT
import { InTurn } from './in-turn';
import { ModelGroup } from './model-group';
import { ModelLoop } from './model-loop';
import { ModelBody, type ModelTask } from './model-task';
import type { Group, Kind } from './program';
import type { ActorPort, Coroutine, Handle, LogLine, Machine, SpawnOptions, Steps, Waitable } from './scope';

/**
 * What design §5 and §6 say, in the plainest way, and slow. It shares no code with the core.
 *
 * Promise jobs are a list here too, so that async functions go on in the order in which JavaScript lets them.
 */
export class ModelWorld implements Machine {
  readonly log: LogLine[] = [];
  readonly jobs: (() => void)[] = [];
  /** Bodies on the stack, the innermost last. */
  readonly running: ModelTask[] = [];
  /** Loops that are being ticked, begun or ended, the innermost last. */
  readonly crossings: ModelLoop[] = [];
  /** Outermost crossings so far. */
  crossingCount = 0;
  timersMade = 0;
  readonly telling = new InTurn();
  readonly dismissing = new InTurn();
  private readonly loops: ModelLoop[] = [];

  /** Name of the task that asks for somebody's end, if one is on the stack. */
  get asker(): string | undefined {
    return this.running[this.running.length - 1]?.name;
  }

  body(name: string, kind: Kind, steps: Steps): Coroutine {
    return new ModelBody(name, kind, steps);
  }

  actor(name: string, main: Coroutine): ActorPort {
    const loop = new ModelLoop(this);
    this.loops.push(loop);
    return new ModelActor(loop, main as ModelBody);
  }

  group(
    kind: Group,
    parent: ModelTask,
    contestants: readonly (Coroutine | Waitable)[],
    options: SpawnOptions = {},
  ): ModelTask {
    const refused = parent.refuseWait();
    if (refused !== null) return refused as ModelTask;
    parent.assertOpen();
    const group = new ModelGroup(kind, parent, contestants, options);
    group.begin();
    return group;
  }

  left(): { tasks: number; timers: number } {
    const sum = (count: (loop: ModelLoop) => number): number =>
      this.loops.reduce((total, loop) => total + count(loop), 0);
    return { tasks: sum((loop) => loop.alive.size), timers: sum((loop) => loop.timerCount) };
  }

  note(event: string, task: ModelTask, handled?: boolean): void {
    this.log.push({ event, task: task.name, handled });
  }

  /** All that promises have ready. */
  runJobs(): void {
    for (let job = this.jobs.shift(); job !== undefined; job = this.jobs.shift()) job();
  }
}

class ModelActor implements ActorPort {
  constructor(
    private readonly loop: ModelLoop,
    private readonly body: ModelBody,
  ) {}

  get isRunning(): boolean {
    return !this.loop.isEnding;
  }

  begin(): void {
    this.loop.begin('main', this.body);
  }

  cancel(task: Handle): void {
    this.loop.cancel(task);
  }

  tick(deltaSeconds: number, paused: boolean): Generator<void, void, void> {
    return paused ? nothing() : this.loop.tick(deltaSeconds);
  }

  end(reason: string): void {
    this.loop.end(reason);
  }
}

function* nothing(): Generator<void, void, void> {
  // Game time stands.
}
