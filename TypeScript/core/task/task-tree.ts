// SPDX-License-Identifier: MIT
import type { TaskNode } from './task-node';

/** The children of a task, the latest first; a copy, since ending one may end others. */
export function childrenOf(task: TaskNode): TaskNode[] {
  const children: TaskNode[] = [];
  for (let child = task.lastChild; child !== null; child = child.previousSibling) children.push(child);
  return children;
}

/**
 * The tasks and all below them, parents before children and older before younger: to be ended from the back.
 *
 * @param enters - false for a task that is to be left out with all below it
 */
export function treeOf(roots: readonly TaskNode[], enters?: (task: TaskNode) => boolean): TaskNode[] {
  const [only] = roots;
  // Most loops that end have one task.
  if (roots.length === 1 && only!.lastChild === null) return enters?.(only!) === false ? [] : [only!];
  const tree: TaskNode[] = [];
  const open = [...roots].reverse();
  for (let task = open.pop(); task !== undefined; task = open.pop()) {
    if (enters !== undefined && !enters(task)) continue;
    tree.push(task);
    for (let child = task.lastChild; child !== null; child = child.previousSibling) open.push(child);
  }
  return tree;
}

/** True if a child has any of these bits. */
export function hasChild(task: TaskNode, bits: number): boolean {
  for (let child = task.lastChild; child !== null; child = child.previousSibling)
    if (child.has(bits)) return true;
  return false;
}

/** How far a task stands below its root. */
export function depthOf(task: TaskNode): number {
  let depth = 0;
  for (let { parent } = task; parent !== null; parent = parent.parent) depth += 1;
  return depth;
}

export function unlink(task: TaskNode, parent: TaskNode): void {
  if (task.previousSibling !== null) task.previousSibling.nextSibling = task.nextSibling;
  if (task.nextSibling !== null) task.nextSibling.previousSibling = task.previousSibling;
  else parent.lastChild = task.previousSibling;
  task.previousSibling = null;
  task.nextSibling = null;
}
