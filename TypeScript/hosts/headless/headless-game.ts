// SPDX-License-Identifier: MIT
import { join } from 'node:path';
import {
  LoopRegistry,
  messageOf,
  promiseJobsDone,
  type Host,
  type LogEntry,
  type LogSeverity,
  type LoopBinding,
} from 'transient-loop/host';
import { FrameDriver } from './frame-driver';
import type { GameOptions, GameSummary, LevelDefinition } from './game-types';
import { HeadlessWorld } from './headless-world';
import { loadLevel } from './level-loader';
import { loadAddon, type NativeGame } from './native-game';
import { OpenSockets } from './open-sockets';
import { ScriptLoader } from './script-loader';
import { UnhandledErrors } from './unhandled-errors';

/** Kinds of event the world tells of; `EEvent` in `GameListener.h` holds the same numbers. */
const NativeEvent = { ActorBegins: 0, LevelShown: 1, LevelHidden: 2, WorldBegins: 3 } as const;

const DEFAULT_SCRIPT_ROOT = join(__dirname, '../../../Content/JavaScript/game');

/** The game whose native call is innermost on the stack: an environment that starts belongs to it. */
let active: HeadlessGame | undefined;

/**
 * A game without an engine: levels, their actors, and the loops of their scripts, driven frame by frame.
 *
 * Several may exist in a process, one after another or side by side.
 */
export class HeadlessGame {
  readonly world: HeadlessWorld;
  private readonly native: NativeGame;
  /** The script environments of this game so far, for tests and tools. */
  readonly environments: readonly LoopRegistry[];
  private readonly registries: LoopRegistry[] = [];
  private readonly scripts: ScriptLoader;
  private readonly sockets = new OpenSockets();
  private readonly unhandled = new UnhandledErrors((event, error) => this.reportUnhandled(event, error));
  private readonly levels = new Set<string>();
  private firstLevel: string | undefined;
  private quitWanted = false;
  private ending = false;
  private tasksCancelledAtEnd = 0;
  private depth = 0;
  private crossings = 0;

  constructor(private readonly options: GameOptions) {
    this.environments = this.registries;
    const { HeadlessGame: Native } = loadAddon();
    Native.SetStarter(() => active?.startEnvironment());
    Native.SetLogListener((category, verbosity, text) => active?.logEngine(category, verbosity, text));
    this.native = new Native();
    this.native.SetListener((kind, actor, text) => this.hear(kind, actor, text));
    for (const [name, value] of Object.entries(options.switches ?? {})) {
      const error = this.native.SetSwitch(name, value);
      if (error !== '') throw new Error(error);
    }
    this.scripts = new ScriptLoader(options.scriptRoot ?? DEFAULT_SCRIPT_ROOT);
    this.world = new HeadlessWorld(this.native, () => this.quit());
  }

  /**
   * Makes a level known. Add streamed levels before the one they belong to.
   * @throws {Error} if it names a class that does not exist
   */
  addLevel(level: LevelDefinition): void {
    loadLevel(this.native, level);
    this.levels.add(level.name);
  }

  /**
   * Chooses the level that the first frame opens.
   * @throws {Error} if it was not added
   */
  start(level: string): void {
    if (!this.levels.has(level)) throw new Error(`Expected a level that was added, but got "${level}"`);
    this.firstLevel = level;
  }

  /** Plays until the game ends, by {@link quit}, by a script, or by the number of seconds given; then frees everything. */
  async run(): Promise<GameSummary> {
    const { seconds } = this.options;
    const driver = new FrameDriver(this.options.fps ?? 60, this.options.speed ?? 'real');
    this.unhandled.listen();
    try {
      await driver.run((deltaSeconds) => {
        this.step(deltaSeconds);
        return this.quitWanted || (seconds !== undefined && this.native.Seconds() >= seconds - 1e-9);
      });
      return this.end();
    } finally {
      this.unhandled.stop();
    }
  }

  /** Opens the first level: its actors begin play. The first frame does it if nobody did. */
  open(): void {
    if (!this.native.IsRunning()) this.begin();
  }

  /** Runs one frame of so many real seconds. Call it from a macrotask, else promise jobs run after it instead of inside. */
  step(deltaSeconds: number): void {
    this.open();
    for (const registry of this.registries) registry.worldBudget.beginFrame();
    this.call(() => this.native.Tick(deltaSeconds));
  }

  /** Does something to the world between frames, such as spawning an actor: what starts or is logged meanwhile is this game's. */
  call<T>(action: () => T): T {
    const outer = active;
    active = this;
    try {
      return action();
    } finally {
      active = outer;
    }
  }

  /** True once play is to end: {@link quit} was called, by the program or by a script. */
  get isQuitting(): boolean {
    return this.quitWanted;
  }

  /** Ends play with reason `quit` at the end of the frame. */
  quit(): void {
    this.quitWanted = true;
  }

