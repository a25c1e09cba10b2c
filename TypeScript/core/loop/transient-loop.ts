// SPDX-License-Identifier: MIT
import { LoopEndedError, ScopeClosedError, messageOf } from '../errors';
import type { LogEntry, LogSeverity } from '../log-entry';
import type { Task, TaskBody, TaskInfo } from '../task/task';
import { cancelTask, endTasks } from '../task/task-cancel';
import { findTask } from '../task/task-info';
import { enterTask } from '../task/task-life';
import type { TaskNode } from '../task/task-node';
import { pauseTask, resumeTask } from '../task/task-pause';
import { ScopedTask } from '../task/scoped-task';
import { TaskBit } from '../task/task-state';
import { treeOf } from '../task/task-tree';
import { ResumeMode } from '../task/trampoline';
import { OTHER_CLOCKS, type Clock } from '../time/clock';
import type { ListedWait } from '../time/listed-wait';
import { SleepWait } from '../time/sleep-wait';
import { TickWait } from '../time/tick-wait';
import type { TimerSlots } from '../time/timer-slots';
import { UntilWait } from '../time/until-wait';
import type { Continuation } from '../wait/continuation';
import { forgetLastWait, type BaseWait, type WaitOwner } from '../wait/wait';
import type { Actor, World } from '../world';
import type { EndReason } from './end-reason';
import { Inbox } from './inbox';
import { LoopDetails } from './loop-details';
import { LoopFlag, TickDelta } from './loop-flags';
import type { LoopHandle, LoopStatistics } from './loop-handle';
import { LoopNames } from './loop-names';
import type { LoopMemory } from './loop-memory';
import type { LoopRegistry } from './loop-registry';
import { reportAbandoned, reportCut, reportFailure, reportUnawaited, stackOf } from './loop-reports';
import { CROSSINGS, STEPS } from './loop-stack';
import { DEFAULT_BUDGET, assertBudget, type Budget } from './tick-budget';
import { ReadyQueue, type Ready } from './ready-queue';

/** Timers that a loop without details may fire in one crossing before its budget is looked at. */
const UNCOUNTED_STEPS = 16;

/** How a stage of a tick ended: over, over with the whole tick, or to go on once promise jobs have run. */
const StageEnd = { Over: 0, TickOver: 1, Pauses: 2 } as const;

/** One actor's event loop: alive from BeginPlay to EndPlay, and holds nothing afterwards. */
export class TransientLoop implements LoopHandle, WaitOwner {
  endReason: EndReason | null = null;
  readonly main: ScopedTask;
  private details: LoopDetails | null = null;
  private names: LoopNames | null = null;

  constructor(
    readonly registry: LoopRegistry,
    readonly slot: number,
    readonly generation: number,
  ) {
    this.main = new ScopedTask(this, null, 'main', null);
  }

  /** Counts async tasks that begin, and with -1 those that are over. */
  countAsync(change: number): void {
    const details = this.moreDetails();
    details.asyncTasks += change;
    if (details.asyncTasks > 0) this.raise(LoopFlag.AsyncTasks);
    else this.lower(LoopFlag.AsyncTasks);
  }

  private get hasAsyncTasks(): boolean {
    return this.details !== null && this.details.asyncTasks > 0;
  }

  // ── time ───────────────────────────────────────────────────────────────────────────────────────────────

  /** Game time of the actor in seconds; while a timer runs, the moment it was due. */
  get now(): number {
    if (this.endReason !== null) return NaN;
    const { memory } = this.registry;
    return this.hasMoment ? memory.reached(this.slot) : memory.now(this.slot);
  }

  /** Seconds of a clock since the loop began; while a timer of that clock runs, the moment it was due. */
  nowOf(clock: Clock): number {
    if (clock === 'game' || this.endReason !== null) return this.now;
    return this.registry.useOtherClocks().now(this, clock);
  }

  /** True inside a crossing of this loop, and in the promise jobs between two crossings of one tick. */
  get isInOwnTick(): boolean {
    return CROSSINGS.top === this || (CROSSINGS.depth === 0 && this.details?.isTickPaused === true);
  }

  /** True from the beginning of a crossing to the end of its tick: logical time may be behind the clock then. */
  get hasMoment(): boolean {
    return CROSSINGS.has(this) || this.details?.isTickPaused === true;
  }

