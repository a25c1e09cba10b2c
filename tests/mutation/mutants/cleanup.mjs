// SPDX-License-Identifier: MIT
// Cleanup, the end of play, and what is not cancelled: docs/task-scope.md, from rule 29 on.

/** @type {import('../mutants.mjs').Mutant[]} */
export const CLEANUP = [
  {
    guarantee: 'cleanups run in reverse order',
    file: 'task/task-cleanup.ts',
    from: 'runCleanup(task, cleanups.pop()!)',
    to: 'runCleanup(task, cleanups.shift()!)',
    test: 'cleanup',
  },
  {
    guarantee: 'a cleanup runs exactly once',
    file: 'task/task-cleanup.ts',
    from: '  enterTask(child);\n  if (child.isOver) return true;',
    to: '  enterTask(child);\n  enterTask(cleanupTask(task, cleanup));\n  if (child.isOver) return true;',
    test: 'cleanup',
  },
  {
    guarantee: 'a cleanup that was taken back does not run',
    file: 'task/task-cleanup.ts',
    from: 'if (place >= 0) details.cleanups!.splice(place, 1);',
    to: '',
    test: 'cleanup',
  },
  {
    guarantee: 'a cleanup registered after the end runs at once',
    file: 'task/task-cleanup.ts',
    from: '    runAtOnce(task, cleanup);\n',
    to: '',
    test: 'cleanup',
  },
  {
    guarantee: 'cleanup is cut after its grace time',
    file: 'task/task-timers.ts',
    from: 'if (isCleaningUp(task)) cutTask(task);',
    to: '',
    test: 'grace',
  },
  {
    guarantee: 'nothing waits at the end of play',
    file: 'task/task-cancel.ts',
    from: 'task.bits |= TaskBit.Ending;\n    unpause(task);',
    to: 'unpause(task);',
    test: 'grace',
  },
  {
    guarantee: 'a section puts a plain cancel off',
    file: 'task/task-cancel.ts',
    from: 'if (details.sections > 0) {',
    to: 'if (details.sections > 99) {',
    test: 'uncancellable',
  },
  {
    guarantee: 'a cancel that was put off comes when the section is over',
    file: 'task/task-node.ts',
    from: 'askToEnd(this, cancel);',
    to: '',
    test: 'uncancellable',
  },
  {
    guarantee: 'what lingers is handed over to the hub',
    file: 'task/linger.ts',
    from: 'return addCleanup(task, handOver);',
    to: 'return addCleanup(task, cleanup);',
    test: 'linger',
  },
  {
    guarantee: 'finally blocks run while the actor is still there',
    file: 'loop/transient-loop.ts',
    from: 'const ended = endTasks(this.roots(), names.ending);',
    to: 'names.endReason = reason;\n    const ended = endTasks(this.roots(), names.ending);',
    test: 'end-of-play',
  },
  {
    guarantee: 'sleeps that a task left behind are given back',
    file: 'task/task-life.ts',
    from: 'loop.dropSleepsOf(task);',
    to: '',
    test: 'sleep',
  },
  {
    guarantee: 'a body that is out of reach at the end of play is reported',
    file: 'task/task-cancel.ts',
    from: 'if (isOutOfReach(task)) abandoned.push(task);',
    to: '',
    test: 'foreign-await',
  },
  {
    guarantee: 'awaiting a promise that the loop did not make is reported',
    file: 'loop/loop-steps.ts',
    from: 'if (seen.has(task)) return;',
    to: 'if (!seen.has(task)) return;',
    test: 'foreign-await',
  },
  {
    guarantee: 'the abort signal of a task is aborted when it is asked to end',
    file: 'task/task-cancel.ts',
    from: 'abortTask(task);\n  // A listener',
    to: '// A listener',
    test: 'abort-signal',
  },
];
