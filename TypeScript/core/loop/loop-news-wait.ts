// SPDX-License-Identifier: MIT
// Waits for something of another loop: what the async nodes of Blueprints wait for.
import { ComponentLoop } from '../component-loop';
import { ArgumentError, OwnerEndedError } from '../errors';
import type { Listener } from '../sync/listeners';
import { JoinWait } from '../task/join-wait';
import type { TaskNode } from '../task/task-node';
import { OwnedWait } from '../wait/owned-wait';
import type { EndReason } from './end-reason';
import { checkEventName, type PostedEvent } from './posted-event';

/** A wait for the next event that the script of another loop posts. */
export class LoopEventWait extends OwnedWait<PostedEvent> implements Listener {
  since = 0;

  /** @param name - of the event; undefined for any */
  constructor(
    owner: TaskNode,
    private readonly loop: ComponentLoop,
    private readonly name: string | undefined,
  ) {
    super(owner);
    this.enter();
  }

  hear([kind, value]: readonly unknown[]): void {
    if (kind === 'event') {
      const event = value as PostedEvent;
      if (this.name !== undefined && event.name !== this.name) return;
      this.leave();
      this.settle(event);
    } else if (kind === 'end') {
      this.leave();
      this.fail(new OwnerEndedError(this.describe(), value as EndReason));
    }
  }

  stop(): void {
    // What others hear of a loop outlives it.
  }

  describe(): string {
    return this.name === undefined ? 'an event of another loop' : `event "${this.name}" of another loop`;
  }

  protected enter(): void {
    this.loop.listen(this);
  }

  protected leave(): void {
    this.loop.stopListening(this);
  }
}

/** A wait for a task of another loop that was started for it. Left, it cancels the task. */
export class RunTaskWait extends JoinWait {
  constructor(
    owner: TaskNode,
    private readonly loop: ComponentLoop,
    private readonly started: TaskNode,
  ) {
    super(owner, started);
  }

  protected override leave(): void {
    super.leave();
    if (!this.started.isOver) this.loop.cancelTask(this.started.id);
  }
}

/** @throws {ArgumentError} if it is no loop of an actor, or does not run */
export function checkLoop(call: string, loop: unknown): ComponentLoop {
  if (!(loop instanceof ComponentLoop)) throw new ArgumentError(call, 'the loop of an actor', loop);
  if (!loop.isRunning) throw new ArgumentError(call, 'a loop that runs', loop.state);
  return loop;
}

export function waitForEventOf(owner: TaskNode, loop: unknown, name: string | undefined): LoopEventWait {
  if (name !== undefined) checkEventName('self.nextEventOf', name);
  return new LoopEventWait(owner, checkLoop('self.nextEventOf', loop), name);
}

export function runTaskOf(owner: TaskNode, loop: unknown, name: string): RunTaskWait {
  const other = checkLoop('self.runTask', loop);
  return new RunTaskWait(owner, other, other.runTask('self.runTask', name));
}
