// SPDX-License-Identifier: MIT
import { OTHER_CLOCKS } from '../time/clock';
import type { TimerSlots } from '../time/timer-slots';
import { LoopWaits } from './loop-waits';
import { LoopDetails } from './loop-details';
import { LoopFlag, TickDelta } from './loop-flags';
import type { LoopMemory } from './loop-memory';

/** Timers that a loop without details may fire in one crossing before its budget is looked at. */
const UNCOUNTED_STEPS = 16;

/** How a stage of a tick ended: over, over with the whole tick, or to go on once promise jobs have run. */
const StageEnd = { Over: 0, TickOver: 1, Pauses: 2 } as const;

/**
 * The stages of a tick and of a tick in pause, in their order, and where they stop for promise jobs or for the budget.
 */
export abstract class LoopTick extends LoopWaits {
  /**
   * Runs what is due: inbox, ticks, timers by due time, predicates.
   *
   * A loop with async tasks runs one due moment and asks to be crossed again, so that promise jobs run at that moment.
   * Cancellation: if the loop ends meanwhile, nothing later in this tick runs.
   * @param deltaSeconds - game seconds of this tick, or a {@link TickDelta}
   */
  tick(deltaSeconds: number): void {
    const { memory } = this.registry;
    const { slot } = this;
    const isFirstCrossing = deltaSeconds !== TickDelta.SameTick;
    // Read first: a spent budget is a reason, and it is renewed when the tick begins.
    const hasFlags = (memory.flags(slot) & LoopFlag.ReasonsToCross) !== 0;
    if (isFirstCrossing) this.beginTick(deltaSeconds);
    else this.goOnInTick();
    if (this.details !== null && this.details.isInPause) {
      this.pauseTick(this.runInPause(this.details, isFirstCrossing));
      return;
    }
    const pauses = (hasFlags && this.runFlagged(isFirstCrossing)) || this.runTimers();
    this.pauseTick(pauses);
  }

  protected beginTick(deltaSeconds: number): void {
    const { memory, otherClocks } = this.registry;
    const { slot } = this;
    const isInPause = deltaSeconds === TickDelta.PauseTick;
    // After a tick that its budget cut short, logical time goes on from where it was.
    if (!this.isBudgetSpent) {
      if (deltaSeconds !== TickDelta.BegunTick) memory.reachBeginning(slot, isInPause ? 0 : deltaSeconds);
      if (this.usesOtherClocks) otherClocks!.catchUp(slot);
    }
    if (isInPause) this.moreDetails();
    this.beginBudgets(isInPause);
  }

  /** Another crossing of a tick, of which the first may have fired one timer and nothing else. */
  private goOnInTick(): void {
    if (!this.isTickPaused) this.goOnAfterEnd();
    if (this.details !== null && this.details.begunAt !== this.registry.memory.now(this.slot))
      this.beginBudgets(false);
  }

  /** The tick was over, and something came from elsewhere that belongs to it all the same: at the time that it reached. */
  private goOnAfterEnd(): void {
    if (!this.isBudgetSpent && this.details?.isInPause !== true)
      this.registry.memory.reachBeginning(this.slot, 0);
  }

  /**
   * A tick in pause: timers of the unpaused and the real clock, and what they wake; nothing else goes on.
   *
   * @returns true if the tick pauses for promise jobs
   */
  protected runInPause(details: LoopDetails, isFirstCrossing: boolean): boolean {
    if (isFirstCrossing) details.ready?.hold();
    this.lower(LoopFlag.MoreThisTick);
    if (this.afterStep() && this.endReason === null && this.hasAsyncTasks) return this.pauseForJobs();
    const end = this.runOtherClocks();
    if (end === StageEnd.Pauses) return true;
    // What the budget did not allow goes on in the next tick, of whatever kind.
    if (end === StageEnd.TickOver) return false;
    const { memory } = this.registry;
    if (memory.due(this.slot) <= memory.now(this.slot)) this.raise(LoopFlag.BudgetSpent);
    if (details.ready === null) return false;
    details.ready.release();
    // What was kept back goes on in the next tick of game time.
    if (!details.ready.isEmpty) this.raise(LoopFlag.EveryTick | LoopFlag.ReadyTasks);
    return false;
  }