  /** Enters the main task. */
  begin(body: TaskBody<unknown>): void {
    this.main.body = body;
    enterTask(this.main);
    this.afterStep();
  }

  /** All tasks, the main task first. */
  tasks(): TaskInfo[] {
    return this.roots().map((root) => root.info());
  }

  /** A task that belongs to the loop itself. */
  addRoot(name: string, body: TaskBody<unknown>): ScopedTask {
    const details = this.moreDetails();
    const task = new ScopedTask(this, null, name, body);
    details.roots.add(task);
    if (details.isPaused) pauseTask(task);
    return task;
  }

  /** Starts a task that belongs to the loop itself; returns its id. */
  startTask(name: string, body: TaskBody<unknown>): number {
    const task = this.addRoot(name, body);
    if (task.isPaused) this.queueStart(task);
    else enterTask(task);
    this.afterStep();
    return task.id;
  }

  /** Cancels the task with this id; false if there is none. */
  cancelTask(id: number): boolean {
    for (const root of this.roots()) {
      const task = findTask(root, id);
      if (task === null) continue;
      task.cancel('cancelled');
      this.afterStep();
      return true;
    }
    return false;
  }

  cancelAllTasks(reason: string): void {
    for (const root of this.roots().reverse()) cancelTask(root, reason);
    this.afterStep();
  }

  /** The main task and those that belong to the loop itself. */
  private roots(): TaskNode[] {
    return [this.main, ...(this.details?.roots ?? [])];
  }

  /** A task that belongs to the loop itself is over. */
  forgetRoot(task: TaskNode): void {
    this.details?.roots.delete(task);
  }

