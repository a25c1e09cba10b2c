// SPDX-License-Identifier: MIT
import { ArgumentError, EngineUnavailableError, LatentAbortedError } from '../errors';
import type { ScopedTask } from '../task/scoped-task';
import type { TaskNode } from '../task/task-node';
import { OwnedWait } from '../wait/owned-wait';
import type { Wait } from '../wait/wait';
import type { Engine } from './engine';
import type { LatentWaiter } from './latent-actions';

/** Calls a latent function of the engine, and waits until it goes on; see `TaskScope.latent`. */
export function startLatent(task: ScopedTask, start: (info: never) => unknown): Wait<void> {
  if (typeof start !== 'function') throw new ArgumentError('self.latent', 'a function', start);
  const refused = task.refusedWait();
  if (refused !== null) return refused;
  const { host, environment } = task.loop.registry;
  const { engine } = host;
  if (engine === undefined) throw new EngineUnavailableError('self.latent');
  const begun = engine.beginLatent(environment, task.loop.slot);
  if (begun === null) throw new EngineUnavailableError('self.latent of a loop without a world');
  const wait = new LatentWait(task, engine, begun.action, start.name);
  try {
    start(begun.info as never);
  } catch (error) {
    wait.giveUp(error);
    throw error;
  }
  wait.commit();
  return wait;
}

/** A wait for a latent action. It cannot be begun again: left, it is cancelled. */
class LatentWait extends OwnedWait<void> implements LatentWaiter {
  private isOpen = true;

  constructor(
    owner: TaskNode,
    private readonly engine: Engine,
    private readonly action: number,
    private readonly called: string,
  ) {
    super(owner);
    const { registry } = owner.loop;
    registry.latents.add(action, this);
    registry.subscriptionOpened();
  }

  commit(): void {
    // It may have gone on inside the call.
    if (!this.isOpen || this.engine.commitLatent(this.owner.loop.registry.environment, this.action)) return;
    this.giveUp(new LatentAbortedError(this.describe(), 'the function began none in the world of its actor'));
  }

  giveUp(error: unknown): void {
    this.leave();
    this.fail(error);
  }

  resumed(): void {
    this.forget();
    this.settle();
  }

  aborted(): void {
    this.forget();
    this.fail(new LatentAbortedError(this.describe(), 'the engine aborted it'));
  }

  describe(): string {
    return this.called === '' ? 'a latent action' : `latent action "${this.called}"`;
  }

  protected enter(): void {
    this.fail(new LatentAbortedError(this.describe(), 'nobody waited for it any more'));
  }

  protected leave(): void {
    if (!this.isOpen) return;
    this.forget();
    this.engine.cancelLatent(this.owner.loop.registry.environment, this.action);
  }

  private forget(): void {
    if (!this.isOpen) return;
    this.isOpen = false;
    const { registry } = this.owner.loop;
    registry.latents.remove(this.action);
    registry.subscriptionClosed();
  }
}