  /** Goes on with a tick whose first timers the registry has fired. */
  goOn(): void {
    this.beginBudgets(false);
    this.afterStep();
    if (this.endReason !== null) return;
    // What else is due at that moment is part of it, also if the task made an async one.
    this.pauseTick(this.runTimers(this.registry.memory.reached(this.slot)));
  }

  protected pauseTick(pauses: boolean): void {
    if (this.details === null) return;
    if (pauses) this.raise(LoopFlag.TickPaused);
    else this.lower(LoopFlag.TickPaused);
  }

  /**
   * Fires what is due, and asks predicates at the end; true if the tick pauses before that.
   *
   * @param moment - the one of which timers have fired in this crossing already, or -1
   */
  protected runTimers(moment = -1): boolean {
    if (this.endReason !== null) return false;
    const { memory, timers } = this.registry;
    let end = this.runClock(memory, timers, this.slot, moment);
    if (end === StageEnd.Over && this.usesOtherClocks) end = this.runOtherClocks();
    if (end === StageEnd.Over && this.details !== null) this.askPredicates(this.details);
    return end === StageEnd.Pauses;
  }

  /** Fires what is due on the unpaused and the real clock, in this order. */
  protected runOtherClocks(): number {
    if (this.endReason !== null) return StageEnd.TickOver;
    const { otherClocks } = this.registry;
    const { memory, timers } = otherClocks!;
    for (const clock of OTHER_CLOCKS) {
      const end = this.runClock(memory, timers, otherClocks!.recordOf(this.slot, clock));
      if (end !== StageEnd.Over) return end;
    }
    otherClocks!.rest(this.slot);
    return StageEnd.Over;
  }

  /** Fires what is due on one clock, the moments in order. */
  protected runClock(memory: LoopMemory, timers: TimerSlots, record: number, firedAt = -1): number {
    const now = memory.now(record);
    let moment = firedAt;
    let fired = 0;
    // The comparison that C++ makes, with the same two numbers: one that rounded otherwise would cross for ever.
    while (memory.due(record) <= now) {
      const due = timers.firstDue(record);
      const next = due < now ? due : now;
      if (this.hasAsyncTasks && moment >= 0 && next !== moment) return this.stageThatPauses();
      moment = next;
      fired += 1;
      const isCounted =
        this.details !== null || fired > UNCOUNTED_STEPS || this.registry.worldBudget.isBounded;
      if (isCounted && !this.allowsStep()) return StageEnd.TickOver;
      memory.reach(record, next);
      timers.fireFirst(record);
      this.afterStep();
      if (this.endReason !== null) return StageEnd.TickOver;
    }
    // What the last of them woke may be left over.
    if (fired > 0 && this.isBudgetSpent) return StageEnd.TickOver;
    if (this.hasAsyncTasks && moment >= 0) return this.stageThatPauses();
    memory.reachBeginning(record, 0);
    return StageEnd.Over;
  }

  protected stageThatPauses(): number {
    this.pauseForJobs();
    return StageEnd.Pauses;
  }

  /** The stages that only a flag calls for; true if the tick pauses after them. */
  protected runFlagged(isFirstCrossing: boolean): boolean {
    this.lower(LoopFlag.MoreThisTick);
    if (!isFirstCrossing) {
      // What ran may have promise jobs to come, which belong to this moment.
      return this.afterStep() && this.endReason === null && this.hasAsyncTasks && this.pauseForJobs();
    }
    const { details } = this;
    if (details !== null) details.ticks += 1;
    // What other loops and promise jobs made ready since the last tick.
    this.afterStep();
    this.drainInbox();
    if (this.endReason === null) details?.tickWaits.poll(this);
    if (this.endReason !== null || !this.hasAsyncTasks) return false;
    this.restIfQuiet(details!);
    return this.pauseForJobs();
  }

  /**
   * Lets promise jobs run before the tick goes on. What is due then has it crossed again, and what they make ready; other
   * stages ask for that.
   */
  protected pauseForJobs(): true {
    if (this.hasStageLeft) this.raise(LoopFlag.MoreThisTick);
    return true;
  }

  private get hasStageLeft(): boolean {
    const { details } = this;
    if (details === null) return false;
    const hasQuestions = !details.untilWaits.isEmpty || details.unawaited.length > 0;
    return hasQuestions || details.isInPause || this.usesOtherClocks;
  }
}
