// SPDX-License-Identifier: MIT
// What the async functions of a task wait for. Nearly always that is one thing at a time: a set for it would be larger than all
// else that an `await` keeps, and is emptied and filled in each.
import type { Continuation } from '../wait/continuation';
import type { TaskDetails } from './task-state';

export function addContinuation(details: TaskDetails, continuation: Continuation): void {
  const { moreContinuations: more } = details;
  const isOnly = details.continuation === null && (more === null || more.size === 0);
  if (isOnly) details.continuation = continuation;
  else (details.moreContinuations ??= new Set()).add(continuation);
}

export function removeContinuation(details: TaskDetails, continuation: Continuation): void {
  if (details.continuation === continuation) details.continuation = null;
  else details.moreContinuations?.delete(continuation);
}

export function countContinuations(details: TaskDetails | null): number {
  if (details === null) return 0;
  return (details.continuation === null ? 0 : 1) + (details.moreContinuations?.size ?? 0);
}

/** In the order in which they were added; a copy. */
export function continuationsOf(details: TaskDetails | null): Continuation[] {
  if (details === null) return [];
  const more = details.moreContinuations ?? [];
  return details.continuation === null ? [...more] : [details.continuation, ...more];
}
