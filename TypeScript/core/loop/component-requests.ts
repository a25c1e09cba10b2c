// SPDX-License-Identifier: MIT
// What a component, or another loop, asks of a loop from outside.
import { ScriptError, describe, messageOf } from '../errors';
import type { TaskBody } from '../task/task';
import { waitsFor } from '../task/task-info';
import type { TaskNode } from '../task/task-node';
import { TaskBit } from '../task/task-state';
import { describeLoop } from './describe-loop';
import { LifecycleOperation, type LoopRegistry } from './loop-registry';
import { stackOf } from './loop-reports';
import { payloadFrom } from './posted-event';
import { DEFAULT_BUDGET } from './tick-budget';
import type { TransientLoop } from './transient-loop';

/** Does what C++ asks of a live loop. The answer is given last: what the request sets off may make others. */
export function answerComponent(
  registry: LoopRegistry,
  loop: TransientLoop,
  operation: number,
  argument: number,
): void {
  const answer = answerOf(registry, loop, operation, argument);
  if (answer !== undefined) registry.binding.SetOperationResult(registry.environment, Number(answer));
}

function answerOf(
  registry: LoopRegistry,
  loop: TransientLoop,
  operation: number,
  argument: number,
): number | boolean | undefined | void {
  switch (operation) {
    case LifecycleOperation.StartTask:
      return startTask(registry, loop, registry.binding.OperationText(registry.environment));
    case LifecycleOperation.CancelTask:
      return cancelTask(registry, loop, argument);
    case LifecycleOperation.CancelAllTasks:
      return cancelAllTasks(registry, loop);
    case LifecycleOperation.PostEvent:
      return postEvent(registry, loop);
    case LifecycleOperation.ListTasks:
      return listTasks(registry, loop);
    case LifecycleOperation.TaskState:
      return 1 + (loop.find(argument)?.stateNumber ?? -1);
    case LifecycleOperation.PauseTask:
      return pauseTask(registry, loop, argument);
    case LifecycleOperation.ResumeTask:
      return resumeTask(registry, loop, argument);
    case LifecycleOperation.IsPaused:
      return loop.isPaused;
    case LifecycleOperation.BudgetChanged:
      return takeBudget(registry, loop);
    case LifecycleOperation.Describe:
      return registry.binding.SetOperationText(registry.environment, describeLoop(loop));
    case LifecycleOperation.ScriptChanges:
      return loop.describe().keep();
    default:
      throw new Error(`Expected a lifecycle operation, but C++ sent ${operation}`);
  }
}

/** Starts a task that the script of the loop exports; its id, or 0 if there is none, which is reported. */
export function startTask(registry: LoopRegistry, loop: TransientLoop, name: string): number {
  const start = (): number => {
    try {
      return loop.startTask(name, exportedTask(registry, loop, name)).id;
    } catch (error) {
      loop.log('script.failed', 'error', messageOf(error), undefined, { stack: stackOf(error) });
      return 0;
    }
  };
  return registry.cross(loop, start) ?? 0;
}

/**
 * Starts one for somebody who waits for it, and hears of its failure.
 * @throws {ScriptError} if there is none
 */
export function runTask(registry: LoopRegistry, loop: TransientLoop, name: string): TaskNode {
  let started: TaskNode | undefined;
  let failure: unknown;
  registry.cross(loop, () => {
    try {
      const body = exportedTask(registry, loop, name);
      started = loop.startTask(name, body, TaskBit.OfComponent | TaskBit.Observed);
    } catch (error) {
      failure = error;
    }
  });
  if (started === undefined) throw failure;
  return started;
}

/** @throws {ScriptError} if the script exports no such function, or cannot be loaded */
function exportedTask(registry: LoopRegistry, loop: TransientLoop, name: string): TaskBody<unknown> {
  const { script } = loop.describe();
  const body = (registry.host.loadScript(script) as Record<string, unknown>)[name];
  if (typeof body === 'function') return body as TaskBody<unknown>;
  throw new ScriptError(script, `an exported task "${name}"`, `it is ${describe(body)}`);
}

/** Cancels the task with this id; false if there is none. */
export function cancelTask(registry: LoopRegistry, loop: TransientLoop, id: number): boolean {
  return registry.cross(loop, () => loop.cancelTask(id)) ?? false;
}

export function cancelAllTasks(registry: LoopRegistry, loop: TransientLoop): void {
  registry.cross(loop, () => loop.cancelAllTasks('cancelled'));
}

/** Makes a task, or for 0 all of the loop, stand still; false if there is none. */
export function pauseTask(registry: LoopRegistry, loop: TransientLoop, id: number): boolean {
  const paused = id === 0 ? loop : loop.find(id);
  registry.cross(loop, () => paused?.pause());
  return paused !== undefined;
}

export function resumeTask(registry: LoopRegistry, loop: TransientLoop, id: number): boolean {
  const paused = id === 0 ? loop : loop.find(id);
  registry.cross(loop, () => paused?.resume());
  return paused !== undefined;
}

/** Takes over the tick budget of the component. */
export function takeBudget({ binding, environment }: LoopRegistry, loop: TransientLoop): void {
  loop.budget = {
    steps: binding.TickBudgetSteps(environment, loop.slot) || DEFAULT_BUDGET.steps,
    milliseconds: binding.TickBudgetMilliseconds(environment, loop.slot) || DEFAULT_BUDGET.milliseconds,
  };
}

/** Not as a crossing into the loop: what is posted waits for the loop's own tick. */
function postEvent({ binding, environment }: LoopRegistry, loop: TransientLoop): boolean {
  const name = binding.OperationText(environment);
  let payload: unknown;
  try {
    payload = payloadFrom(binding.OperationPayload(environment));
  } catch (error) {
    const message = `Expected the payload of event "${name}" to be JSON, but ${messageOf(error)}`;
    loop.log('event.refused', 'error', message);
    return false;
  }
  return loop.postEvent({ name, payload });
}

function listTasks({ binding, environment }: LoopRegistry, loop: TransientLoop): void {
  for (const task of loop.allTasks()) {
    const { id, parent, stateNumber, name } = task;
    binding.AddListedTask(environment, id, parent?.id ?? 0, stateNumber + 1, name, waitsFor(task) ?? '');
  }
}
