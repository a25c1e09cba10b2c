// SPDX-License-Identifier: MIT
import type { TaskNode } from './task-node';

/** Somebody's wish that a task end. */
export interface CancelRequest {
  readonly reason: string;
  /** Name of the task that asked; undefined for the engine, and for code outside of any task. */
  readonly by: string | undefined;
  /** How far below its root the task stands that was asked to end; -1 for the end of the loop. */
  readonly depth: number;
  /** The task whose time ran out, if that is why. */
  readonly timeoutOf?: TaskNode;
}

/** Among pending requests the outermost is the reason; among equals the first. */
export function outermost(first: CancelRequest | null, second: CancelRequest): CancelRequest {
  return first === null || second.depth < first.depth ? second : first;
}
