// SPDX-License-Identifier: MIT
import type { LoopError } from '../errors';
import type { TaskNode } from '../task/task-node';
import { OwnedWait } from '../wait/owned-wait';
import type { Listener, Listeners } from './listeners';

/** A wait for the next emission of a signal. */
export class SignalWait extends OwnedWait<readonly unknown[]> implements Listener {
  since = 0;

  constructor(
    owner: TaskNode,
    private readonly heard: Listeners,
  ) {
    super(owner);
    this.enter();
  }

  hear(values: readonly unknown[]): void {
    this.leave();
    this.settle(values);
  }

  stop(error: LoopError): void {
    this.fail(error);
  }

  describe(): string {
    return this.heard.title;
  }

  protected enter(): void {
    this.heard.add(this);
  }

  protected leave(): void {
    this.heard.remove(this);
  }
}
