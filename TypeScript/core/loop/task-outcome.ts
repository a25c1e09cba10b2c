// SPDX-License-Identifier: MIT
// How tasks end that a component started, told to whoever hears it outside of the loop.
import { messageOf } from '../errors';
import type { TaskNode } from '../task/task-node';
import { StateNumber, TaskBit } from '../task/task-state';
import { TaskOutcome } from './blueprint-binding';
import type { TransientLoop } from './transient-loop';

/**
 * Tells how a task ended, if anybody hears it. Whoever does may end the loop.
 *
 * One who waited for that very task has heard of its failure, which is nobody's surprise then.
 */
export function tellOutcome(loop: TransientLoop, task: TaskNode): void {
  const { stateNumber, value } = task;
  if (stateNumber === StateNumber.Succeeded) {
    tell(loop, task, TaskOutcome.Finished, value);
  } else if (stateNumber === StateNumber.Failed) {
    tell(loop, task, TaskOutcome.Failed, messageOf(value));
  } else {
    tell(loop, task, TaskOutcome.Cancelled, task.cancelRequest?.reason ?? 'cancelled');
  }
}

/** Tells that the main task could not begin: its script cannot be loaded. */
export function tellFailedToBegin(loop: TransientLoop, message: string): void {
  tell(loop, loop.main, TaskOutcome.Failed, message);
}

function tell(loop: TransientLoop, task: TaskNode, outcome: number, value: unknown): void {
  const { registry, slot } = loop;
  const { binding, environment, watches } = registry;
  const { id, name } = task;
  // Asked first: what is told may free the slot.
  const number = registry.numberOf(slot);
  if (binding.HearsTasks(environment, slot)) {
    loop.callOut(task, () => {
      const text = outcome === TaskOutcome.Finished ? resultText(loop, task, value) : String(value);
      if (binding.TellTask(environment, slot, id, outcome, name, text)) task.bits |= TaskBit.Observed;
    });
  }
  if (watches?.isWatched(number) !== true) return;
  const ended = { task: id, name };
  if (outcome === TaskOutcome.Finished) watches.tell(number, 'finished', { ...ended, result: value });
  else if (outcome === TaskOutcome.Failed)
    watches.tell(number, 'failed', { ...ended, message: String(value) });
  else watches.tell(number, 'cancelled', { ...ended, reason: String(value) });
}

/** A result as it crosses: JSON text; empty for undefined, and for what JSON cannot hold. */
function resultText(loop: TransientLoop, task: TaskNode, result: unknown): string {
  try {
    return JSON.stringify(result) ?? '';
  } catch (error) {
    const message = `Expected a result that JSON can hold, to be told outside, but ${messageOf(error)}`;
    loop.log('task.result', 'warning', message, task);
    return '';
  }
}
