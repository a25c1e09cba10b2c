// SPDX-License-Identifier: MIT
import {
  LoopEndedError,
  type ActorScript,
  type AsyncBody,
  type GeneratorBody,
  type SpawnOptions,
  type Task,
  type TaskBody,
  type TaskInfo,
  type TaskScope,
} from 'transient-loop';
import {
  ArgumentError,
  ComponentLoop,
  LifecycleOperation,
  ScriptComponent,
  type EndReason,
  type ErrorPolicy,
  type LeftOver,
  type LogEntry,
  type PostedEvent,
} from 'transient-loop/host';
import { withDeepStacks } from './creation-stack';
import { LoopHandle } from './loop-handle';
import { secondsToWake } from './next-wake';
import type { ScriptModule } from './script-module';
import { TestActor } from './test-actor';
import type { TestLog } from './test-log';
import type { TestLoops } from './test-loops';

export interface LoopOptions {
  /**
   * What the main task runs: an actor script, a whole module of one, or the name of one of `scripts`. Without it the loop
   * waits for {@link TestLoop.spawn}.
   */
  readonly script?: ActorScript | ScriptModule | string | undefined;
  /** Script arguments, as a component or a level file holds them. */
  readonly arguments?: Readonly<Record<string, unknown>> | string | undefined;
  /** Name of the actor; default `Actor`. */
  readonly actor?: string | undefined;
  /** Class name of the actor without prefix; default `Actor`. */
  readonly class?: string | undefined;
  /** What happens when a task fails and nobody waited for it; default `report`. */
  readonly errorPolicy?: ErrorPolicy | undefined;
}

/** What a test sees of one loop. */
export class LoopView extends LoopHandle {
  constructor(
    private readonly owner: TestLoop,
    readonly log: TestLog,
  ) {
    super();
  }

  get stage(): TestLoops {
    return this.owner.stage;
  }

  get now(): number {
    return this.owner.now();
  }

  get isRunning(): boolean {
    return this.owner.isRunning;
  }

  /** Why play ended; undefined while it goes on. */
  get endReason(): EndReason | undefined {
    return this.owner.endReason;
  }

  get main(): Task {
    return this.owner.main;
  }

  tasks(): readonly TaskInfo[] {
    return this.owner.tasks();
  }

  /** What is alive, counted. */
  left(): LeftOver {
    return this.owner.stage.countLeft();
  }

  /** All that was logged. */
  get entries(): readonly LogEntry[] {
    return this.log.entries;
  }
}

/** One actor and its loop. Every function may be taken out of the object. */
export class TestLoop {
  readonly loop: LoopView;
  readonly log: TestLog;
  readonly seed: number;
  readonly actor: TestActor;
  readonly advance: TestLoops['advance'];
  readonly settle: TestLoops['settle'];
  readonly tick: TestLoops['tick'];
  readonly runUntilIdle: TestLoops['runUntilIdle'];
  readonly advanceSync: TestLoops['advanceSync'];
  readonly tickSync: TestLoops['tickSync'];
  readonly runUntilIdleSync: TestLoops['runUntilIdleSync'];
  readonly pause: TestLoops['pause'];
  readonly setDilation: TestLoops['setDilation'];
  readonly expectNothingLeft: TestLoops['expectNothingLeft'];
  readonly expectNoErrors: TestLoops['expectNoErrors'];
  /** The twin of the plugin's component, for tests of the core itself. */
  readonly component: ScriptComponent;
  /** Events that the script posted, as a Blueprint hears them at `OnScriptEvent`. */
  readonly scriptEvents: PostedEvent[] = [];
  endReason: EndReason | undefined = undefined;
  private mainTask: Task | undefined = undefined;
  /** Game time that the component should have reached: its deltas are floats, and errors of those do not add up here. */
  private wanted = 0;

  /** Made by {@link TestLoops.begin}. */
  constructor(
    readonly stage: TestLoops,
    { arguments: given = '', actor = 'Actor', class: className = 'Actor', errorPolicy }: LoopOptions,
    readonly module: string,
  ) {
    const text = typeof given === 'string' ? given : JSON.stringify(given);
    this.component = new ScriptComponent(stage.table, {
      actor,
      script: module,
      arguments: text,
      level: stage.world.level,
      errorPolicy,
      destroyActor: () => this.actor.destroy(),
      onBegin: () => {
        this.wanted = 0;
        this.endReason = undefined;
        this.mainTask = undefined;
        stage.begins(this);
      },
      onScriptEvent: (name, payload) =>
        this.scriptEvents.push({ name, payload: payload === '' ? undefined : JSON.parse(payload) }),
      onEnd: (reason) => {
        this.wanted = this.now();
        this.endReason = reason;
      },
    });
    this.actor = new TestActor(
      actor,
      className,
      stage.world.level,
      () => this.endPlay('destroyed'),
      () => stage.world.seconds,
      new ComponentLoop(stage.table, () => stage.registry, this.component.number),
    );
    this.log = stage.log;
    this.loop = new LoopView(this, stage.log);
    this.seed = stage.seed;
    this.advance = stage.advance;
    this.settle = stage.settle;
    this.tick = stage.tick;
    this.runUntilIdle = stage.runUntilIdle;
    this.advanceSync = stage.advanceSync;
    this.tickSync = stage.tickSync;
    this.runUntilIdleSync = stage.runUntilIdleSync;
    this.pause = stage.pause;
    this.setDilation = stage.setDilation;
    this.expectNothingLeft = stage.expectNothingLeft;
    this.expectNoErrors = stage.expectNoErrors;
  }

