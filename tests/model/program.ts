// SPDX-License-Identifier: MIT
// Random programs as data: what the real core and the reference model both run.

export type Kind = 'generator' | 'async';

/** A coroutine of a program. */
export interface Body {
  readonly kind: Kind;
  readonly statements: readonly Statement[];
}

export interface Options {
  readonly background?: boolean | undefined;
  readonly timeout?: number | undefined;
  readonly graceSeconds?: number | undefined;
}

/** What a combinator is given: a coroutine, a sleep, a count of ticks, a task that is there already. */
export type Entrant =
  | { readonly body: Body }
  | { readonly seconds: number }
  | { readonly ticks: number }
  | { readonly task: number };

export const GROUPS = ['all', 'race', 'any', 'settled'] as const;
export type Group = (typeof GROUPS)[number];

/**
 * One step of a coroutine. `task` picks one of the handles that are there at that moment, the first is that of the first
 * actor's main task; `wait` one of the waits that the body has kept.
 */
export type Statement = { number?: number } & (
  | { readonly do: 'sleep'; readonly seconds: number }
  | { readonly do: 'ticks'; readonly count: number }
  | { readonly do: 'until'; readonly flag: number }
  | { readonly do: 'set'; readonly flag: number }
  | { readonly do: 'keep'; readonly seconds: number }
  | { readonly do: 'keepTicks'; readonly count: number }
  | { readonly do: 'await'; readonly wait: number }
  | { readonly do: 'spawn' | 'detach'; readonly body: Body; readonly options: Options }
  | { readonly do: 'scope' | 'uncancellable'; readonly body: Body; readonly awaited: boolean }
  | { readonly do: 'timeout'; readonly seconds: number; readonly entrant: Entrant; readonly awaited: boolean }
  | {
      readonly do: 'group';
      readonly group: Group;
      readonly entrants: readonly Entrant[];
      readonly awaited: boolean;
    }
  | { readonly do: 'cleanup'; readonly body: Body }
  | { readonly do: 'join'; readonly task: number }
  | { readonly do: 'cancel'; readonly task: number; readonly reason: string }
  | { readonly do: 'throw' }
  | { readonly do: 'return' }
  | { readonly do: 'destroy' }
  | { readonly do: 'try'; readonly body: Block; readonly handler: Block | null; readonly last: Block | null }
  | { readonly do: 'stubborn'; readonly times: number; readonly seconds: number }
);

export type Block = readonly Statement[];

/** What happens to the actors from outside. */
export type Action =
  | { readonly act: 'frame'; readonly seconds: number }
  | { readonly act: 'pause'; readonly paused: boolean }
  | { readonly act: 'dilate'; readonly factor: number }
  | { readonly act: 'set'; readonly flag: number }
  | { readonly act: 'cancel'; readonly task: number }
  | { readonly act: 'end'; readonly loop: number; readonly reason: string }
  | { readonly act: 'begin'; readonly body: Body };

export interface Program {
  /** Main tasks of the actors that begin play first. */
  readonly mains: readonly Body[];
  readonly actions: readonly Action[];
}

/** All statements, outer ones first, in the order they are printed. */
export function* statementsOf(program: Program): Generator<Statement> {
  for (const main of program.mains) yield* inside(main.statements);
  for (const action of program.actions) if (action.act === 'begin') yield* inside(action.body.statements);
}

function* inside(block: Block): Generator<Statement> {
  for (const statement of block) {
    yield statement;
    for (const body of blocksOf(statement)) yield* inside(body);
  }
}

function blocksOf(statement: Statement): Block[] {
  switch (statement.do) {
    case 'try':
      return [statement.body, statement.handler ?? [], statement.last ?? []];
    case 'group':
      return statement.entrants.flatMap((entrant) => ('body' in entrant ? [entrant.body.statements] : []));
    case 'timeout':
      return 'body' in statement.entrant ? [statement.entrant.body.statements] : [];
    default:
      return 'body' in statement ? [statement.body.statements] : [];
  }
}

/** Numbers the statements, so that a trace can name them. */
export function numbered(program: Program): Program {
  let number = 0;
  for (const statement of statementsOf(program)) statement.number = number += 1;
  return program;
}

export function hasAsync(program: Program): boolean {
  return JSON.stringify(program).includes('"kind":"async"');
}
