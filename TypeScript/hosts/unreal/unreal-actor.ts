// SPDX-License-Identifier: MIT
import * as cpp from 'cpp';
import {
  ActorSound,
  ArgumentError,
  END_REASONS,
  ObjectEndedError,
  type Actor,
  type ActorLoop,
  type EndReason,
  type MulticastDelegate,
  type Sound,
  type SoundFormat,
  type Vector,
} from 'transient-loop/host';
import {
  Actor as EngineActorClass,
  ActorComponent,
  KismetSystemLibrary,
  TransientLoopComponent,
  TransientLoopSoundComponent,
  Vector as EngineVector,
} from 'ue';
import type { EngineActor, EngineArray, EngineMulticastDelegate, EngineObject } from './engine-types';
import { UnrealDelegate } from './unreal-delegate';
import { loopOfActor } from './unreal-loops';

type Decoder = (value: unknown, place: number) => unknown;

/** An actor of the engine, as scripts see it. PuerTS throws on every access once it is garbage. */
export class UnrealActor implements Actor {
  constructor(private readonly engineActor: EngineActor) {}

  get engineObject(): EngineActor {
    return this.engineActor;
  }

  get isValid(): boolean {
    try {
      this.engineActor.GetName();
      return true;
    } catch {
      return false;
    }
  }

  /** In the editor its label, else its name: labels are the editor's. */
  get label(): string {
    return KismetSystemLibrary.GetDisplayName(this.engineActor);
  }

  get className(): string {
    return this.engineActor.GetClass().GetName();
  }

  get level(): string {
    return this.engineActor.GetLevel().GetOuter().GetName();
  }

  get location(): Vector {
    const { X: x, Y: y, Z: z } = this.engineActor.K2_GetActorLocation();
    return { x, y, z };
  }

  setLocation({ x, y, z }: Vector): void {
    this.engineActor.K2_SetActorLocation(new EngineVector(x, y, z), false, undefined, true);
  }

  get timeDilation(): number {
    return this.engineActor.CustomTimeDilation;
  }

  set timeDilation(dilation: number) {
    if (typeof dilation !== 'number' || dilation !== dilation) {
      throw new ArgumentError('timeDilation', 'a number', dilation);
    }
    TransientLoopComponent.SetActorTimeDilation(this.engineActor, dilation);
  }

  sound(format: SoundFormat): Sound {
    const number = TransientLoopSoundComponent.FindOrAddSound(this.engineActor);
    return new ActorSound(cpp.TransientLoopBinding, number, format);
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
    return loopOfActor(this.engineActor, index);
  }

  get onDestroyed(): MulticastDelegate<[actor: Actor]> {
    return this.find('OnDestroyed', this.engineActor) as never;
  }

  get onEndPlay(): MulticastDelegate<[actor: Actor, reason: EndReason]> {
    return this.find('OnEndPlay', this.engineActor, decodeEndPlay) as never;
  }

  delegate(name: string, component?: string): MulticastDelegate {
    return this.find(name, component === undefined ? this.engineActor : this.component(name, component));
  }

  private find(name: string, owner: EngineObject, decode: Decoder = decodeActor): MulticastDelegate {
    const raw: unknown = readProperty(owner, name);
    if (typeof (raw as Partial<EngineMulticastDelegate> | undefined)?.Add !== 'function') {
      throw new ArgumentError('actor.delegate', 'the name of a delegate', name);
    }
    return UnrealDelegate.of(raw as EngineMulticastDelegate, owner, decode);
  }

  private component(name: string, className: string): EngineObject {
    let components: EngineArray<EngineObject>;
    try {
      components = this.engineActor.K2_GetComponentsByClass(ActorComponent.StaticClass());
    } catch (error) {
      throw new ObjectEndedError(`delegate "${name}"`, error);
    }
    for (let index = 0; index < components.Num(); index += 1) {
      const component = components.Get(index);
      if (component.GetClass().GetName() === className) return component;
    }
    throw new ArgumentError('actor.delegate', 'the class of a component', className);
  }

  destroy(): void {
    this.engineActor.K2_DestroyActor();
  }
}

/** Reads a property of an object of the engine, which PuerTS refuses once it is garbage. */
function readProperty(owner: EngineObject, name: string): unknown {
  try {
    return (owner as unknown as Record<string, unknown>)[name];
  } catch (error) {
    throw new ObjectEndedError(`delegate "${name}"`, error);
  }
}

/** An actor as scripts know it, and everything else as PuerTS has it. */
function decodeActor(value: unknown): unknown {
  return value instanceof EngineActorClass ? new UnrealActor(value as unknown as EngineActor) : value;
}

/** `EEndPlayReason` comes second, as a number: in the order of the first end reasons. */
function decodeEndPlay(value: unknown, place: number): unknown {
  return place === 1 ? END_REASONS[value as number] : decodeActor(value);
}
