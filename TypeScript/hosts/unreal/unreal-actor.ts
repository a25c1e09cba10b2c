// SPDX-License-Identifier: MIT
import * as cpp from 'cpp';
import { ActorSound, type Actor, type Sound, type SoundFormat, type Vector } from 'transient-loop/host';
import { TransientLoopSoundComponent, Vector as EngineVector } from 'ue';
import type { EngineActor } from './engine-types';

/** An actor of the engine, as scripts see it. PuerTS throws on every access once it is garbage. */
export class UnrealActor implements Actor {
  constructor(private readonly engineActor: EngineActor) {}

  get isValid(): boolean {
    try {
      this.engineActor.GetName();
      return true;
    } catch {
      return false;
    }
  }

  /** Its name: labels exist in the editor only. */
  get label(): string {
    return this.engineActor.GetName();
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
    this.engineActor.CustomTimeDilation = dilation;
  }

  sound(format: SoundFormat): Sound {
    const number = TransientLoopSoundComponent.FindOrAddSound(this.engineActor);
    return new ActorSound(cpp.TransientLoopBinding, number, format);
  }

  destroy(): void {
    this.engineActor.K2_DestroyActor();
  }
}
