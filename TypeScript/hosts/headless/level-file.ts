// SPDX-License-Identifier: MIT
import * as path from 'node:path';
import type { LevelDefinition } from './game-types';
import { readJsonFile } from './json-file';
import { LevelFileError } from './level-file-error';
import { parseLevel } from './level-schema';

export { LevelFileError, type LevelProblem } from './level-file-error';

export const MAX_LEVELS = 256;

/** A level and the file it came from. */
export interface LevelFile {
  readonly file: string;
  readonly definition: LevelDefinition;
}

/**
 * Reads a level file and those of the levels it streams, which stand beside it as `<level>.json`.
 *
 * @returns the level asked for first, then each level that it, or one of those, streams
 * @throws {LevelFileError} if a file is missing, malformed, or streams itself
 */
export function readLevelFiles(file: string): LevelFile[] {
  const levels = new Map<string, LevelFile>();
  const follow = (at: string, chain: readonly string[]): void => {
    const definition = parseLevel(at, readJsonFile(at));
    const { name, streamedLevels } = definition;
    const asked = chain[chain.length - 1];
    if (asked !== undefined && asked !== name)
      throw problem(at, 'name', `"${asked}", as the file is called`, `"${name}"`);
    levels.set(name, { file: at, definition });
    if (levels.size > MAX_LEVELS) throw problem(at, '', `at most ${MAX_LEVELS} levels`, 'more');
    const open = asked === undefined ? [name] : chain;
    streamedLevels.forEach(({ level }, index) => {
      const place = `streamedLevels[${index}].level`;
      if (open.includes(level)) {
        throw problem(at, place, 'a level that does not stream this one', [...open, level].join(' → '));
      }
      if (streamedLevels.findIndex((other) => other.level === level) < index) {
        throw problem(at, place, 'each level once', `"${level}" again`);
      }
      if (!levels.has(level)) follow(path.join(path.dirname(at), `${level}.json`), [...open, level]);
    });
  };
  follow(file, []);
  return [...levels.values()];
}

function problem(file: string, at: string, expected: string, came: string): LevelFileError {
  return new LevelFileError(file, [{ path: at, expected, came }]);
}
