// SPDX-License-Identifier: MIT
import { ArgumentError } from './errors';
import { ERROR_POLICIES } from './loop/error-policy';
import { LOOP_CLOCKS } from './loop/loop-setting';
import type { SpawnActorOptions } from './world';

type Check = readonly [name: string, expected: string, isRight: (value: unknown) => boolean];

const isText = (value: unknown): boolean => typeof value === 'string';
const isFlag = (value: unknown): boolean => typeof value === 'boolean';
const isObject = (value: unknown): boolean => typeof value === 'object' && value !== null;
const isOneOf = (names: readonly unknown[]) => (value: unknown) => names.includes(value);
const isPositive = (value: unknown): boolean =>
  value === undefined || (typeof value === 'number' && value > 0);

const CHECKS: readonly Check[] = [
  ['label', 'a label', isText],
  ['location', 'a place { x, y, z } in centimetres', isPlace],
  ['script', 'the module of a script', isText],
  ['arguments', 'an object', isObject],
  ['errorPolicy', `an error policy (${ERROR_POLICIES.join(', ')})`, isOneOf(ERROR_POLICIES)],
  ['autoStart', 'true or false', isFlag],
  ['clock', `a clock (${LOOP_CLOCKS.join(', ')})`, isOneOf(LOOP_CLOCKS)],
  ['tickBudget', 'a budget { steps, milliseconds } of positive numbers', isBudget],
  ['tickEvenWhenPaused', 'true or false', isFlag],
  ['hibernate', 'true or false', isFlag],
  ['batch', 'true or false', isFlag],
];

/**
 * Refuses what is not an option of `world.spawn`, by name, before any of it reaches the engine.
 * @throws {ArgumentError}
 */
export function checkSpawnOptions(options: SpawnActorOptions): void {
  if (!isObject(options)) throw new ArgumentError('world.spawn', 'options', options);
  if (!isText(options.class)) throw new ArgumentError('world.spawn', 'the name of a class', options.class);
  for (const [name, expected, isRight] of CHECKS) {
    const value = options[name as keyof SpawnActorOptions];
    if (value !== undefined && !isRight(value)) {
      throw new ArgumentError('world.spawn', `${expected} as ${name}`, value);
    }
  }
}

function isPlace(value: unknown): boolean {
  if (!isObject(value)) return false;
  const { x, y, z } = value as Record<string, unknown>;
  return [x, y, z].every((each) => typeof each === 'number' && Number.isFinite(each));
}

function isBudget(value: unknown): boolean {
  if (!isObject(value)) return false;
  const { steps, milliseconds } = value as Record<string, unknown>;
  return isPositive(milliseconds) && isPositive(steps) && (steps === undefined || Number.isInteger(steps));
}
