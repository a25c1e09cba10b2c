// SPDX-License-Identifier: MIT
import { cancelTask } from '../task/task-cancel';
import type { TaskNode } from '../task/task-node';
import { OPEN_WAITS, TaskBit } from '../task/task-state';
import type { ListedWait } from '../time/listed-wait';
import type { Polled } from '../time/wait-list';
import { SleepWait } from '../time/sleep-wait';
import { TickWait } from '../time/tick-wait';
import { UntilWait } from '../time/until-wait';
import { Inbox, type MessageReceiver, type MessageTarget } from './inbox';
import { LoopSteps } from './loop-steps';
import { LoopDetails } from './loop-details';
import { LoopFlag } from './loop-flags';
import { reportUnawaited } from './loop-reports';
import { CROSSINGS } from './loop-stack';
import { ReadyQueue } from './ready-queue';

/**
 * What a loop asks or hands over in each tick: waits for ticks and predicates, combinators without a waiter, messages.
 */
export abstract class LoopWaits extends LoopSteps implements MessageReceiver {
  /** What paused tasks were woken with, and told, takes its turn, if they are not paused any more. */
  releasePaused(): void {
    const { details } = this;
    if (details === null || this.endReason !== null) return;
    if (details.paused !== null && !details.paused.isEmpty) {
      details.paused.moveTo((details.ready ??= new ReadyQueue()));
      this.raise(
        CROSSINGS.isInnermost(this) ? LoopFlag.ReadyTasks : LoopFlag.ReadyTasks | LoopFlag.MoreThisTick,
      );
    }
    if (details.pausedMessages.length > 0) this.repost(details);
  }

  /** Puts messages that were kept back before those that came later. */
  protected repost(details: LoopDetails): void {
    const later = details.inbox;
    const messages = details.pausedMessages;
    details.pausedMessages = [];
    details.inbox = new Inbox(later?.mostQueued);
    for (const { target, kind, value } of messages) this.post(target, kind, value);
    if (later === null) return;
    const receiver: MessageReceiver = {
      receiveMessage: (target, kind, value) => this.post(target, kind, value),
    };
    while (later.size > 0) later.shiftTo(receiver);
  }

  receiveMessage(target: MessageTarget, kind: number, value: unknown): void {
    const details = this.details!;
    if (target.isOver) {
      details.droppedMessages += 1;
    } else if (target.isPaused) {
      details.pausedMessages.push({ target, kind, value });
    } else {
      details.deliveredMessages += 1;
      target.deliver(kind, value);
    }
  }

  /** Counts a value that a subscription did not take. */
  countDropped(): void {
    if (this.endReason === null) this.moreDetails().droppedMessages += 1;
  }

  waitForTicks(task: TaskNode, count: number): TickWait {
    return this.poll(new TickWait(task, this.moreDetails(), count));
  }

  waitUntil(task: TaskNode, predicate: () => boolean): UntilWait {
    return this.poll(new UntilWait(task, predicate));
  }

  /** Asks a wait in every tick from now on. */
  poll<T extends ListedWait<unknown>>(wait: T): T {
    const details = this.moreDetails();
    const list = wait.list(details);
    list.add(wait);
    this.raise(list === details.untilWaits ? this.askedInTicks : LoopFlag.EveryTick);
    return wait;
  }

  /** Asks something else than a wait where predicates are asked, the tick in progress included. */
  lookInTicks(polled: Polled): void {
    this.moreDetails().untilWaits.add(polled);
    this.raise(this.askedInTicks);
  }

  /** What is asked at the end of ticks is so in the one in progress too, though promise jobs of that run. */
  private get askedInTicks(): number {
    return this.isTickPaused ? LoopFlag.EveryTick | LoopFlag.MoreThisTick : LoopFlag.EveryTick;
  }

  /** Asks something else than a wait in the ticks to come, and returns the number of the next. */
  pollInTicks(polled: Polled): number {
    const details = this.moreDetails();
    details.tickWaits.add(polled);
    this.raise(LoopFlag.EveryTick);
    return details.ticks + 1;
  }

