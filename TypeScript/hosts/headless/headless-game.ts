// SPDX-License-Identifier: MIT
import { join } from 'node:path';
import {
  LoopRegistry,
  messageOf,
  type Actor,
  type Host,
  type LeftOver,
  type LogEntry,
  type LogSeverity,
} from 'transient-loop/host';
import { FrameDriver } from './frame-driver';
import type { GameOptions, GameSummary, LevelDefinition } from './game-types';
import { HeadlessActor } from './headless-actor';
import { HeadlessEngine } from './headless-engine';
import { HeadlessHub } from './headless-hub';
import { noteEnvironment } from './headless-loops';
import { HeadlessWorld } from './headless-world';
import { loadLevel } from './level-loader';
import { loadAddon, type NativeGame } from './native-game';
import { offloadPool } from './offload-pool';
import { OpenSockets } from './open-sockets';
import { offerRedisStandIn } from './redis-stand-in';
import { ScriptCalls } from './script-calls';
import { ScriptLoader } from './script-loader';
import { UnhandledErrors } from './unhandled-errors';
import { worldEvent } from './world-events';

const DEFAULT_FPS = 60;
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
  private readonly engine: HeadlessEngine;
  /** The script environments of this game so far, for tests and tools. */
  readonly environments: readonly LoopRegistry[];
  private readonly registries: LoopRegistry[] = [];
  private readonly scripts: ScriptLoader;
  private readonly sockets = new OpenSockets();
  private readonly unhandled = new UnhandledErrors((event, error) => this.reportUnhandled(event, error));
  private readonly levels = new Set<string>();
  private firstLevel: string | undefined;
  private readonly calls: ScriptCalls;
  private readonly hub: HeadlessHub;
  private quitWanted = false;
  /** When play ended, and with how many actors: the world is gone soon after. */
  private ended: { readonly seconds: number; readonly frames: number; readonly actors: number } | undefined;
  private tasksCancelledAtEnd = 0;

  constructor(private readonly options: GameOptions) {
    this.environments = this.registries;
    offerRedisStandIn();
    const { HeadlessGame: Native } = loadAddon();
    Native.SetStarter(() => active?.startEnvironment());
    Native.SetLogListener((category, verbosity, text) => active?.logEngine(category, verbosity, text));
    this.native = new Native();
    this.native.SetListener((...told) => this.log(worldEvent(this.native, ...told)));
    for (const [name, value] of Object.entries(options.switches ?? {})) {
      const error = this.native.SetSwitch(name, value);
      if (error !== '') throw new Error(error);
    }
    // After the switches, which are read when the game is made.
    if (options.editor === true) this.native.UseEditor();
    this.native.SetPlayInEditor(options.playInEditor ?? false);
    this.engine = new HeadlessEngine(this.native);
    this.scripts = new ScriptLoader(options.scriptRoot ?? DEFAULT_SCRIPT_ROOT);
    this.world = new HeadlessWorld(this.native, () => this.quit());
    this.calls = new ScriptCalls(() => Native.RunMicrotasks());
    this.hub = new HeadlessHub(this.calls, this.host());
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

  /**
   * Plays until the game ends, by {@link quit}, by a script, or by the number of seconds given; gives what lingers on the hub
   * its grace time; then frees everything.
   */
  async run(): Promise<GameSummary> {
    const { fps = DEFAULT_FPS, speed = 'real' } = this.options;
    let summary: GameSummary | undefined;
    this.unhandled.listen();
    try {
      // The end too comes in a frame: a promise job could not let those of scripts run.
      await new FrameDriver(fps, speed).run((deltaSeconds) => {
        const isLast = this.ended === undefined ? this.play(deltaSeconds) : this.finishHub(deltaSeconds);
        if (isLast) summary = this.summarize();
        return isLast;
      });
      return summary!;
    } finally {
      this.unhandled.stop();
    }
  }

  /** A frame, and the end of play if that was the last one; true if nothing lingers then. */
  private play(deltaSeconds: number): boolean {
    const { seconds } = this.options;
    this.step(deltaSeconds);
    const isOver = this.quitWanted || (seconds !== undefined && this.native.Seconds() >= seconds - 1e-9);
    if (isOver) this.endPlay();
    return isOver && this.hub.isEmpty;
  }

  /** Opens the first level: its actors begin play. The first frame does it if nobody did. */
  open(): void {
    if (!this.native.IsRunning()) this.begin();
  }

  /** Runs one frame of so many real seconds. Call it from a macrotask, else promise jobs run after it instead of inside. */
  step(deltaSeconds: number): void {
    this.open();
    // As `call`, without a closure in every frame.
    const outer = active;
    active = this;
    try {
      this.native.Tick(deltaSeconds);
      this.hub.step(deltaSeconds);
    } finally {
      active = outer;
    }
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

  /**
   * Does a command of the console in the game's world, as the next frame would: `TransientLoop.Run tutorial/timers`.
   * What it tells goes to the log.
   * @throws {Error} if there is no such command
   */
  exec(command: string): void {
    this.open();
    const found = this.call(() => this.native.Exec(command));
    if (!found) throw new Error(`Expected a console command, but got "${command}"`);
  }

  /** True once play is to end: {@link quit} was called, by the program or by a script. */
  get isQuitting(): boolean {
    return this.quitWanted;
  }

  /** Ends play with reason `quit` at the end of the frame. */
  quit(): void {
    this.quitWanted = true;
  }

  /**
   * Ends play now, gives what lingers on the hub its grace time, in frames that take no time, frees everything, and tells what
   * was left. Call it from a macrotask, as a frame.
   */
  end(): GameSummary {
    this.endPlay();
    const { fps = DEFAULT_FPS } = this.options;
    while (!this.hub.isEmpty && !this.finishHub(1 / fps));
    return this.summarize();
  }

  private endPlay(): void {
    const { native } = this;
    this.ended = { seconds: native.Seconds(), frames: native.Frame(), actors: native.CountActors() };
    this.call(() => native.Quit());
    this.hub.close();
  }

  private finishHub(deltaSeconds: number): boolean {
    return this.call(() => this.hub.finish(deltaSeconds));
  }

  private summarize(): GameSummary {
    const summary = { reason: 'quit', ...this.ended! };
    this.call(() => this.hub.end());
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

  /**
   * Travels to another level in the next two frames, keeping some actors: their loops go on there.
   * @throws {Error} if the level was not added
   */
  travelSeamlessly(level: string, kept: readonly Actor[] = []): void {
    for (const actor of kept) if (actor instanceof HeadlessActor) this.native.KeepActor(actor.id);
    const error = this.native.TravelSeamlessly(level);
    if (error !== '') throw new Error(error);
  }

  /** Ends all loops with reason `environment-lost`, starts a new script environment and the loops again in it. */
  restartEnvironment(): boolean {
    return this.call(() => this.native.RestartEnvironment());
  }

  /** Tasks, timers and subscriptions that are alive right now, in all environments of this game and on its hub. */
  countLeft(): LeftOver {
    const left = { tasks: 0, timers: 0, subscriptions: 0 };
    for (const registry of [...this.registries, this.hub]) {
      const { tasks, timers, subscriptions } = registry.leftOver();
      left.tasks += tasks;
      left.timers += timers;
      left.subscriptions += subscriptions;
    }
    return left;
  }

  /** How often script was entered so far, in all environments of this game and on its hub. */
  countCrossings(): number {
    return this.calls.count;
  }

  /** The environment of the hub's loop, once something was handed over to it; for tests and tools. */
  get hubEnvironment(): LoopRegistry | undefined {
    return this.hub.environment;
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
    // The hub's loop has no engine: the plugin does not know its environment.
    const { engine, hub } = this;
    const host = { ...this.host(), engine, hub };
    const registry = new LoopRegistry(this.calls.countedBinding(binding), host);
    this.registries.push(registry);
    noteEnvironment(this.native, registry);
  }

  private host(): Host {
    return {
      logsLoops: this.options.logsLoops ?? true,
      capturesStacks: this.options.capturesStacks ?? false,
      milliseconds: this.options.milliseconds ?? (() => performance.now()),
      newAbortController: () => new AbortController(),
      offload: (module, exported, input) =>
        offloadPool.run(module, this.scripts.compiledFile(module), exported, input),
      loadScript: (module) => this.options.scripts?.(module) ?? this.scripts.load(module),
      log: (entry) => this.log(entry),
      actorOf: (slot) => {
        const actor = this.native.ActorOfSlot(slot);
        return actor === 0 ? null : this.world.actor(actor);
      },
      worldOf: () => this.world,
    };
  }

  private log(entry: LogEntry): void {
    if (this.ended !== undefined && entry.event === 'loop.ended') {
      this.tasksCancelledAtEnd += Number(entry.fields?.['tasksCancelled'] ?? 0);
    }
    const { seconds: time, frames: frame } = this.ended ?? {
      seconds: this.native.Seconds(),
      frames: this.native.Frame(),
    };
    this.options.onEvent({ time, frame, ...entry });
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
