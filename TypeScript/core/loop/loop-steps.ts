// SPDX-License-Identifier: MIT
import { LoopEndedError, ScopeClosedError, messageOf } from '../errors';
import type { Task } from '../task/task';
import type { TaskNode } from '../task/task-node';
import { TaskBit } from '../task/task-state';
import { ResumeMode } from '../task/trampoline';
import type { Continuation } from '../wait/continuation';
import type { AlarmTarget } from '../time/alarm';
import { type BaseWait, type WaitOwner } from '../wait/wait';
import { LoopCore } from './loop-core';
import { LoopDetails } from './loop-details';
import { LoopFlag } from './loop-flags';
import { reportAbandoned, reportCut, reportFailure, stackOf } from './loop-reports';
import { CROSSINGS, STEPS } from './loop-stack';
import { DEFAULT_BUDGET, assertBudget, type Budget } from './tick-budget';
import { ReadyQueue, type Ready } from './ready-queue';

/** What a message is handed to. */
export interface InflowHandler {
  handle(kind: number, value: unknown): void;
}

/**
 * What runs after a step, how much of it in one tick, and what becomes of what throws.
 */
export abstract class LoopSteps extends LoopCore implements WaitOwner {
  abstract readonly isPaused: boolean;

  protected beginBudgets(isInPause: boolean): void {
    this.registry.worldBudget.beginLoop();
    if (this.details === null) return;
    this.details.isInPause = isInPause;
    this.details.arePredicatesAsked = false;
    this.details.begunAt = this.registry.memory.now(this.slot);
    if (!isInPause) this.details.ready?.release();
    this.lower(LoopFlag.BudgetSpent);
    this.details.budget.begin();
  }

  /** Runs what the last step made ready; true if there was anything. */
  afterStep(): boolean {
    const { details } = this;
    if (details === null) return false;
    // Called after each message and timer, most of which make nothing ready.
    const isQuiet = (this.registry.memory.flags(this.slot) & LoopFlag.ReadyTasks) === 0;
    if (isQuiet && details.failures.length === 0) return false;
    if (details.isDraining || STEPS.hasOf(this)) return false;
    const { ready } = details;
    let ran = false;
    details.isDraining = true;
    while (ready !== null && this.endReason === null && !ready.isEmpty && this.allowsStep()) {
      ready.runFirst((details.paused ??= new ReadyQueue()));
      ran = true;
    }
    details.isDraining = false;
    if (this.endReason !== null) return ran;
    if (ready === null || ready.isEmpty) this.lower(LoopFlag.ReadyTasks);
    if (details.failures.length > 0) this.tellFailures(details);
    return ran;
  }

  /** Counts a step against the budgets of this loop and of the world; false if the rest has to wait for the next tick. */
  protected allowsStep(): boolean {
    const { registry } = this;
    const { budget } = this.moreDetails();
    if (budget.allows(registry.clock) && registry.worldBudget.allows(registry.clock)) return true;
    this.raise(LoopFlag.BudgetSpent);
    return false;
  }

  get budget(): Budget {
    return this.details?.budget.limits ?? DEFAULT_BUDGET;
  }

  set budget(limits: Budget) {
    assertBudget('budget', limits);
    if (this.endReason !== null) return;
    this.moreDetails().budget.limits = limits;
    this.raise(LoopFlag.OwnBudget);
  }

  get worldBudget(): Budget {
    return this.registry.worldBudget.limits;
  }

  set worldBudget(limits: Budget) {
    if (this.endReason === null) this.registry.worldBudget.limits = limits;
    else assertBudget('worldBudget', limits);
  }

  /** True while the tick's time lasts for a task that asks. */
  hasBreath(): boolean {
    const { registry } = this;
    return (
      this.moreDetails().budget.hasBreath(registry.clock) && registry.worldBudget.hasTime(registry.clock)
    );
  }

  queueStart(task: TaskNode): void {
    task.bits |= TaskBit.Ready;
    this.enqueue(task, ResumeMode.Next, undefined, null);
  }

  /**
   * Goes on with a task right after the current step of its loop; in its next tick if something else runs now.
   *
   * Never at once: whoever wakes it may be about to end it, and chains of tasks that wait for each other may be long.
   */
  enqueue(item: Ready, mode: number, value: unknown, from: BaseWait<unknown> | null): void {
    if (this.endReason !== null) return;
    (this.moreDetails().ready ??= new ReadyQueue()).add(item, mode, value, from);
    this.raise(
      CROSSINGS.isInnermost(this) ? LoopFlag.ReadyTasks : LoopFlag.ReadyTasks | LoopFlag.MoreThisTick,
    );
  }

  dropFromQueue(task: TaskNode): void {
    if (!task.has(TaskBit.Ready)) return;
    task.bits &= ~TaskBit.Ready;
    this.details?.ready?.drop(task);
    this.details?.paused?.drop(task);
  }

  addContinuation(continuation: Continuation): void {
    (this.moreDetails().strays ??= new Set()).add(continuation);
  }

  removeContinuation(continuation: Continuation): void {
    if (this.details === null) return;
    this.details.strays?.delete(continuation);
    this.details.strayWokenIn = CROSSINGS.count;
  }

  goesOnNow(): boolean {
    return this.endReason !== null || this.isInOwnTick;
  }

  queueContinuation(continuation: Continuation): void {
    this.enqueue(continuation, ResumeMode.Next, undefined, null);
  }

