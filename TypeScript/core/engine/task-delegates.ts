// SPDX-License-Identifier: MIT
import type { Holding } from '../task/holding';
import type { TaskNode } from '../task/task-node';
import type { EngineDelegate } from './delegate';
import { DelegateEmitter } from './delegate-emitter';

/** Delegates that nobody listens to any more and that stay bound, because the next wait is likely to be for one of them. */
const MOST_IDLE = 8;

/** The delegates that one task has bound a function to. */
export class TaskDelegates implements Holding {
  private readonly emitters = new WeakMap<object, DelegateEmitter>();
  private readonly bound = new Set<DelegateEmitter>();
  /** Bound, and nobody listens; the longest first. */
  private readonly idle = new Set<DelegateEmitter>();

  constructor(readonly task: TaskNode) {}

  static of(task: TaskNode): TaskDelegates {
    const details = task.moreDetails();
    return (details.delegates ??= new TaskDelegates(task));
  }

  /** The one emitter of a delegate in this task. */
  emitterOf(delegate: EngineDelegate, title: string): DelegateEmitter {
    let emitter = this.emitters.get(delegate);
    if (emitter === undefined) {
      emitter = new DelegateEmitter(this, delegate, title);
      this.emitters.set(delegate, emitter);
    }
    return emitter;
  }

  opened(emitter: DelegateEmitter): void {
    if (this.bound.size === 0) this.task.hold(this);
    this.bound.add(emitter);
  }

  closed(emitter: DelegateEmitter): void {
    this.bound.delete(emitter);
    this.idle.delete(emitter);
    if (this.bound.size === 0) this.task.letGo(this);
  }

  wanted(emitter: DelegateEmitter): void {
    this.idle.delete(emitter);
  }

  unwanted(emitter: DelegateEmitter): void {
    this.idle.add(emitter);
    if (this.idle.size <= MOST_IDLE) return;
    const [longest] = this.idle;
    longest!.close();
  }

  /** The task is over. */
  abandon(): void {
    for (const emitter of [...this.bound]) emitter.close(this.task.lostWait());
  }
}
