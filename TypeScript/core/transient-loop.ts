// SPDX-License-Identifier: MIT
import type { EndReason } from './end-reason';
import { LoopEndedError, LoopError, ScopeClosedError, messageOf } from './errors';
import { Inbox } from './inbox';
import type { ListedWait } from './listed-wait';
import type { LogEntry, LogSeverity } from './log-entry';
import { LoopFlag } from './loop-flags';
import { DUE_TOLERANCE } from './loop-memory';
import { LoopNames } from './loop-names';
import type { LoopRegistry } from './loop-registry';
import { ReadyQueue } from './ready-queue';
import { SleepWait } from './sleep-wait';
import type { Task, TaskBody, TaskInfo } from './task';
import { endTask, enterTask } from './task-life';
import { TaskBit, TaskNode } from './task-node';
import type { TickWait } from './tick-wait';
import { ResumeMode, resume } from './trampoline';
import type { UntilWait } from './until-wait';
import type { Actor, World } from './world';

/** What only some loops have. */
class LoopDetails {
  tickWaits: ListedWait<void>[] = [];
  untilWaits: ListedWait<void>[] = [];
  roots: TaskNode[] = [];
  inbox: Inbox | null = null;
}

/** One actor's event loop: alive from BeginPlay to EndPlay, and holds nothing afterwards. */
export class TransientLoop {
  readonly main: TaskNode;
  endReason: EndReason | null = null;
  /** True while C++ is inside a call into this loop. */
  crossing = false;
  /** True while a body or handler of this loop is on the stack. */
  stepping = false;
  /** Async tasks alive: with any of them the loop runs one due moment per crossing. */
  asyncTasks = 0;
  private ready: ReadyQueue | null = null;
  private details: LoopDetails | null = null;
  private names: LoopNames | null = null;

  constructor(
    readonly registry: LoopRegistry,
    readonly slot: number,
    readonly generation: number,
  ) {
    this.main = new TaskNode(this, null, 'main', null);
  }

  // ── time ───────────────────────────────────────────────────────────────────────────────────────────────

