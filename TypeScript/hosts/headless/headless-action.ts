// SPDX-License-Identifier: MIT
import type { MulticastDelegate } from 'transient-loop/host';
import type { HeadlessDelegates } from './headless-delegates';
import type { NativeGame } from './native-game';

/** An async action of the headless world, as PuerTS gives one to scripts: `self.asyncAction` runs it. */
export class HeadlessAction {
  constructor(
    private readonly native: NativeGame,
    private readonly delegates: HeadlessDelegates,
    readonly id: number,
  ) {}

  Activate(): void {
    this.native.ActivateAction(this.id);
  }

  Cancel(): void {
    this.native.CancelAction(this.id);
  }

  protected delegate<T extends unknown[]>(name: string): MulticastDelegate<T> {
    const found: unknown = this.delegates.find(this.id, '', name, (value) => value);
    return found as MulticastDelegate<T>;
  }
}

/** `UCountdownAction` of the demo. */
export class HeadlessCountdown extends HeadlessAction {
  /** Called with the seconds that were counted. */
  get OnLiftOff(): MulticastDelegate<[seconds: number]> {
    return this.delegate('OnLiftOff');
  }

  /** Called instead, where the countdown fails. */
  get OnAborted(): MulticastDelegate<[seconds: number]> {
    return this.delegate('OnAborted');
  }
}

/** An async node of the plugin, `UTransientLoopAction`: one of its pins is called. */
export class HeadlessNode extends HeadlessAction {
  /** Called with JSON, or an empty text. */
  get Completed(): MulticastDelegate<[json: string]> {
    return this.delegate('Completed');
  }

  get Failed(): MulticastDelegate<[message: string]> {
    return this.delegate('Failed');
  }

  get Cancelled(): MulticastDelegate<[reason: string]> {
    return this.delegate('Cancelled');
  }
}
