// SPDX-License-Identifier: MIT
import { BoundEngine, type LatentStart } from 'transient-loop/host';
import * as cpp from 'cpp';
import { Object as EngineObjectClass, TransientLoopEngineLibrary } from 'ue';
import type { EngineObject } from './engine-types';
import { UnrealActor } from './unreal-actor';

/** The engine as the core asks it for what scripts wait for. PuerTS throws where an object is garbage. */
export class UnrealEngine extends BoundEngine {
  constructor() {
    super(cpp.TransientLoopBinding);
  }

  watchObject(environment: number, object: object): number {
    const watched = object instanceof UnrealActor ? object.engineObject : object;
    if (!(watched instanceof EngineObjectClass)) return -1;
    try {
      return TransientLoopEngineLibrary.WatchObject(environment, watched as EngineObject);
    } catch {
      return 0;
    }
  }

  beginLatent(environment: number, slot: number): LatentStart | null {
    const info = TransientLoopEngineLibrary.BeginLatentAction(environment, slot);
    return info.CallbackTarget ? { action: info.UUID, info } : null;
  }

  releaseAsyncAction(action: object): void {
    if (!(action instanceof EngineObjectClass)) return;
    try {
      TransientLoopEngineLibrary.ReleaseAsyncAction(action as EngineObject);
    } catch {
      // It is gone already.
    }
  }
}
