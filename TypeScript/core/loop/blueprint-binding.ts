// SPDX-License-Identifier: MIT

/** How a task ended, as it crosses to C++. `ETransientLoopTaskOutcome` in `TransientLoopTaskState.h` holds the same numbers. */
export const TaskOutcome = { Finished: 0, Failed: 1, Cancelled: 2 } as const;

/**
 * The part of the plugin's binding that stands for what a Blueprint does with a loop, and hears of it.
 *
 * A component that script asked for has a number, which is never given twice; 0 is none.
 */
export interface BlueprintBinding {
  /** The second text that belongs to the lifecycle operation in progress. */
  OperationPayload(environment: number): string;
  /** Adds a line to the answer of `ListTasks`. The parent is 0 for none, the state counts from 1 as `STATES` does from 0. */
  AddListedTask(
    environment: number,
    task: number,
    parent: number,
    state: number,
    name: string,
    waitsFor: string,
  ): void;

  /** Tells that one is about to be entered that was started from outside, before anything else of it. */
  TellTaskStarts(environment: number, slot: number, task: number): void;
  /** Whether anybody hears how tasks end that the component started. */
  HearsTasks(environment: number, slot: number): boolean;
  /**
   * Tells how one ended: a `TaskOutcome`, and its result as JSON text, its message, or its reason.
   *
   * Anything may have happened to the loop when this returns. True if somebody waited for that very task.
   */
  TellTask(
    environment: number,
    slot: number,
    task: number,
    outcome: number,
    name: string,
    text: string,
  ): boolean;
  /** Whether anybody hears the events that the script posts. */
  HearsEvents(environment: number, slot: number): boolean;
  /** Tells of one, its payload as JSON text. Anything may have happened to the loop when this returns. */
  TellEvent(environment: number, slot: number, name: string, payload: string): void;

  /** Bounds of one tick of the loop, from its component; 0 for the default. */
  TickBudgetSteps(environment: number, slot: number): number;
  TickBudgetMilliseconds(environment: number, slot: number): number;

  /** The number of the component that owns a slot; 0 if nobody asked for it. */
  LoopNumber(environment: number, slot: number): number;
  /** The slot of a component whose loop runs in this environment, else -1. */
  SlotOfLoop(environment: number, loop: number): number;
  /** A number of `LOOP_STATES`. */
  LoopState(loop: number): number;
  StartLoop(loop: number): boolean;
  /** The reason is a place in `END_REASONS`. */
  StopLoop(loop: number, reason: number): void;
  RestartLoop(loop: number): boolean;
  WakeComponent(loop: number): void;
  /** A `LoopSetting`, as a number; those of a list by their place in it. */
  LoopSetting(loop: number, setting: number): number;
  SetLoopSetting(loop: number, setting: number, value: number): void;
  LoopScript(loop: number): string;
  /** A JSON object as text, or nothing. */
  LoopArguments(loop: number): string;
  SetLoopScript(loop: number, module: string, text: string): void;
}
