// SPDX-License-Identifier: MIT
import { ALL_ACTIONS, ALL_STATEMENTS, type Vocabulary } from './arbitrary-program';

export const GENERATORS: Vocabulary = {
  kinds: ['generator'],
  actors: 2,
  statements: ALL_STATEMENTS,
  actions: ALL_ACTIONS,
};

export const BOTH_KINDS: Vocabulary = { ...GENERATORS, kinds: ['generator', 'async'] };
