// SPDX-License-Identifier: MIT
// Draws the programs, in Node: what plays them needs no library to do it.
import * as fc from 'fast-check';
import { programs } from '../model/arbitrary-program';
import type { Program } from '../model/program';
import { BOTH_KINDS, GENERATORS } from '../model/vocabularies';

/** Programs of generators and of both kinds, half and half, drawn from a seed. */
export function drawnPrograms(count: number, seed: number): Program[] {
  const draw = (vocabulary: typeof GENERATORS): Program[] =>
    fc.sample(programs(vocabulary), { numRuns: count / 2, seed });
  return [...draw(GENERATORS), ...draw(BOTH_KINDS)];
}
