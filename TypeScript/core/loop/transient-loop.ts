// SPDX-License-Identifier: MIT
import type { TaskBody, TaskInfo } from '../task/task';
import { asker, cancelTask, endTasks } from '../task/task-cancel';
import { findTask } from '../task/task-info';
import { enterTask } from '../task/task-life';
import type { TaskNode } from '../task/task-node';
import { pauseTask, resumeTask } from '../task/task-pause';
import { ScopedTask } from '../task/scoped-task';
import { treeOf } from '../task/task-tree';
import { GameScheduler } from '../stream/game-scheduler';
import { Listeners } from '../sync/listeners';
import { TaskBit } from '../task/task-state';
import { forgetLastWait } from '../wait/wait';
import type { EndReason } from './end-reason';
import { LoopOwner } from './loop-owner';
import { LoopTick } from './loop-tick';
import type { LoopHandle, LoopStatistics } from './loop-handle';
import type { LoopRegistry } from './loop-registry';
import { reportFailure } from './loop-reports';
import { CROSSINGS } from './loop-stack';
import { payloadFrom, type PostedEvent } from './posted-event';

/** One actor's event loop: alive from BeginPlay to EndPlay, and holds nothing afterwards. */
export class TransientLoop extends LoopTick implements LoopHandle {
  readonly main: ScopedTask;

  constructor(registry: LoopRegistry, slot: number, generation: number) {
    super(registry, slot, generation);
    this.main = new ScopedTask(this, null, 'main', null);
  }

  /** Enters the main task. */
  begin(body: TaskBody<unknown>): void {
    this.main.body = body;
    this.main.bits |= TaskBit.OfComponent;
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
    (details.roots ??= new Set()).add(task);
    if (details.isPaused) pauseTask(task);
    return task;
  }

  /** Starts a task that belongs to the loop itself, for somebody outside of it. */
  startTask(name: string, body: TaskBody<unknown>, bits: number = TaskBit.OfComponent): TaskNode {
    const task = this.addRoot(name, body);
    task.bits |= bits;
    const { binding, environment } = this.registry;
    if (binding.HearsTasks(environment, this.slot)) binding.TellTaskStarts(environment, this.slot, task.id);
    if (task.isPaused) this.queueStart(task);
    else enterTask(task);
    this.afterStep();
    return task;
  }

  /** The task with this id; the main task also when it is over. */
  find(id: number): TaskNode | undefined {
    for (const root of this.roots()) {
      const task = findTask(root, id);
      if (task !== null) return task;
    }
    return undefined;
  }

  /** Cancels the task with this id; false if there is none. */
  cancelTask(id: number): boolean {
    const task = this.find(id);
    if (task === undefined || task.isOver) return false;
    task.cancel('cancelled');
    this.afterStep();
    return true;
  }

  cancelAllTasks(reason: string): void {
    for (const root of this.roots().reverse()) cancelTask(root, reason);
    this.afterStep();
  }

  /** Who hears the events that are posted to this loop. */
  get postedEvents(): Listeners {
    return (this.moreDetails().posted ??= new Listeners('the events of a loop', null));
  }

  /** Tells the tasks that listen of an event, each in its turn in the tick; false once the loop ends. */
  postEvent(event: PostedEvent): boolean {
    if (this.endReason !== null) return false;
    this.details?.posted?.emit([event]);
    return true;
  }

  /** Tells whoever hears it outside of an event that the script posts, its payload as JSON text. They may end the loop. */
  tellEvent(task: TaskNode, name: string, payload: string): void {
    const { registry, slot } = this;
    const { binding, environment, watches } = registry;
    // Asked first: what is told may free the slot.
    const number = registry.numberOf(slot);
    if (binding.HearsEvents(environment, slot)) {
      this.callOut(task, () => binding.TellEvent(environment, slot, name, payload));
    }
    if (watches?.isWatched(number) === true)
      watches.tell(number, 'event', { name, payload: payloadFrom(payload) });
  }

  /** All tasks that are alive, parents before children; the main task also when it is over. */
  allTasks(): readonly TaskNode[] {
    return treeOf(this.roots());
  }

  /** The main task and those that belong to the loop itself. */
  protected roots(): TaskNode[] {
    const others = this.details?.roots ?? null;
    return others === null ? [this.main] : [this.main, ...others];
  }

  /** A task that belongs to the loop itself is over. */
  forgetRoot(task: TaskNode): void {
    this.details?.roots?.delete(task);
  }

  /** What is alive right now, counted from the tasks and the timers themselves. */
  statistics(): LoopStatistics {
    const { registry, slot, details } = this;
    const isOver = this.endReason !== null;
    return {
      tasks: isOver ? 0 : treeOf(this.roots()).filter((task) => !task.isOver).length,
      timers: isOver ? 0 : registry.countTimers(slot),
      queuedMessages: (details?.inbox?.size ?? 0) + (details?.pausedMessages.length ?? 0),
      mostQueuedMessages: details?.inbox?.mostQueued ?? 0,
      deliveredMessages: details?.deliveredMessages ?? 0,
      droppedMessages: details?.droppedMessages ?? 0,
    };
  }

  get isPaused(): boolean {
    return this.details?.isPaused === true;
  }

  /** Makes all tasks of this loop stand still, those to come too. */
  pause(): void {
    this.moreDetails().isPaused = true;
    for (const root of this.roots()) pauseTask(root);
    this.details!.owner?.pause();
  }

  /** Lets them go on. */
  resume(): void {
    if (!this.isPaused) return;
    this.details!.isPaused = false;
    for (const root of this.roots()) resumeTask(root);
    this.details?.owner?.resume();
  }

  get scheduler(): GameScheduler {
    const details = this.moreDetails();
    details.owner ??= new LoopOwner(this);
    return (details.scheduler ??= new GameScheduler(details.owner));
  }

  /**
   * Calls back once when play ends, before anything is ended.
   *
   * @returns takes it back
   */
  onEnding(callback: (reason: EndReason) => void): () => void {
    const endings = (this.moreDetails().endings ??= new Set());
    endings.add(callback);
    return () => endings.delete(callback);
  }

  /**
   * Ends every task and gives everything back. When it returns the loop has no task, timer, subscription or message.
   *
   * @returns how many tasks were ended
   */
  end(reason: EndReason): number {
    if (this.endReason !== null) return 0;
    // The names are C++'s, which forgets them with the component.
    const names = this.describe();
    this.tellEnding(reason);
    // Somebody who heard of it may have ended the loop himself.
    if (this.endReason !== null) return 0;
    // Those whose task ended since the last tick.
    this.details?.strays?.forEach((stray) => stray.goOn());
    names.ending = { reason, by: asker(), depth: -1 };
    const ended = endTasks(this.roots(), names.ending);
    const { details } = this;
    details?.owner?.abandonAll();
    details?.failures.forEach((task) => reportFailure(this, task));
    names.endReason = reason;
    this.details = null;
    CROSSINGS.forget(this);
    forgetLastWait();
    details?.tickWaits.abandonAll();
    details?.untilWaits.abandonAll();
    return ended;
  }

  private tellEnding(reason: EndReason): void {
    const endings = this.details?.endings ?? null;
    if (endings === null) return;
    this.details!.endings = null;
    for (const ending of endings) ending(reason);
  }
}
