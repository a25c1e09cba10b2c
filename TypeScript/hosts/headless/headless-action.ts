// SPDX-License-Identifier: MIT
import type { MulticastDelegate } from 'transient-loop/host';
import type { HeadlessDelegates } from './headless-delegates';
import type { NativeGame } from './native-game';

/** `UCountdownAction` of the demo, as PuerTS gives an async action to scripts: `self.asyncAction` runs it. */
export class HeadlessAction {
  constructor(
    private readonly native: NativeGame,
    private readonly delegates: HeadlessDelegates,
    readonly id: number,
  ) {}

  /** Called with the seconds that were counted. */
  get OnLiftOff(): MulticastDelegate<[seconds: number]> {
    return this.delegate('OnLiftOff');
  }

  /** Called instead, where the countdown fails. */
  get OnAborted(): MulticastDelegate<[seconds: number]> {
    return this.delegate('OnAborted');
  }

  Activate(): void {
    this.native.ActivateAction(this.id);
  }

  Cancel(): void {
    this.native.CancelAction(this.id);
  }

  private delegate(name: string): MulticastDelegate<[seconds: number]> {
    const found: unknown = this.delegates.find(this.id, '', name, (value) => value);
    return found as MulticastDelegate<[seconds: number]>;
  }
}