  private moreDetails(): LoopDetails {
    return (this.details ??= new LoopDetails());
  }

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
    if (this.details !== null && this.details.isInPause) {
      this.pauseTick(this.runInPause(this.details, isFirstCrossing));
      return;
    }
    const pauses = (hasFlags && this.runFlagged(isFirstCrossing)) || this.runTimers();
    this.pauseTick(pauses);
  }

  private beginTick(deltaSeconds: number): void {
    const { memory, otherClocks } = this.registry;
    const { slot } = this;
    const isInPause = deltaSeconds === TickDelta.PauseTick;
    // After a tick that its budget cut short, logical time goes on from where it was.
    if (!this.isBudgetSpent) {
      memory.reachBeginning(slot, isInPause ? 0 : deltaSeconds);
      if (this.usesOtherClocks) otherClocks!.catchUp(slot);
    }
    if (isInPause) this.moreDetails();
    this.beginBudgets(isInPause);
  }

  private beginBudgets(isInPause: boolean): void {
    this.registry.worldBudget.beginLoop();
    if (this.details === null) return;
    this.details.isInPause = isInPause;
    if (!isInPause) this.details.ready?.release();
    this.lower(LoopFlag.BudgetSpent);
    this.details.budget.begin();
  }

  /** True if C++ keeps the unpaused and the real clock up to date: there are timers on them. */
  private get usesOtherClocks(): boolean {
    return (this.registry.memory.flags(this.slot) & LoopFlag.OtherClocks) !== 0;
  }

  /**
   * A tick in pause: timers of the unpaused and the real clock, and what they wake; nothing else goes on.
   *
   * @returns true if the tick pauses for promise jobs
   */
  private runInPause(details: LoopDetails, isFirstCrossing: boolean): boolean {
    if (isFirstCrossing) details.ready?.hold();
    this.lower(LoopFlag.MoreThisTick);
    if (this.afterStep() && this.endReason === null && this.hasAsyncTasks) return this.askForMore();
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
    this.pauseTick(this.hasAsyncTasks ? this.askForMore() : this.runTimers());
  }

  private pauseTick(pauses: boolean): void {
    if (this.details !== null) this.details.isTickPaused = pauses;
  }

  /** Fires what is due, and asks predicates at the end; true if the tick pauses before that. */
  private runTimers(): boolean {
    if (this.endReason !== null) return false;
    const { memory, timers } = this.registry;
    let end = this.runClock(memory, timers, this.slot);
    if (end === StageEnd.Over && this.usesOtherClocks) end = this.runOtherClocks();
    if (end === StageEnd.Over && this.details !== null) this.askPredicates(this.details);
    return end === StageEnd.Pauses;
  }

  /** Fires what is due on the unpaused and the real clock, in this order. */
  private runOtherClocks(): number {
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
  private runClock(memory: LoopMemory, timers: TimerSlots, record: number): number {
    const now = memory.now(record);
    let moment = -1;
    let fired = 0;
    // The comparison that C++ makes, with the same two numbers: one that rounded otherwise would cross for ever.
    while (memory.due(record) <= now) {
      const due = timers.firstDue(record);
      if (this.hasAsyncTasks && moment >= 0 && due !== moment) return this.stageThatPauses();
      moment = due;
      fired += 1;
      if ((this.details !== null || fired > UNCOUNTED_STEPS) && !this.allowsStep()) return StageEnd.TickOver;
      memory.reach(record, due < now ? due : now);
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

  private get isBudgetSpent(): boolean {
    return (this.registry.memory.flags(this.slot) & LoopFlag.BudgetSpent) !== 0;
  }

  private stageThatPauses(): number {
    this.askForMore();
    return StageEnd.Pauses;
  }

  /** The stages that only a flag calls for; true if the tick pauses after them. */
  private runFlagged(isFirstCrossing: boolean): boolean {
    this.lower(LoopFlag.MoreThisTick);
    if (!isFirstCrossing) {
      // What ran may have promise jobs to come, which belong to this moment.
      return this.afterStep() && this.endReason === null && this.hasAsyncTasks && this.askForMore();
    }
    const { details } = this;
    if (details !== null) details.ticks += 1;
    // What other loops and promise jobs made ready since the last tick.
    this.afterStep();
    this.drainInbox();
    if (this.endReason === null) details?.tickWaits.poll(this);
    return this.endReason === null && this.hasAsyncTasks && this.askForMore();
  }

  /** Asks to be crossed again in this tick, once promise jobs have run. */
  private askForMore(): true {
    this.raise(LoopFlag.MoreThisTick);
    return true;
  }

  private raise(flag: number): void {
    // The slot of a loop that ended may be another's.
    if (this.endReason !== null) return;
    const { memory } = this.registry;
    memory.setFlags(this.slot, memory.flags(this.slot) | flag);
  }

  private lower(flag: number): void {
    if (this.endReason !== null) return;
    const { memory } = this.registry;
    memory.setFlags(this.slot, memory.flags(this.slot) & ~flag);
  }

  // ── steps ──────────────────────────────────────────────────────────────────────────────────────────────

  /** Runs what the last step made ready; true if there was anything. */
  afterStep(): boolean {
    const { details } = this;
    if (details === null || details.isDraining || STEPS.hasOf(this)) return false;
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
  private allowsStep(): boolean {
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
    assertBudget(limits);
    if (this.endReason === null) this.moreDetails().budget.limits = limits;
  }

  /** What is alive right now, counted from the tasks and the timers themselves. */
  statistics(): LoopStatistics {
    const { registry, slot, details } = this;
    const isOver = this.endReason !== null;
    return {
      tasks: isOver ? 0 : treeOf(this.roots()).filter((task) => !task.isOver).length,
      timers: isOver ? 0 : registry.countTimers(slot),
      queuedMessages: (details?.inbox?.size ?? 0) + (details?.pausedMessages.length ?? 0),
      droppedMessages: details?.droppedMessages ?? 0,
    };
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
    this.raise(CROSSINGS.top === this ? LoopFlag.ReadyTasks : LoopFlag.ReadyTasks | LoopFlag.MoreThisTick);
  }

  dropFromQueue(task: TaskNode): void {
    if (!task.has(TaskBit.Ready)) return;
    task.bits &= ~TaskBit.Ready;
    this.details?.ready?.drop(task);
    this.details?.paused?.drop(task);
  }

  // ── pause ──────────────────────────────────────────────────────────────────────────────────────────────

  get isPaused(): boolean {
    return this.details?.isPaused === true;
  }

  /** Makes all tasks of this loop stand still, those to come too. */
  pause(): void {
    this.moreDetails().isPaused = true;
    for (const root of this.roots()) pauseTask(root);
  }

  /** Lets them go on. */
  resume(): void {
    if (!this.isPaused) return;
    this.details!.isPaused = false;
    for (const root of this.roots()) resumeTask(root);
  }

  /** What paused tasks were woken with, and told, takes its turn, if they are not paused any more. */
  releasePaused(): void {
    const { details } = this;
    if (details === null || this.endReason !== null) return;
    if (details.paused !== null && !details.paused.isEmpty) {
      details.paused.moveTo((details.ready ??= new ReadyQueue()));
      this.raise(CROSSINGS.top === this ? LoopFlag.ReadyTasks : LoopFlag.ReadyTasks | LoopFlag.MoreThisTick);
    }
    if (details.pausedMessages.length > 0) this.repost(details);
  }

  /** Puts messages that were kept back before those that came later. */
  private repost(details: LoopDetails): void {
    const later = details.inbox;
    const messages = details.pausedMessages;
    details.pausedMessages = [];
    details.inbox = null;
    for (const { target, kind, value } of messages) this.post(target, kind, value);
    if (later === null) return;
    while (later.size > 0) later.shift((target, kind, value) => this.post(target, kind, value));
  }

  private deliver(target: TaskNode, kind: number, value: unknown): void {
    if (target.isOver) this.details!.droppedMessages += 1;
    else if (target.isPaused) this.details!.pausedMessages.push({ target, kind, value });
    else target.details!.driver!.deliver!(kind, value);
  }

  // ── waits ──────────────────────────────────────────────────────────────────────────────────────────────

  waitForTicks(task: TaskNode, count: number): TickWait {
    return this.poll(new TickWait(task, this.moreDetails(), count));
  }

  waitUntil(task: TaskNode, predicate: () => boolean): UntilWait {
    return this.poll(new UntilWait(task, predicate));
  }

  /** Asks a wait in every tick from now on. */
  poll<T extends ListedWait<unknown>>(wait: T): T {
    wait.list(this.moreDetails()).add(wait);
    this.raise(LoopFlag.EveryTick);
    return wait;
  }

  /** Gives back the timers of the sleeps that a task made and left behind; the lists find out by themselves. */
  dropSleepsOf(task: TaskNode): void {
    if (task.openWaits === 0) return;
    const { timers } = this.registry;
    timers.forEach(this.slot, (target, timer) => {
      if (target instanceof SleepWait && target.owner === task) target.abandon();
      else if (target === task) timers.remove(this.slot, timer);
    });
    task.openWaits = 0;
  }

  /** The end of a tick. */
  private askPredicates(details: LoopDetails): void {
    details.untilWaits.poll(this);
    if (this.endReason === null) this.askUnawaited(details);
    if (this.endReason !== null) return;
    const isQuiet = details.tickWaits.isEmpty && details.untilWaits.isEmpty && details.unawaited.length === 0;
    if (isQuiet) this.lower(LoopFlag.EveryTick);
  }

  /** Sees to it that somebody waits for a combinator by the end of the next tick. */
  expectWaiter(group: TaskNode): void {
    this.moreDetails().unawaited.push({ group, ticks: 0 });
    this.raise(LoopFlag.EveryTick);
  }

  private askUnawaited(details: LoopDetails): void {
    if (details.unawaited.length === 0) return;
    const open = details.unawaited.filter(({ group }) => !group.isOver && !group.has(TaskBit.Observed));
    details.unawaited = open.filter((each) => (each.ticks += 1) <= 1);
    for (const { group, ticks } of open) {
      if (ticks <= 1) continue;
      reportUnawaited(this, group);
      cancelTask(group, 'nobody waits for it');
    }
    this.afterStep();
  }

  // ── awaits of tasks, by nobody knows whom ──────────────────────────────────────────────────────────────

  addContinuation(continuation: Continuation): void {
    (this.moreDetails().strays ??= new Set()).add(continuation);
  }

  removeContinuation(continuation: Continuation): void {
    if (this.details === null) return;
    this.details.strays?.delete(continuation);
    this.details.strayWokenIn = CROSSINGS.count;
  }

  runInTick(continuation: Continuation): void {
    if (this.endReason !== null || this.isInOwnTick) continuation.goOn();
    else this.enqueue(continuation, ResumeMode.Next, undefined, null);
  }

  /** Number of the crossing in which one of these was settled last. */
  get strayWokenIn(): number {
    return this.details?.strayWokenIn ?? -1;
  }

  // ── messages ───────────────────────────────────────────────────────────────────────────────────────────

  /** Keeps a message for the next tick. */
  post(task: TaskNode, kind: number, value: unknown): void {
    const details = this.moreDetails();
    (details.inbox ??= new Inbox()).push(task, kind, value);
    this.raise(LoopFlag.Inbox);
  }

  private drainInbox(): void {
    const inbox = this.details?.inbox;
    if (inbox === null || inbox === undefined) return;
    // What arrives while these are handled waits for the next tick.
    for (let left = inbox.size; left > 0 && this.endReason === null; left -= 1) {
      inbox.shift((target, kind, value) => this.deliver(target, kind, value));
      if (this.endReason === null) this.afterStep();
    }
    if (this.endReason === null && inbox.size === 0) this.lower(LoopFlag.Inbox);
  }

  // ── end ────────────────────────────────────────────────────────────────────────────────────────────────

  /**
   * Ends every task and gives everything back. When it returns the loop has no task, timer, subscription or message.
   *
   * @returns how many tasks were ended
   */
  end(reason: EndReason): number {
    if (this.endReason !== null) return 0;
    // The names are C++'s, which forgets them with the component.
    this.describe();
    // Those whose task ended since the last tick.
    this.details?.strays?.forEach((stray) => stray.goOn());
    const ended = endTasks(this.roots(), reason);
    const { details } = this;
    details?.failures.forEach((task) => reportFailure(this, task));
    this.endReason = reason;
    this.details = null;
    CROSSINGS.forget(this);
    forgetLastWait();
    details?.tickWaits.abandonAll();
    details?.untilWaits.abandonAll();
    return ended;
  }

  /** Throws what using the scope of an ended task, or of an ended loop, is answered with. */
  refuseUse(task: TaskNode): never {
    if (task.has(TaskBit.Ending) || this.endReason !== null) {
      const reason = task.details?.cancel?.reason ?? this.endReason ?? 'stopped';
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

  // ── names, facade ──────────────────────────────────────────────────────────────────────────────────────

  get actor(): Actor | null {
    return this.endReason !== null ? null : this.describe().facade(this).actor;
  }

  get world(): World | null {
    return this.endReason !== null ? null : this.describe().facade(this).world;
  }

  get scriptArguments(): Readonly<Record<string, unknown>> {
    // C++ may have given the slot to another component.
    if (this.endReason !== null) throw new LoopEndedError(this.describe().actor, this.endReason);
    return this.describe().scriptArguments;
  }

  describe(): LoopNames {
    return (this.names ??= new LoopNames(this.registry, this.slot));
  }

  // ── reports ────────────────────────────────────────────────────────────────────────────────────────────

  log(
    event: string,
    severity: LogSeverity,
    message: string,
    task?: TaskNode,
    fields?: LogEntry['fields'],
  ): void {
    const { level, actor, script } = this.describe();
    this.registry.host.log({ event, severity, message, level, actor, script, task: task?.name, fields });
  }

  /** Reports a failed task, once it is clear whether anybody waits for it: an async parent asks in the promise jobs to come. */
  failed(task: TaskNode): void {
    const { details } = this;
    const mayBeAskedFor = details !== null && this.hasAsyncTasks && CROSSINGS.top === this;
    if (!mayBeAskedFor || task.has(TaskBit.Observed)) {
      reportFailure(this, task);
      return;
    }
    details.failures.push(task);
    details.failedIn = CROSSINGS.count;
    this.raise(LoopFlag.MoreThisTick);
  }

  private tellFailures(details: LoopDetails): void {
    if (details.failedIn === CROSSINGS.count) return;
    const { failures } = details;
    details.failures = [];
    for (const task of failures) reportFailure(this, task);
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

  /** Calls a handler of a stream; its throw is reported and spares the stream. */
  callHandler(task: TaskNode, handler: () => void): void {
    this.guard('handler.failed', 'A stream handler threw', task, handler);
  }

  /** Closes what a stream or a wait holds; its throw is reported and spares what else is to be closed. */
  callTeardown(task: TaskNode, teardown: () => void): void {
    this.guard('teardown.failed', 'A teardown threw', task, teardown);
  }

  private guard(event: string, what: string, task: TaskNode, action: () => void): void {
    STEPS.enter(task);
    try {
      action();
    } catch (error) {
      this.log(event, 'error', `${what}: ${messageOf(error)}`, task, {
        stack: stackOf(error),
      });
    } finally {
      STEPS.leave();
    }
  }
}
