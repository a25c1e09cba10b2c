// SPDX-License-Identifier: MIT
import type { AsyncBody, GeneratorBody } from '../task/task';
import type { Wait } from '../wait/wait';

/** What combinators take: any wait, a task among them, or a coroutine that they run as a child. */
export type Contestant<T = unknown> = Wait<T> | GeneratorBody<T> | AsyncBody<T>;

/** What a contestant results in. */
export type ResultOf<C> =
  C extends Wait<infer T>
    ? T
    : C extends (self: never) => Generator<infer _Waits, infer T, infer _Resumed>
      ? T
      : C extends (self: never) => PromiseLike<infer T>
        ? T
        : never;

/** The results of a list, or of a record, of contestants. */
export type ResultsOf<Cs> = { -readonly [K in keyof Cs]: ResultOf<Cs[K]> };

export type Contestants = readonly Contestant[] | Readonly<Record<string, Contestant>>;
