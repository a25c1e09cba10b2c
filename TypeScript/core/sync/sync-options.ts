// SPDX-License-Identifier: MIT
import type { TaskScope } from '../task/task-scope';

export interface SyncOptions {
  /** Shown in the list of tasks for those that wait, and in errors. */
  readonly name?: string;
}

export interface OwnedSyncOptions extends SyncOptions {
  /** Task that the object ends with: whoever waits then is told, and nobody waits in vain. Default none. */
  readonly owner?: TaskScope;
}

/** What an object is called: `channel`, or `channel "orders"`. */
export function title(kind: string, name: string | undefined): string {
  return name === undefined ? kind : `${kind} "${name}"`;
}
