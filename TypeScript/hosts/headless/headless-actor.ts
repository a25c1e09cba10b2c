// SPDX-License-Identifier: MIT
import {
  ActorSound,
  ArgumentError,
  END_REASONS,
  type Actor,
  type ActorLoop,
  type EndReason,
  type MulticastDelegate,
  type Sound,
  type SoundFormat,
  type Vector,
} from 'transient-loop/host';
import { endedDelegate, type Decoder, type HeadlessDelegates } from './headless-delegates';
import { loopOfActor } from './headless-loops';
import { loadAddon, type NativeGame } from './native-game';

/** An actor of the headless world, by its number. */
export class HeadlessActor implements Actor {
  constructor(
    private readonly game: NativeGame,
    private readonly delegates: HeadlessDelegates,
    readonly id: number,
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

  get onDestroyed(): MulticastDelegate<[actor: Actor]> {
    const found: unknown = this.find('OnDestroyed', '', this.decode);
    return found as MulticastDelegate<[actor: Actor]>;
  }

  get onEndPlay(): MulticastDelegate<[actor: Actor, reason: EndReason]> {
    const found: unknown = this.find('OnEndPlay', '', (value, place) =>
      place === 1 ? END_REASONS[value as number] : this.decode(value),
    );
    return found as MulticastDelegate<[actor: Actor, reason: EndReason]>;
  }

  delegate(name: string, component = ''): MulticastDelegate {
    const found = this.find(String(name), String(component), this.decode);
    if (!this.game.HasDelegate(this.id, String(component), String(name))) {
      throw new ArgumentError(
        'actor.delegate',
        'the name of a delegate, and of a component that has it',
        name,
      );
    }
    return found;
  }

  get engineObject(): this {
    return this;
  }

  private readonly decode = (value: unknown): unknown =>
    Array.isArray(value) ? new HeadlessActor(this.game, this.delegates, value[0] as number) : value;

  private find(name: string, component: string, decode: Decoder): MulticastDelegate {
    if (!this.isValid) throw endedDelegate(name);
    return this.delegates.find(this.id, component, name, decode);
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
    return loopOfActor(this.game, this.id, index);
  }

  destroy(): void {
    this.game.DestroyActor(this.id);
  }
}

/** Anything but a number would abort the process on the other side of the border. */
export function numeric(name: string, value: number): number {
  if (typeof value !== 'number' || value !== value) throw new ArgumentError(name, 'a number', value);
  return value;
}
