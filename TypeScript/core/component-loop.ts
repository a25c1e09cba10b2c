// SPDX-License-Identifier: MIT
import { filter, type Observable } from 'rxjs';
import type { ActorLoop } from './actor-loop';
import { ArgumentError } from './errors';
import type { BlueprintBinding } from './loop/blueprint-binding';
import {
  cancelAllTasks,
  cancelTask,
  pauseTask,
  resumeTask,
  runTask,
  startTask,
} from './loop/component-requests';
import { END_REASONS, type EndReason } from './loop/end-reason';
import { ERROR_POLICIES, type ErrorPolicy } from './loop/error-policy';
import { parseArguments } from './loop/loop-names';
import type { LoopRegistry } from './loop/loop-registry';
import { LOOP_CLOCKS, LoopSetting, type LoopClock } from './loop/loop-setting';
import { LOOP_STATES, type LoopState } from './loop/loop-state';
import type { LoopNews } from './loop/loop-watches';
import { checkEventName, payloadFrom, payloadText } from './loop/posted-event';
import { DEFAULT_BUDGET, assertBudget, type Budget } from './loop/tick-budget';
import type { TransientLoop } from './loop/transient-loop';
import type { Listener } from './sync/listeners';
import type { TaskInfo, TaskState } from './task/task';
import type { TaskNode } from './task/task-node';

/** What C++ can hold. */
const MOST_STEPS = 2 ** 31 - 1;

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

  get script(): string {
    return this.binding.LoopScript(this.number);
  }

  get arguments(): Readonly<Record<string, unknown>> {
    return parseArguments(this.script, this.binding.LoopArguments(this.number));
  }

  setScript(script: string, given?: Readonly<Record<string, unknown>>): void {
    if (typeof script !== 'string') throw new ArgumentError('loop.setScript', 'the name of a module', script);
    if (given !== undefined && (typeof given !== 'object' || given === null || Array.isArray(given)))
      throw new ArgumentError('loop.setScript', 'arguments that are an object', given);
    this.binding.SetLoopScript(this.number, script, payloadText('loop.setScript', given));
  }

  get clock(): LoopClock {
    return LOOP_CLOCKS[this.setting(LoopSetting.Clock)]!;
  }

  set clock(clock: LoopClock) {
    this.choose('clock', LoopSetting.Clock, LOOP_CLOCKS, clock);
  }

  get tickBudget(): Budget {
    return {
      steps: this.setting(LoopSetting.TickBudgetSteps) || DEFAULT_BUDGET.steps,
      milliseconds: this.setting(LoopSetting.TickBudgetMilliseconds) || DEFAULT_BUDGET.milliseconds,
    };
  }

  set tickBudget(budget: Budget) {
    assertBudget('loop.tickBudget', budget);
    const { steps, milliseconds } = budget;
    this.set(LoopSetting.TickBudgetSteps, steps === DEFAULT_BUDGET.steps ? 0 : Math.min(steps, MOST_STEPS));
    this.set(LoopSetting.TickBudgetMilliseconds, milliseconds === Infinity ? 0 : milliseconds);
  }

  get tickEvenWhenPaused(): boolean {
    return this.setting(LoopSetting.TickEvenWhenPaused) !== 0;
  }

  set tickEvenWhenPaused(value: boolean) {
    this.turn('tickEvenWhenPaused', LoopSetting.TickEvenWhenPaused, value);
  }

  get errorPolicy(): ErrorPolicy {
    return ERROR_POLICIES[this.setting(LoopSetting.ErrorPolicy)]!;
  }

  set errorPolicy(policy: ErrorPolicy) {
    this.choose('errorPolicy', LoopSetting.ErrorPolicy, ERROR_POLICIES, policy);
  }

  get autoStart(): boolean {
    return this.setting(LoopSetting.AutoStart) !== 0;
  }

  set autoStart(value: boolean) {
    this.turn('autoStart', LoopSetting.AutoStart, value);
  }

  get hibernates(): boolean {
    return this.setting(LoopSetting.Hibernate) !== 0;
  }

  set hibernates(value: boolean) {
    this.turn('hibernates', LoopSetting.Hibernate, value);
  }

  get batches(): boolean {
    return this.setting(LoopSetting.Batch) !== 0;
  }

  set batches(value: boolean) {
    this.turn('batches', LoopSetting.Batch, value);
  }

  wake(): void {
    this.binding.WakeComponent(this.number);
  }

  start(): boolean {
    return this.binding.StartLoop(this.number);
  }

  stop(reason: EndReason = 'stopped'): void {
    const place = END_REASONS.indexOf(reason);
    if (place < 0) throw new ArgumentError('loop.stop', `one of ${END_REASONS.join(', ')}`, reason);
    this.binding.StopLoop(this.number, place);
  }

  restart(): boolean {
    return this.binding.RestartLoop(this.number);
  }

  startTask(name: string): number {
    if (typeof name !== 'string') throw new ArgumentError('loop.startTask', 'the name of an export', name);
    return this.ask((loop, registry) => startTask(registry, loop, name)) ?? 0;
  }

  /** For one who waits for it: `self.runTask`. @throws {ScriptError} if there is none */
  runTask(call: string, name: string): TaskNode {
    if (typeof name !== 'string') throw new ArgumentError(call, 'the name of an export', name);
    return this.ask((loop, registry) => runTask(registry, loop, name))!;
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

  private setting(setting: number): number {
    return this.binding.LoopSetting(this.number, setting);
  }

  private set(setting: number, value: number): void {
    this.binding.SetLoopSetting(this.number, setting, value);
  }

  private choose<T extends string>(name: string, setting: number, choices: readonly T[], choice: T): void {
    const place = choices.indexOf(choice);
    if (place < 0) throw new ArgumentError(`loop.${name}`, `one of ${choices.join(', ')}`, choice);
    this.set(setting, place);
  }

  private turn(name: string, setting: number, value: boolean): void {
    if (typeof value !== 'boolean') throw new ArgumentError(`loop.${name}`, 'true or false', value);
    this.set(setting, Number(value));
  }

  private observe<K extends keyof LoopNews>(kind: K): Observable<LoopNews[K]> {
    const registry = this.registryOf();
    if (registry !== undefined) return registry.watch(this.number, kind);
    throw new ArgumentError(`loop.${kind}`, 'a game in which a loop has started', registry);
  }

  /** Hears all news of the loop, as [kind, value]. */
  listen(listener: Listener): void {
    this.registryOf()!.useWatches().add(this.number, listener);
  }

  stopListening(listener: Listener): void {
    this.registryOf()!.useWatches().remove(this.number, listener);
  }

  /** Something about the loop that runs; undefined if none does. */
  private ask<T>(question: (loop: TransientLoop, registry: LoopRegistry) => T): T | undefined {
    const registry = this.registryOf();
    if (registry === undefined) return undefined;
    const loop = registry.loopAt(this.binding.SlotOfLoop(registry.environment, this.number));
    return loop === undefined ? undefined : question(loop, registry);
  }
}
