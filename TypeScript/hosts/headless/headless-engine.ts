// SPDX-License-Identifier: MIT
import { BoundEngine, type LatentStart } from 'transient-loop/host';
import { HeadlessAction } from './headless-action';
import { HeadlessActor } from './headless-actor';
import { HeadlessDelegate } from './headless-delegates';
import { loadAddon, type NativeGame } from './native-game';

/** `FLatentActionInfo` of the headless world: a latent action by its number. */
export interface LatentInfo {
  readonly UUID: number;
}

/** The headless world as the core asks it for what scripts wait for. */
export class HeadlessEngine extends BoundEngine {
  constructor(private readonly native: NativeGame) {
    super(loadAddon().TransientLoopBinding);
  }

  watchObject(environment: number, object: object): number {
    const { native } = this;
    if (object instanceof HeadlessDelegate) {
      return native.WatchObject(environment, object.object, object.component);
    }
    if (!(object instanceof HeadlessActor || object instanceof HeadlessAction)) return -1;
    return native.WatchObject(environment, object.id, '');
  }

  beginLatent(environment: number, slot: number): LatentStart | null {
    const action = this.native.BeginLatentAction(environment, slot);
    const info: LatentInfo = { UUID: action };
    return action === 0 ? null : { action, info };
  }

  releaseAsyncAction(action: object): void {
    if (action instanceof HeadlessAction) this.native.ReleaseAsyncAction(action.id);
  }
}