  /** Ticks so far in which the loop was crossed for more than a timer. */
  get ticksCrossed(): number {
    return this.details?.ticks ?? 0;
  }

  /** Gives back the timers of the sleeps that a task made and left behind; the lists find out by themselves. */
  dropSleepsOf(task: TaskNode): void {
    if (!task.hasOpenWaits) return;
    const { timers } = this.registry;
    timers.forEach(this.slot, (target, timer) => {
      if (target instanceof SleepWait && target.owner === task) target.abandon();
      else if (target === task) timers.remove(this.slot, timer);
    });
    task.bits &= ~OPEN_WAITS;
  }

  /** The end of a tick. */
  protected askPredicates(details: LoopDetails): void {
    if (details.arePredicatesAsked) return;
    details.arePredicatesAsked = true;
    details.untilWaits.poll(this);
    if (this.endReason === null) this.askUnawaited(details);
    if (this.endReason === null) this.restIfQuiet(details);
  }

  /** Is crossed in no tick but those in which something is due, if nobody wants to be asked in each. */
  protected restIfQuiet(details: LoopDetails): void {
    const isQuiet = details.tickWaits.isEmpty && details.untilWaits.isEmpty && details.unawaited.length === 0;
    if (isQuiet) this.lower(LoopFlag.EveryTick);
  }

  /** Sees to it that somebody waits for a combinator by the end of the next tick. */
  expectWaiter(group: TaskNode): void {
    const details = this.moreDetails();
    details.unawaited.push({ group, tick: details.ticks });
    this.raise(LoopFlag.EveryTick);
  }

  protected askUnawaited(details: LoopDetails): void {
    if (details.unawaited.length === 0) return;
    const open = details.unawaited.filter(({ group }) => isUnawaited(group));
    // Predicates may be asked again in one tick, after promise jobs.
    details.unawaited = open.filter(({ tick }) => tick >= details.ticks);
    for (const { group, tick } of open) {
      // The end of one may end others.
      if (tick >= details.ticks || !isUnawaited(group)) continue;
      reportUnawaited(this, group);
      cancelTask(group, 'nobody waits for it');
    }
    this.afterStep();
  }

  /** Keeps a message for the next tick. */
  post(target: MessageTarget, kind: number, value: unknown): void {
    if (this.endReason !== null) return;
    const details = this.moreDetails();
    const inbox = (details.inbox ??= new Inbox());
    // Raised until it is empty again.
    if (inbox.size === 0) this.raise(LoopFlag.Inbox);
    inbox.push(target, kind, value);
  }

  /** Delivers what is in the inbox, as far as the budget of the tick allows; the rest waits for the next tick, in order. */
  protected drainInbox(): void {
    const inbox = this.details?.inbox;
    if (inbox === null || inbox === undefined) return;
    // What arrives while these are handled waits for the next tick.
    for (let left = inbox.size; left > 0 && this.endReason === null; left -= 1) {
      // A handler may have let a paused task go on, which puts another inbox in the place of this one.
      if (this.details!.inbox !== inbox || !this.allowsMessage()) return;
      inbox.shiftTo(this);
      if (this.endReason === null) this.afterStep();
    }
    if (this.endReason === null && this.details!.inbox!.size === 0) this.lower(LoopFlag.Inbox);
  }

  /** Counts a message against its share of the budget, and as a step; false if the rest has to wait for the next tick. */
  private allowsMessage(): boolean {
    const { registry } = this;
    const { budget } = this.details!;
    if (!registry.worldBudget.isBounded && budget.takesMessage()) return true;
    return budget.allowsMessage(registry.clock) && this.allowsStep();
  }
}

/** True for a combinator that nobody has asked for, nor told to end. */
function isUnawaited(group: TaskNode): boolean {
  return !group.isOver && !group.has(TaskBit.Observed | TaskBit.Cancelling);
}
