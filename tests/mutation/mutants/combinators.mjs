// SPDX-License-Identifier: MIT
// How several things are waited for: docs/combinators.md.

/** @type {import('../mutants.mjs').Mutant[]} */
export const COMBINATORS = [
  {
    guarantee: 'a race is over when its losers have cleaned up',
    file: 'combine/group-driver.ts',
    from: 'if (this.isComplete || this.isBeginning || this.parked > 0) return;',
    to: 'if (this.isComplete || this.isBeginning) return;',
    test: 'race',
  },
  {
    guarantee: 'a loser whose cleanup throws fails the group',
    file: 'combine/group-driver.ts',
    from: 'if (!wasToldToEnd(error)) addError(this.group, error);',
    to: '',
    test: 'race',
  },
  {
    guarantee: 'of several that are ready at one moment the first of the list wins',
    file: 'combine/race.ts',
    from: 'index < place.index && isParked',
    to: 'index < 0 && isParked',
    test: 'race',
  },
  {
    guarantee: 'contestants after a decided one are not entered',
    file: 'combine/group-driver.ts',
    from: 'if (this.isDecided) this.leaveOut(contestant, index, this.lost);',
    to: 'if (this.isDecided && index < 0) this.leaveOut(contestant, index, this.lost);',
    test: 'race',
  },
  {
    guarantee: 'a task that somebody else spawned only loses a waiter',
    file: 'combine/group-driver.ts',
    from: '(wait instanceof TaskNode && wait.parent === group.parent)',
    to: 'wait instanceof TaskNode',
    test: 'race',
  },
  {
    guarantee: 'a sleep that loses gives its timer back',
    file: 'time/sleep-wait.ts',
    from: 'if (this.isLive()) this.layAside();',
    to: '',
    test: 'race',
  },
  {
    guarantee: 'what the group was given and nobody saw goes back',
    file: 'combine/group-driver.ts',
    from: 'from?.takeBack(value);',
    to: '',
    test: 'channel',
  },
  {
    guarantee: 'any fails once all have failed, and not before',
    file: 'combine/any.ts',
    from: 'if (!hasOpen) this.fail',
    to: 'this.fail',
    test: 'race',
  },
  {
    guarantee: 'retry does not retry a cancel',
    file: 'combine/retry.ts',
    from: "if (task.state === 'cancelled') throw error;",
    to: '',
    test: 'retry',
  },
  {
    guarantee: 'turns of forever do not drift',
    file: 'combine/forever.ts',
    from: 'yield* nextTurn;',
    to: 'yield* self.sleep(every);',
    test: 'forever',
  },
  {
    guarantee: 'latest-wins cancels the one that runs',
    file: 'combine/keyed-tasks.ts',
    from: "for (const each of before.reverse()) cancelTask(each, 'replaced');",
    to: '',
    test: 'keyed',
  },
  {
    guarantee: 'one-at-a-time gives the task that runs',
    file: 'combine/keyed-tasks.ts',
    from: "this.policy === 'one-at-a-time'",
    to: "this.policy === 'one-at-a-time' && line.length > 1",
    test: 'keyed',
  },
  {
    guarantee: 'a queued run begins when those before it are over',
    file: 'combine/keyed-tasks.ts',
    from: 'task.onDone(() => this.startFirst(key));',
    to: 'task.onDone(() => this.lines.delete(key));',
    test: 'keyed',
  },
];
