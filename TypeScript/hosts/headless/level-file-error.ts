// SPDX-License-Identifier: MIT
import { clip, printable } from './printable-text';

/** One thing that is wrong with a level file. */
export interface LevelProblem {
  /** Where in the file, such as `actors[3].class`; empty for the file as a whole. */
  readonly path: string;
  readonly expected: string;
  readonly came: string;
}

const PROBLEMS_SHOWN = 5;

/** A level file cannot be used: it names the file, the path in it, what was expected and what came, a line for each problem. */
export class LevelFileError extends Error {
  override readonly name = 'LevelFileError';

  constructor(
    readonly file: string,
    readonly problems: readonly LevelProblem[],
  ) {
    super(messageOf(file, problems));
  }
}

/** Joins keys and places into a path as JavaScript would write it. */
export function pathText(path: readonly PropertyKey[]): string {
  let text = '';
  for (const key of path) {
    if (typeof key === 'number') text += `[${key}]`;
    else if (/^[\w$-]{1,64}$/.test(String(key))) text += text === '' ? String(key) : `.${String(key)}`;
    else text += `[${printable(clip(JSON.stringify(String(key)), 64))}]`;
  }
  return text;
}

/** Says in a few words what a value of a JSON file is. */
export function valueText(value: unknown): string {
  if (value === undefined) return 'nothing';
  if (typeof value === 'string') {
    return value.length > 200
      ? `a text of ${value.length} characters`
      : printable(clip(JSON.stringify(value), 60));
  }
  if (Array.isArray(value)) return value.length === 0 ? 'an empty list' : `a list of ${value.length}`;
  if (typeof value === 'object' && value !== null) return 'an object';
  const primitive = value as number | boolean | null | undefined;
  return String(primitive);
}

function messageOf(file: string, problems: readonly LevelProblem[]): string {
  const name = printable(file);
  const lines = problems
    .slice(0, PROBLEMS_SHOWN)
    .map(
      ({ path, expected, came }) =>
        `${name}: ${path === '' ? '' : `${path}: `}expected ${expected}, but got ${came}`,
    );
  if (problems.length > PROBLEMS_SHOWN) lines.push(`${name}: … and ${problems.length - PROBLEMS_SHOWN} more`);
  return lines.join('\n');
}