  get slot(): number {
    return this.component.slot;
  }

  get isRunning(): boolean {
    return this.component.isRunning;
  }

  /** True while its component has something to do in a tick: its loop runs, or is to begin afresh. */
  get wantsTicks(): boolean {
    return this.isRunning || this.component.state === 'restarting';
  }

  /** True from the beginning of play until the actor is destroyed, also if its loop has ended before that. */
  get isInWorld(): boolean {
    return this.slot >= 0 && this.actor.isValid;
  }

  get main(): Task {
    return this.mainTask!;
  }

  /**
   * Starts a task that belongs to the loop itself, as `self.detach` does; it is entered before this returns.
   * @throws {LoopEndedError} after the end of play
   */
  readonly spawn: {
    <T>(body: GeneratorBody<T>, options?: SpawnOptions): Task<T>;
    <T>(body: AsyncBody<T>, options?: SpawnOptions): Task<T>;
  } = <T>(body: TaskBody<T>, options?: SpawnOptions): Task<T> => {
    if (typeof body !== 'function') {
      throw new ArgumentError('spawn', 'a generator function or an async function', body);
    }
    this.assertRunning();
    let spawned: Task<T> | undefined;
    const { host } = this.stage;
    const { loadScript } = host;
    host.loadScript = () => {
      host.loadScript = loadScript;
      return {
        *spawn(self: TaskScope) {
          spawned = self.detach(body as GeneratorBody<T>, options);
        },
      };
    };
    withDeepStacks(() => this.startTask('spawn'));
    return spawned!;
  };

  /** Starts a task that the script module exports, as Blueprint's `StartTask` does; returns its number, 0 if there is none. */
  readonly startTask = (name: string): number => {
    this.assertRunning();
    this.stage.table.operationText = name;
    this.component.operate(LifecycleOperation.StartTask);
    return this.stage.table.operationResult;
  };

  /** Posts an event to the script, as Blueprint's `PostEvent` does; false if the loop does not run. */
  readonly postEvent = (name: string, payload?: unknown): boolean => this.actor.loop.post(name, payload);

  /**
   * Ends play for the actor: all that its loop holds is gone when this returns.
   *
   * `finally` blocks of async tasks run after that: `await settle()` waits for them.
   */
  readonly endPlay = (reason: EndReason = 'destroyed'): void => {
    if (!this.isRunning && !this.wantsTicks) return;
    this.component.endPlay(reason);
    this.actor.isValid = false;
  };

  /** Game time in seconds: while a script runs, the moment that it runs at. */
  now(): number {
    return this.isRunning ? this.stage.registry.loopAt(this.slot)!.now : this.wanted;
  }

  tasks(): readonly TaskInfo[] {
    return this.isInTable ? this.stage.registry.loopAt(this.slot)!.tasks() : [];
  }

  /** False from the moment that the slot was given back. */
  get isInTable(): boolean {
    return this.stage.registry.loopAt(this.slot)?.generation === this.component.generation;
  }

  beginPlay(): void {
    withDeepStacks(() => this.component.beginPlay());
    // A component without a script loads none.
    if (this.isInTable) this.noteMain();
  }

  noteMain(): void {
    this.mainTask ??= this.stage.registry.loopAt(this.slot)!.main as unknown as Task;
  }

  /** One tick of the component. */
  *tickComponent(seconds: number, realDelta: number, paused: boolean): Generator<void, void, void> {
    const delta = seconds * this.actor.timeDilation;
    if (paused) return yield* this.component.tick(delta, { paused, realDelta });
    this.wanted += delta;
    yield* this.component.tick(this.wanted - this.stage.table.now(this.slot), { realDelta });
  }

  /** Undilated seconds until the loop has something to do; 0 if it wants every frame. */
  secondsToNextWake(dilation: number, isPaused: boolean): number {
    if (!this.isRunning) return 0;
    const { registry } = this.stage;
    return secondsToWake(registry, this.slot, dilation * this.actor.timeDilation, isPaused);
  }

  private assertRunning(): void {
    if (!this.isRunning) throw new LoopEndedError(this.actor.label, this.endReason ?? 'stopped');
  }
}
