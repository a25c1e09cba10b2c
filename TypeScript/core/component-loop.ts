// SPDX-License-Identifier: MIT
import { filter, type Observable } from 'rxjs';
import type { ActorLoop } from './actor-loop';
import { ArgumentError } from './errors';
import type { BlueprintBinding } from './loop/blueprint-binding';
import { cancelAllTasks, cancelTask, pauseTask, resumeTask, startTask } from './loop/component-requests';
import type { LoopRegistry } from './loop/loop-registry';
import { LOOP_STATES, type LoopState } from './loop/loop-state';
import type { LoopNews } from './loop/loop-watches';
import { checkEventName, payloadFrom, payloadText } from './loop/posted-event';
import type { TransientLoop } from './loop/transient-loop';
import type { TaskInfo, TaskState } from './task/task';

/** The loop of a component that C++ knows by number. */
export class ComponentLoop implements ActorLoop {
  /**
   * @param registryOf - the script environment of the game; undefined before the first loop starts
   * @param number - what the binding gave for the component
   */
  constructor(
    private readonly binding: BlueprintBinding,
    private readonly registryOf: () => LoopRegistry | undefined,
    private readonly number: number,
  ) {}

  get state(): LoopState {
    return LOOP_STATES[this.binding.LoopState(this.number)] ?? 'ended';
  }

  get isRunning(): boolean {
    return this.state === 'running';
  }

  start(): boolean {
    return this.binding.StartLoop(this.number);
  }

  stop(): void {
    this.binding.StopLoop(this.number);
  }

  restart(): boolean {
    return this.binding.RestartLoop(this.number);
  }

  startTask(name: string): number {
    if (typeof name !== 'string') throw new ArgumentError('loop.startTask', 'the name of an export', name);
    return this.ask((loop, registry) => startTask(registry, loop, name)) ?? 0;
  }

  cancelTask(task: number): boolean {
    return this.ask((loop, registry) => cancelTask(registry, loop, task)) ?? false;
  }

  cancelAllTasks(): void {
    this.ask((loop, registry) => cancelAllTasks(registry, loop));
  }

  taskState(task: number): TaskState | undefined {
    return this.ask((loop) => loop.find(task)?.state);
  }

  tasks(): readonly TaskInfo[] {
    return this.ask((loop) => loop.tasks()) ?? [];
  }

  get isPaused(): boolean {
    return this.ask((loop) => loop.isPaused) ?? false;
  }

  pause(): void {
    this.ask((loop, registry) => pauseTask(registry, loop, 0));
  }

  resume(): void {
    this.ask((loop, registry) => resumeTask(registry, loop, 0));
  }

  pauseTask(task: number): boolean {
    return (task > 0 && this.ask((loop, registry) => pauseTask(registry, loop, task))) || false;
  }

  resumeTask(task: number): boolean {
    return (task > 0 && this.ask((loop, registry) => resumeTask(registry, loop, task))) || false;
  }

  post(name: string, payload?: unknown): boolean {
    checkEventName('loop.post', name);
    const text = payloadText('loop.post', payload);
    return this.ask((loop) => loop.postEvent({ name, payload: payloadFrom(text) })) ?? false;
  }

  starts(): Observable<void> {
    return this.observe('start');
  }

  ends(): Observable<LoopNews['end']> {
    return this.observe('end');
  }

  finishedTasks(): Observable<LoopNews['finished']> {
    return this.observe('finished');
  }

  failedTasks(): Observable<LoopNews['failed']> {
    return this.observe('failed');
  }

  cancelledTasks(): Observable<LoopNews['cancelled']> {
    return this.observe('cancelled');
  }

  events(name?: string): Observable<LoopNews['event']> {
    const events = this.observe('event');
    if (name === undefined) return events;
    checkEventName('loop.events', name);
    return events.pipe(filter((event) => event.name === name));
  }

  private observe<K extends keyof LoopNews>(kind: K): Observable<LoopNews[K]> {
    const registry = this.registryOf();
    if (registry !== undefined) return registry.watch(this.number, kind);
    throw new ArgumentError(`loop.${kind}`, 'a game in which a loop has started', registry);
  }

  /** Something about the loop that runs; undefined if none does. */
  private ask<T>(question: (loop: TransientLoop, registry: LoopRegistry) => T): T | undefined {
    const registry = this.registryOf();
    if (registry === undefined) return undefined;
    const loop = registry.loopAt(this.binding.SlotOfLoop(registry.environment, this.number));
    return loop === undefined ? undefined : question(loop, registry);
  }
}
