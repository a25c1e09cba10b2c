// SPDX-License-Identifier: MIT
import { enterTask } from '../task/task-life';
import { StateNumber, type TaskNode } from '../task/task-node';
import { resume } from '../task/trampoline';

/** Tasks of one loop that go on, or are entered, right after the current step, in order. */
export class ReadyQueue {
  private tasks: (TaskNode | null)[] = [];
  private modes: number[] = [];
  private values: unknown[] = [];
  private head = 0;

  get isEmpty(): boolean {
    return this.head === this.tasks.length;
  }

  add(task: TaskNode, mode: number, value: unknown): void {
    this.tasks.push(task);
    this.modes.push(mode);
    this.values.push(value);
  }

  drop(task: TaskNode): void {
    const place = this.tasks.indexOf(task, this.head);
    if (place < 0) return;
    this.tasks[place] = null;
    this.values[place] = undefined;
  }

  runFirst(): void {
    const task = this.tasks[this.head] ?? null;
    const mode = this.modes[this.head]!;
    const value = this.values[this.head];
    this.tasks[this.head] = null;
    this.values[this.head] = undefined;
    this.head += 1;
    if (this.isEmpty) this.clear();
    if (task === null) return;
    if (task.stateNumber === StateNumber.Waiting) enterTask(task);
    else resume(task, mode, value);
  }

  private clear(): void {
    this.head = 0;
    this.tasks.length = 0;
    this.modes.length = 0;
    this.values.length = 0;
  }
}