  /** Number of the crossing in which one of these was settled last. */
  get strayWokenIn(): number {
    return this.details?.strayWokenIn ?? -1;
  }

  /** Throws what using the scope of an ended task, or of an ended loop, is answered with. */
  refuseUse(task: TaskNode): never {
    if (task.has(TaskBit.Ending) || this.endReason !== null) {
      const reason = task.cancelRequest?.reason ?? this.endReason ?? 'stopped';
      throw new LoopEndedError(this.describe().actor, reason);
    }
    throw new ScopeClosedError(
      task.name,
      task.isOver || !task.has(TaskBit.Cancelling) ? task.state : 'being cancelled',
    );
  }

  /** Reports, once a task, that its scope was used outside of its loop's tick: it awaited what the loop did not make. */
  checkPlace(task: TaskNode): void {
    if (this.hasMoment || CROSSINGS.jobsOf === this) return;
    // A cleanup that begins because another loop cancelled its task goes on in that loop's promise jobs.
    if (CROSSINGS.jobsOf !== null && this.details?.asyncBegunIn === CROSSINGS.count) return;
    const seen = (this.moreDetails().foreign ??= new WeakSet());
    if (seen.has(task)) return;
    seen.add(task);
    this.log(
      'task.foreign-await',
      'warning',
      `Task "${task.name}" awaited a promise that the loop did not make, and goes on outside of its tick until its next wait (self.own adopts one)`,
      task,
    );
  }

  /**
   * Reports a failed task, once it is clear whether anybody waits for it: the step that made it fail may ask for it next,
   * an async parent in the promise jobs to come.
   */
  failed(task: TaskNode): void {
    const isOwnCrossing = CROSSINGS.isInnermost(this);
    const mayBeAskedFor = STEPS.depth > 0 || (isOwnCrossing && this.hasAsyncTasks);
    if (!mayBeAskedFor || this.endReason !== null || task.has(TaskBit.Observed)) {
      this.tellFailure(task);
      return;
    }
    const details = this.moreDetails();
    details.failures.push(task);
    details.failedIn = CROSSINGS.count;
    this.raise(isOwnCrossing && !this.hasAsyncTasks ? LoopFlag.ReadyTasks : LoopFlag.MoreThisTick);
  }

  protected tellFailures(details: LoopDetails): void {
    if (this.hasAsyncTasks && details.failedIn === CROSSINGS.count) return;
    const { failures } = details;
    details.failures = [];
    for (const task of failures) this.tellFailure(task);
  }

  /** Reports a failure; one that nobody waited for has the component do as its error policy says, which may end this loop. */
  protected tellFailure(task: TaskNode): void {
    reportFailure(this, task);
    const { binding, environment } = this.registry;
    if (this.endReason === null && !task.has(TaskBit.Observed)) {
      binding.ApplyErrorPolicy(environment, this.slot);
    }
  }

  reportCut(task: TaskNode): void {
    reportCut(this, task);
  }

  reportAbandoned(task: TaskNode): void {
    reportAbandoned(this, task);
  }

  /** Reports an error of a body that went on after its loop had ended. */
  reportLate(task: TaskNode, error: unknown): void {
    this.log('task.late-error', 'error', messageOf(error), task, { reason: this.endReason });
  }

  /** Calls a done callback; its throw is reported and spares the others. */
  callBack(task: TaskNode, callback: (task: Task<never>) => void): void {
    this.guard('callback.failed', 'A done callback threw', task, () =>
      callback(task as unknown as Task<never>),
    );
  }

  /** Calls C++ in the middle of a step: what that asks of this loop waits until the step is over. */
  callOut(task: TaskNode, call: () => void): void {
    this.guard('internal.error', 'Internal error', task, call);
  }

  /** Calls a handler of a stream; its throw is reported and spares the stream. */
  callHandler(task: TaskNode, handler: () => void): void {
    this.guard('handler.failed', 'A stream handler threw', task, handler);
  }

  /** Hands a message over as a step of a task. Called for each message: no closure. */
  callInflow(task: TaskNode, inflow: InflowHandler, kind: number, value: unknown): void {
    STEPS.enter(task);
    try {
      inflow.handle(kind, value);
    } catch (error) {
      this.reportHandler('A stream handler threw', task, error);
    } finally {
      STEPS.leave();
    }
  }

  /** Lets an alarm ring as a step of a task. */
  callAlarm(task: TaskNode, target: AlarmTarget): void {
    STEPS.enter(task);
    try {
      target.ring();
    } catch (error) {
      this.reportHandler('A scheduled action threw', task, error);
    } finally {
      STEPS.leave();
    }
  }

  /** Closes what a stream or a wait holds; its throw is reported and spares what else is to be closed. */
  callTeardown(task: TaskNode, teardown: () => void): void {
    this.guard('teardown.failed', 'A teardown threw', task, teardown);
  }

  protected guard(event: string, what: string, task: TaskNode, action: () => void): void {
    STEPS.enter(task);
    try {
      action();
    } catch (error) {
      this.reportThrow(event, what, task, error);
    } finally {
      STEPS.leave();
    }
  }

  /** Reports what a handler of a stream, or a scheduled action, threw. */
  reportHandler(what: string, task: TaskNode, error: unknown): void {
    this.reportThrow('handler.failed', what, task, error);
  }

  private reportThrow(event: string, what: string, task: TaskNode, error: unknown): void {
    this.log(event, 'error', `${what}: ${messageOf(error)}`, task, { stack: stackOf(error) });
  }
}
