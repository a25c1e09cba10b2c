// SPDX-License-Identifier: MIT
import { ArgumentError } from 'transient-loop/host';

/** Environment variable that sets the seed of all tests that name none. */
export const SEED_VARIABLE = 'TRANSIENT_LOOP_SEED';

/** Seeds are whole numbers from 0 to below this: the headless world keeps them as `int32`. */
const SEED_LIMIT = 0x8000_0000;

/** Drawn once, so that all that a test file makes shares it. */
let drawn: number | undefined;

/**
 * The seed to use: the one given, else the one in the environment, else one drawn when the kit was loaded.
 * @throws {ArgumentError} if it is no whole number from 0 to 2,147,483,647
 */
export function chooseSeed(given: number | undefined): number {
  if (given !== undefined) return checked('seed', given, given);
  const text = variable();
  if (text !== undefined && text !== '') return checked(SEED_VARIABLE, Number(text), text);
  return (drawn ??= Math.floor(Math.random() * SEED_LIMIT));
}

/** Tells how to have the same run again. */
export function seedLine(seed: number): string {
  return `Seed ${seed}: run again with ${SEED_VARIABLE}=${seed}, or with { seed: ${seed} }.`;
}

function checked(what: string, seed: number, came: unknown): number {
  if (Number.isInteger(seed) && seed >= 0 && seed < SEED_LIMIT) return seed;
  throw new ArgumentError(what, `a whole number from 0 to ${SEED_LIMIT - 1}`, came);
}

function variable(): string | undefined {
  // Where there is no process there is no environment either.
  return typeof process === 'object' ? process.env[SEED_VARIABLE] : undefined;
}
