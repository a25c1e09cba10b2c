// SPDX-License-Identifier: MIT

/**
 * The bits of `flags[slot]`, the word that C++ and the loop share.
 *
 * `ETransientLoopFlags` in `TransientLoopTable.h` holds the same numbers; a test compares the two.
 */
export const LoopFlag = {
  /** Messages lie in the inbox. */
  Inbox: 1,
  /** Somebody waits for ticks or for a predicate: cross in every tick. */
  EveryTick: 2,
  /** This tick has a stage left, besides what is due; cross again once promise jobs have run. */
  MoreThisTick: 4,
  /** The budget of the tick is spent: no crossing before the next one. */
  BudgetSpent: 8,
  /** Those above; what follows is script's own. */
  ReasonsToCross: 255,
  /** Tasks are ready to go on after the step in progress. */
  ReadyTasks: 256,
  /** Async tasks are alive: one due moment per crossing. */
  AsyncTasks: 512,
  /** The loop has a budget of its own: its steps are counted from the first. */
  OwnBudget: 2048,
  /** Somebody sleeps on the unpaused or the real clock: C++ looks at those as well. */
  OtherClocks: 1024,
  /** `ReasonsToCross` and `OtherClocks`: C++ looks again. */
  ReasonsToLook: 1279,
  /** The component has turned its tick off: whoever changes what is due wakes it. */
  Hibernating: 4096,
  /** Between two crossings of one tick, or after the last: promise jobs run at the moment it has reached. C++ takes it off when the tick is over. */
  TickPaused: 8192,
} as const;

/** What `tick` is given in place of a delta; `FTransientLoopEnvironment` holds the same numbers. */
export const TickDelta = {
  /** The same tick crosses again. */
  SameTick: -1,
  /** A tick in pause, in which game time stands. */
  PauseTick: -2,
  /** A tick of which C++ has moved logical time on to the beginning: a whole number, unlike a delta, is no garbage. */
  BegunTick: -3,
} as const;
