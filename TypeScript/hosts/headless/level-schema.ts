// SPDX-License-Identifier: MIT
import { ERROR_POLICIES, LOOP_CLOCKS } from 'transient-loop/host';
import { z } from 'zod';
import type { LevelDefinition } from './game-types';
import { LevelFileError, pathText, valueText, type LevelProblem } from './level-file-error';
import { clip, isPrintable, printable } from './printable-text';

export const MAX_ACTORS = 100_000;
export const MAX_STREAMED_LEVELS = 64;
const MAX_NAME = 64;
const MAX_LABEL = 128;
const MAX_STEPS = 2 ** 31 - 1;
const STEPS = `a whole number of steps, 1 to ${MAX_STEPS}`;
const MILLISECONDS = 'a number of milliseconds, more than 0';

// The message of each rule is what it expects; what came is read from the file itself.
const levelName = pattern('the name of a level: letters, digits, "-" and "_"', /^\w[\w-]*$/, MAX_NAME);
const className = pattern('a class name, such as "Character"', /^[A-Za-z_]\w*$/, MAX_NAME);
const scriptModule = pattern(
  'a script module below the script root, without extension, such as "tutorial/timers"',
  /^\w[\w-]*(\/\w[\w-]*)*$/,
  256,
);
const label = text(`a label of 1 to ${MAX_LABEL} printable characters`).refine(
  (value) => value.trim() !== '' && [...value].length <= MAX_LABEL && isPrintable(value),
  { error: `a label of 1 to ${MAX_LABEL} printable characters` },
);
const coordinate = z.number({ error: 'a number of centimetres' });

const tickBudget = strict('a tick budget as an object', {
  steps: z
    .number({ error: STEPS })
    .int({ error: STEPS })
    .min(1, { error: STEPS })
    .max(MAX_STEPS, { error: STEPS })
    .optional(),
  milliseconds: z.number({ error: MILLISECONDS }).positive({ error: MILLISECONDS }).optional(),
});

const placedActor = strict('an actor as an object', {
  class: className,
  label,
  location: z
    .tuple([coordinate, coordinate, coordinate], { error: 'a location as [x, y, z] in centimetres' })
    .optional(),
  script: scriptModule.optional(),
  arguments: z.record(z.string(), z.unknown(), { error: 'script arguments as an object' }).optional(),
  errorPolicy: z.enum(ERROR_POLICIES, { error: oneOf(ERROR_POLICIES) }).optional(),
  hibernate: z.boolean({ error: 'true or false' }).optional(),
  batch: z.boolean({ error: 'true or false' }).optional(),
  autoStart: z.boolean({ error: 'true or false' }).optional(),
  clock: z.enum(LOOP_CLOCKS, { error: oneOf(LOOP_CLOCKS) }).optional(),
  tickBudget: tickBudget.optional(),
  tickEvenWhenPaused: z.boolean({ error: 'true or false' }).optional(),
});

const streamedLevel = strict('a streamed level as an object', {
  level: levelName,
  visible: z.boolean({ error: 'true or false' }).default(true),
});

const level = strict('a level as an object', {
  name: levelName,
  actors: list(placedActor, 'actors', MAX_ACTORS),
  streamedLevels: list(streamedLevel, 'streamed levels', MAX_STREAMED_LEVELS).default([]),
});

/**
 * Reads what a JSON file holds as a level.
 *
 * @throws {LevelFileError} with every problem found
 */
export function parseLevel(file: string, value: unknown): LevelDefinition {
  const parsed = level.safeParse(value);
  if (parsed.success) return parsed.data;
  throw new LevelFileError(
    file,
    parsed.error.issues.flatMap((issue) => problemsOf(issue, value)),
  );
}

function problemsOf(issue: z.core.$ZodIssue, root: unknown): LevelProblem[] {
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => ({
      path: pathText([...issue.path, key]),
      expected: `only the keys ${keysAt(issue.path).join(', ')}`,
      came: `"${printable(clip(key, 40))}"`,
    }));
  }
  return [
    { path: pathText(issue.path), expected: issue.message, came: valueText(valueAt(root, issue.path)) },
  ];
}

/** The keys that are known where an unknown one was found. */
function keysAt(path: readonly PropertyKey[]): string[] {
  if (path.includes('tickBudget')) return Object.keys(tickBudget.shape);
  const shape =
    path.length === 0 ? level.shape : path[0] === 'actors' ? placedActor.shape : streamedLevel.shape;
  return Object.keys(shape);
}

function valueAt(root: unknown, path: readonly PropertyKey[]): unknown {
  let value = root;
  for (const key of path) value = (value as Record<PropertyKey, unknown> | null | undefined)?.[key];
  return value;
}

function text(expected: string): z.ZodString {
  return z.string({ error: expected });
}

function pattern(expected: string, shape: RegExp, maxLength: number): z.ZodString {
  return text(expected)
    .max(maxLength, { error: `${expected}, of at most ${maxLength} characters` })
    .regex(shape, {
      error: expected,
    });
}

function oneOf(names: readonly string[]): string {
  return `one of ${names.map((name) => `"${name}"`).join(', ')}`;
}

function list<T extends z.ZodType>(item: T, what: string, maxLength: number): z.ZodArray<T> {
  return z
    .array(item, { error: `a list of ${what}` })
    .max(maxLength, { error: `at most ${maxLength} ${what}` });
}

function strict<T extends z.ZodRawShape>(expected: string, shape: T): z.ZodObject<T, z.core.$strict> {
  return z.strictObject(shape, { error: expected });
}
