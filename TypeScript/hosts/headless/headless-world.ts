// SPDX-License-Identifier: MIT
import {
  ActorSound,
  ArgumentError,
  ComponentLoop,
  ERROR_POLICIES,
  type Actor,
  type ActorLoop,
  type LoopRegistry,
  type Sound,
  type SoundFormat,
  type SpawnActorOptions,
  type Vector,
  type World,
} from 'transient-loop/host';
import { describeActor } from './level-loader';
import { loadAddon, type NativeGame } from './native-game';

/** An actor of the headless world, by its number. */
class HeadlessActor implements Actor {
  constructor(
    private readonly game: NativeGame,
    private readonly id: number,
    private readonly registryOf: () => LoopRegistry | undefined,
  ) {}

  get isValid(): boolean {
    return this.game.IsActorValid(this.id);
  }

  get label(): string {
    return this.game.ActorLabel(this.id);
  }

  get className(): string {
    return this.game.ActorClass(this.id);
  }

  get level(): string {
    return this.game.ActorLevel(this.id);
  }

  get location(): Vector {
    return {
      x: this.game.ActorCoordinate(this.id, 0),
      y: this.game.ActorCoordinate(this.id, 1),
      z: this.game.ActorCoordinate(this.id, 2),
    };
  }

  setLocation({ x, y, z }: Vector): void {
    this.game.SetActorLocation(this.id, numeric('x', x), numeric('y', y), numeric('z', z));
  }

  get timeDilation(): number {
    return this.game.ActorTimeDilation(this.id);
  }

  set timeDilation(dilation: number) {
    this.game.SetActorTimeDilation(this.id, numeric('timeDilation', dilation));
  }

  sound(format: SoundFormat): Sound {
    return new ActorSound(loadAddon().TransientLoopBinding, this.game.SoundOfActor(this.id), format);
  }

  get loop(): ActorLoop | null {
    return this.loopAt(0) ?? null;
  }

  get loops(): readonly ActorLoop[] {
    const loops: ActorLoop[] = [];
    for (let loop = this.loopAt(0); loop !== undefined; loop = this.loopAt(loops.length)) loops.push(loop);
    return loops;
  }

  private loopAt(index: number): ActorLoop | undefined {
    const number = this.game.LoopOfActor(this.id, index);
    if (number === 0) return undefined;
    return new ComponentLoop(loadAddon().TransientLoopBinding, this.registryOf, number);
  }

  destroy(): void {
    this.game.DestroyActor(this.id);
  }
}

/** The headless world as scripts see it. */
export class HeadlessWorld implements World {
  constructor(
    private readonly game: NativeGame,
    private readonly requestQuit: () => void,
    private readonly registryOf: () => LoopRegistry | undefined,
  ) {}

  actor(id: number): Actor {
    return new HeadlessActor(this.game, id, this.registryOf);
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

  spawn({ location, ...options }: SpawnActorOptions): Actor {
    if (typeof options.class !== 'string') {
      throw new ArgumentError('world.spawn', 'the name of a class', options.class);
    }
    if (options.errorPolicy !== undefined && !ERROR_POLICIES.includes(options.errorPolicy)) {
      throw new ArgumentError(
        'world.spawn',
        `an error policy (${ERROR_POLICIES.join(', ')})`,
        options.errorPolicy,
      );
    }
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

/** Anything but a number would abort the process on the other side of the border. */
function numeric(name: string, value: number): number {
  if (typeof value !== 'number' || value !== value) throw new ArgumentError(name, 'a number', value);
  return value;
}

function refuse(call: string, level: string, error: string): void {
  if (error !== '') throw new ArgumentError(call, 'the name of a level', level);
}
