// SPDX-License-Identifier: MIT
import * as fc from 'fast-check';
import {
  GROUPS,
  numbered,
  type Action,
  type Block,
  type Body,
  type Entrant,
  type Kind,
  type Options,
  type Program,
  type Statement,
} from './program';

/** What may stand in a program. */
export interface Vocabulary {
  readonly kinds: readonly Kind[];
  readonly actors: number;
  readonly statements: readonly Statement['do'][];
  readonly actions: readonly Action['act'][];
}

export const ALL_STATEMENTS: readonly Statement['do'][] = [
  'sleep',
  'ticks',
  'until',
  'set',
  'keep',
  'keepTicks',
  'await',
  'spawn',
  'detach',
  'scope',
  'uncancellable',
  'timeout',
  'group',
  'cleanup',
  'join',
  'cancel',
  'throw',
  'return',
  'destroy',
  'try',
  'stubborn',
];

export const ALL_ACTIONS: readonly Action['act'][] = [
  'frame',
  'pause',
  'dilate',
  'set',
  'cancel',
  'end',
  'begin',
];

/** Eighths of a second: sums of them are exact, so that many timers are due at one moment. */
const seconds = fc.constantFrom(0, 0.125, 0.25, 0.25, 0.5, 0.5, 1, 2);
const few = fc.nat(3);
const reason = fc.constantFrom('enough', 'other plans');

export function programs(vocabulary: Vocabulary): fc.Arbitrary<Program> {
  const body = grammar(vocabulary);
  const actions: Record<Action['act'], [number, fc.Arbitrary<Action>]> = {
    frame: [
      12,
      fc.record({ act: fc.constant('frame'), seconds: fc.constantFrom(0.125, 0.25, 0.25, 0.5, 1, 3) }),
    ],
    pause: [1, fc.record({ act: fc.constant('pause'), paused: fc.boolean() })],
    dilate: [1, fc.record({ act: fc.constant('dilate'), factor: fc.constantFrom(0.5, 1, 2) })],
    set: [1, fc.record({ act: fc.constant('set'), flag: few })],
    cancel: [1, fc.record({ act: fc.constant('cancel'), task: few })],
    end: [
      1,
      fc.record({ act: fc.constant('end'), loop: fc.nat(1), reason: fc.constantFrom('destroyed', 'quit') }),
    ],
    begin: [1, fc.record({ act: fc.constant('begin'), body })],
  };
  const action = fc.oneof(
    ...vocabulary.actions.map((act) => ({ weight: actions[act][0], arbitrary: actions[act][1] })),
  );
  return fc
    .record({
      mains: fc.array(body, { minLength: 1, maxLength: vocabulary.actors }),
      actions: fc.array(action, { minLength: 3, maxLength: 14 }),
    })
    .map(numbered);
}

function grammar(vocabulary: Vocabulary): fc.Arbitrary<Body> {
  const kind = fc.constantFrom(...vocabulary.kinds);
  const { body } = fc.letrec<{ statement: Statement; body: Body; block: Block }>((tie) => {
    const block = fc.array(tie('statement'), { maxLength: 4, depthIdentifier: 'program' });
    const inner: fc.Arbitrary<Body> = fc.record({ kind, statements: block });
    const options: fc.Arbitrary<Options> = fc.record({
      background: fc.oneof(
        { weight: 4, arbitrary: fc.constant(false) },
        { weight: 1, arbitrary: fc.constant(true) },
      ),
      timeout: fc.oneof(
        { weight: 5, arbitrary: fc.constant(undefined) },
        { weight: 1, arbitrary: fc.constantFrom(0, 0.25, 1) },
      ),
      graceSeconds: fc.oneof(
        { weight: 5, arbitrary: fc.constant(undefined) },
        { weight: 1, arbitrary: fc.constantFrom(0.25, 1) },
      ),
    });
    const entrant: fc.Arbitrary<Entrant> = fc.oneof(
      { weight: 3, arbitrary: fc.record({ body: inner }) },
      { weight: 2, arbitrary: fc.record({ seconds }) },
      { weight: 1, arbitrary: fc.record({ ticks: few }) },
      { weight: 1, arbitrary: fc.record({ task: fc.nat(7) }) },
    );
    const awaited = fc.oneof(
      { weight: 5, arbitrary: fc.constant(true) },
      { weight: 1, arbitrary: fc.constant(false) },
    );
    const optional = fc.option(block, { nil: null });
    const all: Record<Statement['do'], [number, fc.Arbitrary<Statement>]> = {
      sleep: [6, fc.record({ do: fc.constant('sleep'), seconds })],
      ticks: [2, fc.record({ do: fc.constant('ticks'), count: few })],
      until: [1, fc.record({ do: fc.constant('until'), flag: few })],
      set: [1, fc.record({ do: fc.constant('set'), flag: few })],
      keep: [1, fc.record({ do: fc.constant('keep'), seconds })],
      keepTicks: [1, fc.record({ do: fc.constant('keepTicks'), count: few })],
      await: [2, fc.record({ do: fc.constant('await'), wait: few })],
      spawn: [5, fc.record({ do: fc.constant('spawn'), body: inner, options })],
      detach: [1, fc.record({ do: fc.constant('detach'), body: inner, options })],
      scope: [2, fc.record({ do: fc.constant('scope'), body: inner, awaited })],
      uncancellable: [1, fc.record({ do: fc.constant('uncancellable'), body: inner, awaited })],
      timeout: [2, fc.record({ do: fc.constant('timeout'), seconds, entrant, awaited })],
      group: [
        3,
        fc.record({
          do: fc.constant('group'),
          group: fc.constantFrom(...GROUPS),
          entrants: fc.array(entrant, { minLength: 1, maxLength: 3, depthIdentifier: 'program' }),
          awaited,
        }),
      ],
      cleanup: [1, fc.record({ do: fc.constant('cleanup'), body: inner })],
      join: [2, fc.record({ do: fc.constant('join'), task: fc.nat(7) })],
      cancel: [2, fc.record({ do: fc.constant('cancel'), task: fc.nat(7), reason })],
      throw: [1, fc.record({ do: fc.constant('throw') })],
      return: [1, fc.record({ do: fc.constant('return') })],
      destroy: [1, fc.record({ do: fc.constant('destroy') })],
      try: [4, fc.record({ do: fc.constant('try'), body: block, handler: optional, last: optional })],
      stubborn: [
        1,
        fc.record({ do: fc.constant('stubborn'), times: fc.integer({ min: 1, max: 4 }), seconds }),
      ],
    };
    const simple: readonly string[] = [
      'sleep',
      'ticks',
      'cancel',
      'join',
      'throw',
      'return',
      'set',
      'until',
      'await',
      'keep',
    ];
    const pick = (names: readonly Statement['do'][]): fc.Arbitrary<Statement> =>
      fc.oneof(...names.map((name) => ({ weight: all[name][0], arbitrary: all[name][1] })));
    return {
      block,
      body: inner,
      statement: fc.oneof(
        { depthIdentifier: 'program', depthSize: 'small', maxDepth: 4 },
        pick(vocabulary.statements.filter((name) => simple.includes(name))),
        { weight: 2, arbitrary: pick(vocabulary.statements) },
      ),
    };
  });
  return body;
}
