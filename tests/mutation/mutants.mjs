// SPDX-License-Identifier: MIT
import { CANCELLING } from './mutants/cancelling.mjs';
import { CLEANUP } from './mutants/cleanup.mjs';
import { COMBINATORS } from './mutants/combinators.mjs';
import { ENGINE } from './mutants/engine.mjs';
import { TASKS } from './mutants/tasks.mjs';
import { TIME } from './mutants/time.mjs';
import { WAITING } from './mutants/waiting.mjs';

/**
 * One guarantee, what switches it off, and the test that has to notice.
 *
 * @typedef {object} Mutant
 * @property {string} guarantee
 * @property {string} file - in TypeScript/core
 * @property {string} from - text that is in the file once
 * @property {string} to - text that compiles as well, and does not do it
 * @property {string} test - name of the file in tests/core
 */

/** @type {Mutant[]} */
export const MUTANTS = [...TASKS, ...CANCELLING, ...CLEANUP, ...COMBINATORS, ...WAITING, ...TIME, ...ENGINE];