  /** Game time of the actor in seconds; while a timer runs, the moment it was due. */
  get now(): number {
    if (this.endReason !== null) return NaN;
    const { memory } = this.registry;
    const inTick = this.crossing || (memory.flags[this.slot]! & LoopFlag.MoreThisTick) !== 0;
    return inTick ? memory.reached[this.slot]! : memory.now[this.slot]!;
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

  /** Starts a task that belongs to the loop itself; returns its id. */
  startTask(name: string, body: TaskBody<unknown>): number {
    const task = new TaskNode(this, null, name, body);
    const details = (this.details ??= new LoopDetails());
    details.roots = [...details.roots.filter((root) => !root.isOver), task];
    enterTask(task);
    this.afterStep();
    return task.id;
  }

  /** Cancels the task with this id; false if there is none. */
  cancelTask(id: number): boolean {
    for (const root of this.roots()) {
      const task = root.find(id);
      if (task === null) continue;
      task.cancel('cancelled');
      this.afterStep();
      return true;
    }
    return false;
  }

  cancelAllTasks(reason: string): void {
    for (const root of this.roots().reverse()) root.cancel(reason);
    this.afterStep();
  }

  /** The main task and those that belong to the loop itself. */
  private roots(): TaskNode[] {
    return [this.main, ...(this.details?.roots.filter((root) => !root.isOver) ?? [])];
  }

  /**
   * Runs what is due: inbox, ticks, timers by due time, predicates.
   *
   * A loop with async tasks runs one due moment and asks to be crossed again, so that promise jobs run at that moment.
   * Cancellation: if the loop ends meanwhile, nothing later in this tick runs.
   * @param deltaSeconds - game seconds of this tick, or -1 when the same tick crosses again
   */
  tick(deltaSeconds: number): void {
    const { memory, timers } = this.registry;
    const { slot } = this;
    const now = memory.now[slot]!;
    if (memory.flags[slot] !== 0) {
      if (this.runFlagged(deltaSeconds, now)) return;
    } else if (deltaSeconds >= 0) {
      this.reach(now - deltaSeconds);
    }
    let moment = -1;
    while (timers.firstDue(slot) <= now + DUE_TOLERANCE) {
      const due = timers.firstDue(slot);
      if (this.asyncTasks > 0 && moment >= 0 && due !== moment) return this.askForMore();
      moment = due;
      this.reach(due < now ? due : now);
      timers.takeFirst(slot).timerFired();
      if (this.endReason !== null) return;
    }
    if (this.asyncTasks > 0 && moment >= 0) return this.askForMore();
    this.reach(now);
    if (this.details !== null) this.askPredicates();
  }

  /** The stages that only a flag calls for; true if the tick ends, or pauses, here. */
  private runFlagged(deltaSeconds: number, now: number): boolean {
    const { memory } = this.registry;
    memory.flags[this.slot] = memory.flags[this.slot]! & ~LoopFlag.MoreThisTick;
    if (deltaSeconds >= 0) {
      this.reach(now - deltaSeconds);
      this.drainInbox();
      if (this.endReason === null) this.pollTickWaits();
    }
    if (this.endReason === null) this.afterStep();
    if (this.endReason !== null) return true;
    if (deltaSeconds >= 0 && this.asyncTasks > 0) {
      this.askForMore();
      return true;
    }
    return false;
  }

  private reach(moment: number): void {
    const { reached } = this.registry.memory;
    if (moment > reached[this.slot]!) reached[this.slot] = moment;
  }

  private askForMore(): void {
    this.raise(LoopFlag.MoreThisTick);
  }

  private raise(flag: number): void {
    const { flags } = this.registry.memory;
    flags[this.slot] = flags[this.slot]! | flag;
  }

  // ── steps ──────────────────────────────────────────────────────────────────────────────────────────────

  /** Runs what the last step made ready. */
  afterStep(): void {
    if (this.ready === null || this.stepping) return;
    while (this.endReason === null && !this.ready.isEmpty) this.ready.runFirst();
  }

  queueStart(task: TaskNode): void {
    this.enqueue(task, ResumeMode.Next, undefined);
  }

  /** Goes on with a task now if nothing of this loop is on the stack and it is its turn; else right after the step, or in its next tick. */
  resumeOrQueue(task: TaskNode, mode: number, value: unknown): void {
    task.waitingFor = null;
    if (this.registry.current !== this || this.stepping) {
      this.enqueue(task, mode, value);
      return;
    }
    resume(task, mode, value);
    this.afterStep();
  }

  dropFromQueue(task: TaskNode): void {
    this.ready?.drop(task);
  }

  private enqueue(task: TaskNode, mode: number, value: unknown): void {
    (this.ready ??= new ReadyQueue()).add(task, mode, value);
    if (this.registry.current !== this) this.askForMore();
  }

  // ── waits ──────────────────────────────────────────────────────────────────────────────────────────────

  addTickWait(wait: TickWait): TickWait {
    (this.details ??= new LoopDetails()).tickWaits.push(wait);
    this.raise(LoopFlag.EveryTick);
    return wait;
  }

  addUntilWait(wait: UntilWait): UntilWait {
    (this.details ??= new LoopDetails()).untilWaits.push(wait);
    this.raise(LoopFlag.EveryTick);
    return wait;
  }

  /** Gives back the waits that a task made and left behind. */
  dropWaitsOf(task: TaskNode): void {
    if (task.openWaits > 0) {
      this.registry.timers.forEach(this.slot, (target) => {
        if (target instanceof SleepWait && target.owner === task) target.abandon();
      });
    }
    const { details } = this;
    if (details === null) return;
    details.tickWaits = details.tickWaits.filter((wait) => wait.owner !== task);
    details.untilWaits = details.untilWaits.filter((wait) => wait.owner !== task);
  }

  private pollTickWaits(): void {
    const { details } = this;
    if (details === null || details.tickWaits.length === 0) return;
    // Waits made while these are polled belong to the next tick.
    const waits = details.tickWaits;
    details.tickWaits = [];
    const pending = waits.filter((wait) => this.endReason === null && !wait.poll());
    if (this.endReason === null) details.tickWaits = [...pending.filter((wait) => !wait.owner.isOver), ...details.tickWaits];
    this.lowerEveryTick(details);
  }

  private askPredicates(): void {
    const details = this.details!;
    if (details.untilWaits.length > 0) {
      const waits = details.untilWaits;
      details.untilWaits = [];
      const pending = waits.filter((wait) => this.endReason === null && !wait.poll());
      if (this.endReason !== null) return;
      details.untilWaits = [...pending.filter((wait) => !wait.owner.isOver), ...details.untilWaits];
    }
    this.lowerEveryTick(details);
  }

  private lowerEveryTick(details: LoopDetails): void {
    if (this.endReason !== null || details.tickWaits.length > 0 || details.untilWaits.length > 0) return;
    const { flags } = this.registry.memory;
    flags[this.slot] = flags[this.slot]! & ~LoopFlag.EveryTick;
  }

  // ── messages ───────────────────────────────────────────────────────────────────────────────────────────

  /** Keeps a message for the next tick. */
  post(task: TaskNode, kind: number, value: unknown): void {
    const details = (this.details ??= new LoopDetails());
    (details.inbox ??= new Inbox()).push(task, kind, value);
    this.raise(LoopFlag.Inbox);
  }

  private drainInbox(): void {
    const inbox = this.details?.inbox;
    if (inbox === null || inbox === undefined) return;
    // What arrives while these are handled waits for the next tick.
    for (let left = inbox.size; left > 0 && this.endReason === null; left -= 1) {
      inbox.shift(deliverTo);
      if (this.endReason === null) this.afterStep();
    }
    if (this.endReason !== null || inbox.size > 0) return;
    const { flags } = this.registry.memory;
    flags[this.slot] = flags[this.slot]! & ~LoopFlag.Inbox;
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
    let ended = 0;
    for (const root of this.roots().reverse()) ended += endTask(root, reason);
    this.endReason = reason;
    this.ready = null;
    this.details = null;
    return ended;
  }

  /** Throws what using the scope of an ended task, or of an ended loop, is answered with. */
  refuseUse(task: TaskNode): never {
    if (task.has(TaskBit.Ending) || this.endReason !== null) {
      throw new LoopEndedError(this.describe().actor, task.details?.cancelReason ?? this.endReason ?? 'stopped');
    }
    throw new ScopeClosedError(task.name, task.isOver ? task.state : 'being cancelled');
  }

  // ── names, facade ──────────────────────────────────────────────────────────────────────────────────────

  get actor(): Actor | null {
    return this.endReason !== null ? null : this.describe().facade(this).actor;
  }

  get world(): World | null {
    return this.endReason !== null ? null : this.describe().facade(this).world;
  }

  get scriptArguments(): Readonly<Record<string, unknown>> {
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

  /** Reports a failed task once: as an error if nobody waited for it. */
  reportFailure(task: TaskNode, error: unknown): void {
    const { actor, script } = this.describe();
    if (error instanceof LoopError && error.owner.actor === undefined) {
      error.owner = { actor, script, task: task.name };
    }
    const handled = task.has(TaskBit.Observed);
    this.log('task.failed', handled ? 'log' : 'error', messageOf(error), task, {
      handled,
      error: error instanceof Error ? error.name : typeof error,
      stack: handled || !(error instanceof Error) ? undefined : error.stack,
    });
  }

  /** Reports an error of a body that went on after its loop had ended. */
  reportLate(task: TaskNode, error: unknown): void {
    this.log('task.late-error', 'error', messageOf(error), task, { reason: this.endReason });
  }

  /** Calls a done callback; its throw is reported and spares the others. */
  callBack(task: TaskNode, callback: (task: Task<never>) => void): void {
    this.guard('callback.failed', 'A done callback threw', task, () => callback(task as unknown as Task<never>));
  }

  /** Calls a handler of a stream; its throw is reported and spares the stream. */
  callHandler(task: TaskNode, handler: () => void): void {
    this.guard('handler.failed', 'A stream handler threw', task, handler);
  }

  private guard(event: string, what: string, task: TaskNode, action: () => void): void {
    const outerStep = this.stepping;
    this.stepping = true;
    try {
      action();
    } catch (error) {
      this.log(event, 'error', `${what}: ${messageOf(error)}`, task, {
        stack: error instanceof Error ? error.stack : undefined,
      });
    } finally {
      this.stepping = outerStep;
    }
  }
}

function deliverTo(task: TaskNode, kind: number, value: unknown): void {
  if (!task.isOver) task.details!.deliver!(kind, value);
}
