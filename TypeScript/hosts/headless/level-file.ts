// SPDX-License-Identifier: MIT
import * as path from 'node:path';
import type { LevelDefinition } from './game-types';
import { readJsonFile } from './json-file';
import { LevelFileError } from './level-file-error';
import { parseLevel } from './level-schema';

export { LevelFileError, type LevelProblem } from './level-file-error';

/** A level and the file it came from. */
export interface LevelFile {
  readonly file: string;
  readonly definition: LevelDefinition;
}

/**
 * Reads a level file and those of the levels it streams, which stand beside it as `<level>.json`.
 *
 * Only the level that is opened streams others: streaming does not nest, so it cannot go round in a circle either.
 * @returns the level asked for first, then those it streams
 * @throws {LevelFileError} if a file is missing or malformed, or the levels do not fit together
 */
export function readLevelFiles(file: string): LevelFile[] {
  const opened = readLevelFile(file);
  const { name, streamedLevels } = opened.definition;
  const known = new Set([name]);
  const streamed = streamedLevels.map(({ level }, index) => {
    const at = `streamedLevels[${index}].level`;
    if (level === name) throw problem(file, at, 'another level', `"${level}", this level itself`);
    if (known.has(level)) throw problem(file, at, 'each level once', `"${level}" again`);
    known.add(level);
    return readStreamedLevel(path.join(path.dirname(file), `${level}.json`), level);
  });
  return [opened, ...streamed];
}

function readLevelFile(file: string): LevelFile {
  return { file, definition: parseLevel(file, readJsonFile(file)) };
}

function readStreamedLevel(file: string, level: string): LevelFile {
  const read = readLevelFile(file);
  const { name, streamedLevels } = read.definition;
  if (name !== level) throw problem(file, 'name', `"${level}", as the file is called`, `"${name}"`);
  if (streamedLevels.length === 0) return read;
  const others = streamedLevels.map((other) => other.level).join(', ');
  throw problem(file, 'streamedLevels', 'an empty list in a level that is streamed itself', others);
}

function problem(file: string, at: string, expected: string, came: string): LevelFileError {
  return new LevelFileError(file, [{ path: at, expected, came }]);
}
