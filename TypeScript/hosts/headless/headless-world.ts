// SPDX-License-Identifier: MIT
import {
  ArgumentError,
  checkSpawnOptions,
  type Actor,
  type SpawnActorOptions,
  type World,
} from 'transient-loop/host';
import { describeActor } from './level-loader';
import { HeadlessCountdown, HeadlessNode } from './headless-action';
import { HeadlessActor, numeric } from './headless-actor';
import { HeadlessDelegates } from './headless-delegates';
import type { LatentInfo } from './headless-engine';
import type { NativeGame } from './native-game';

/** The headless world as scripts see it. */
export class HeadlessWorld implements World {
  private readonly delegates: HeadlessDelegates;

  constructor(
    private readonly game: NativeGame,
    private readonly requestQuit: () => void,
  ) {
    this.delegates = new HeadlessDelegates(game);
  }

  actor(id: number): Actor {
    return new HeadlessActor(this.game, this.delegates, id);
  }

  /** The engine's latent `Delay`, which `self.latent` waits for: what Unreal has as `KismetSystemLibrary.Delay`. */
  delay(seconds: number, info: LatentInfo): void {
    this.game.Delay(numeric('info', info.UUID), numeric('seconds', seconds));
  }

  /** The demo's async action, which `self.asyncAction` runs: what Unreal has as `CountdownAction.Countdown`. */
  countdown(seconds: number, fails = false): HeadlessCountdown {
    const id = this.game.Countdown(numeric('seconds', seconds), fails === true);
    return new HeadlessCountdown(this.game, this.delegates, id);
  }

  /**
   * The node "Run TypeScript Task" on the first loop of an actor: what Unreal has as
   * `TransientLoopRunTaskAction.RunTypeScriptTask`. For tests of nodes; scripts have `self.runTask`.
   */
  runTypeScriptTask(actor: Actor, name: string): HeadlessNode {
    const id = this.game.RunTypeScriptTask((actor as HeadlessActor).id, String(name));
    return new HeadlessNode(this.game, this.delegates, id);
  }

  /** The node "Wait For Script Event", likewise; scripts have `self.nextEventOf`. */
  waitForScriptEvent(actor: Actor, name: string): HeadlessNode {
    const id = this.game.WaitForScriptEvent((actor as HeadlessActor).id, String(name));
    return new HeadlessNode(this.game, this.delegates, id);
  }

  get seconds(): number {
    return this.game.Seconds();
  }

  get deltaSeconds(): number {
    return this.game.DeltaSeconds();
  }

  get level(): string {
    return this.game.LevelName();
  }

  get isPaused(): boolean {
    return this.game.IsPaused();
  }

  set isPaused(paused: boolean) {
    this.game.SetPaused(paused === true);
  }

  get timeDilation(): number {
    return this.game.TimeDilation();
  }

  set timeDilation(dilation: number) {
    this.game.SetTimeDilation(numeric('timeDilation', dilation));
  }

  spawn(given: SpawnActorOptions): Actor {
    checkSpawnOptions(given);
    const { location, ...options } = given;
    const { x, y, z } = location ?? { x: 0, y: 0, z: 0 };
    describeActor(this.game, { ...options, label: options.label ?? '', location: [x, y, z] });
    const id = this.game.SpawnActor('');
    if (id === 0)
      throw new ArgumentError('world.spawn', 'an actor that can be spawned', this.game.SpawnError());
    return this.actor(id);
  }

  find(label: string): Actor | undefined {
    const id = this.game.FindActor(String(label));
    return id === 0 ? undefined : this.actor(id);
  }

  actors(): Actor[] {
    const ids = new Int32Array(this.game.CountActors());
    return Array.from(ids.subarray(0, this.game.CopyActors(ids, ids.length)), (id) => this.actor(id));
  }

  isLevelVisible(level: string): boolean {
    return this.game.IsLevelVisible(String(level));
  }

  setLevelVisible(level: string, visible: boolean): void {
    refuse('world.setLevelVisible', level, this.game.SetLevelVisible(String(level), visible === true));
  }

  openLevel(level: string): void {
    refuse('world.openLevel', level, this.game.OpenLevel(String(level)));
  }

  quit(): void {
    this.requestQuit();
  }
}

function refuse(call: string, level: string, error: string): void {
  if (error !== '') throw new ArgumentError(call, 'the name of a level', level);
}