  /** Ends play now, frees everything, and tells what was left. */
  end(): GameSummary {
    this.ending = true;
    const summary = {
      reason: 'quit',
      seconds: this.native.Seconds(),
      frames: this.native.Frame(),
      actors: this.native.CountActors(),
    };
    this.call(() => this.native.Quit());
    const left = { ...this.countLeft(), sockets: this.sockets.count() };
    const { tasksCancelledAtEnd: tasksCancelled } = this;
    const kept = Object.values(left).every((count) => count === 0)
      ? 'nothing was left'
      : 'something was left';
    this.options.onEvent({
      time: summary.seconds,
      frame: summary.frames,
      event: 'world.ended',
      severity: kept === 'nothing was left' ? 'log' : 'error',
      message: `play ended: ${kept}`,
      fields: { reason: summary.reason, actors: summary.actors, tasksCancelled, left },
    });
    this.call(() => this.native.Dispose());
    return { ...summary, tasksCancelled, left };
  }

  /** Tasks, timers and subscriptions that are alive right now, in all environments of this game. */
  countLeft(): { tasks: number; timers: number; subscriptions: number } {
    const left = { tasks: 0, timers: 0, subscriptions: 0 };
    for (const registry of this.registries) {
      const { tasks, timers, subscriptions } = registry.leftOver();
      left.tasks += tasks;
      left.timers += timers;
      left.subscriptions += subscriptions;
    }
    return left;
  }

  /** How often C++ has crossed into script so far, in all environments of this game. */
  countCrossings(): number {
    return this.crossings;
  }

  private begin(): void {
    const { firstLevel } = this;
    if (firstLevel === undefined) throw new Error('Expected start(level) before the first frame');
    this.emit('world.started', 'log', `world started with level ${firstLevel}`, { level: firstLevel });
    const error = this.call(() => this.native.Start(firstLevel));
    if (error !== '') throw new Error(error);
  }

  /** The module that an environment runs when it starts: gives it a registry of loops. */
  private startEnvironment(): void {
    const { TransientLoopBinding: binding } = loadAddon();
    this.registries.push(new LoopRegistry(this.drainingPromises(binding), this.host()));
  }

  /** After each outermost crossing pending promise jobs run, as Unreal's V8 lets them. */
  private drainingPromises(binding: LoopBinding): LoopBinding {
    const { HeadlessGame: Native } = loadAddon();
    const leave = (): void => {
      this.depth -= 1;
      if (this.depth > 0) return;
      Native.RunMicrotasks();
      promiseJobsDone();
    };
    const enter = (): void => {
      this.crossings += 1;
      this.depth += 1;
    };
    const wrapped = Object.create(binding) as LoopBinding;
    // Neither function throws: the registry catches everything.
    wrapped.Attach = (tick, lifecycle) =>
      binding.Attach(
        (slot, generation, deltaSeconds) => {
          enter();
          tick(slot, generation, deltaSeconds);
          leave();
        },
        (operation, slot, generation, argument) => {
          enter();
          lifecycle(operation, slot, generation, argument);
          leave();
        },
      );
    return wrapped;
  }

  private host(): Host {
    return {
      logsLoops: this.options.logsLoops ?? true,
      capturesStacks: this.options.capturesStacks ?? false,
      milliseconds: this.options.milliseconds ?? (() => performance.now()),
      newAbortController: () => new AbortController(),
      loadScript: (module) => this.options.scripts?.(module) ?? this.scripts.load(module),
      log: (entry) => this.log(entry),
      actorOf: (slot) => this.world.actor(this.native.ActorOfSlot(slot)),
      worldOf: () => this.world,
    };
  }

  private hear(kind: number, actor: number, text: string): void {
    const { native } = this;
    switch (kind) {
      case NativeEvent.ActorBegins: {
        const [label, className] = [native.ActorLabel(actor), native.ActorClass(actor)];
        this.emit(
          'actor.spawned',
          'log',
          `${className} "${label}" spawned`,
          { class: className, label },
          { actor: label, level: native.ActorLevel(actor) },
        );
        break;
      }
      case NativeEvent.LevelShown:
        this.emit('level.shown', 'log', `level ${text} streamed in`, {}, { level: text });
        break;
      case NativeEvent.LevelHidden:
        this.emit('level.hidden', 'log', `level ${text} streamed out`, {}, { level: text });
        break;
      default:
        this.emit('world.opened', 'log', `level ${text} opened`, {}, { level: text });
    }
  }

  private log(entry: LogEntry): void {
    if (this.ending && entry.event === 'loop.ended') {
      this.tasksCancelledAtEnd += Number(entry.fields?.['tasksCancelled'] ?? 0);
    }
    this.options.onEvent({ time: this.native.Seconds(), frame: this.native.Frame(), ...entry });
  }

  private logEngine(category: string, verbosity: number, text: string): void {
    const severity: LogSeverity = verbosity <= 2 ? 'error' : verbosity === 3 ? 'warning' : 'log';
    this.emit('engine.log', severity, text, { category });
  }

  private reportUnhandled(event: string, error: unknown): void {
    const stack = error instanceof Error ? error.stack : undefined;
    const script = this.scripts.scriptIn(stack);
    const owners = this.registries.flatMap((registry) => registry.actorsOf(script));
    this.emit(
      event,
      'error',
      messageOf(error),
      { stack },
      { script, actor: owners.length === 1 ? owners[0] : undefined },
    );
  }

  private emit(
    event: string,
    severity: LogSeverity,
    message: string,
    fields: LogEntry['fields'],
    place: Pick<LogEntry, 'level' | 'actor' | 'script'> = {},
  ): void {
    this.log({ event, severity, message, fields, ...place });
  }
}
