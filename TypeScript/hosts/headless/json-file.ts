// SPDX-License-Identifier: MIT
import * as fs from 'node:fs';
import { LevelFileError, pathText } from './level-file-error';
import { clip, printable } from './printable-text';

export const MAX_FILE_BYTES = 8 * 1024 * 1024;
export const MAX_DEPTH = 32;

/**
 * Reads a JSON file from anyone: bounded in size and depth, and free of keys that objects treat in a special way.
 *
 * @throws {LevelFileError}
 */
export function readJsonFile(file: string): unknown {
  const value = parse(file, decode(file, readBounded(file)));
  checkShape(file, value);
  return value;
}

function readBounded(file: string): Buffer {
  try {
    // Asked first: opening a pipe would wait for its other end.
    const { size } = assertOrdinary(file, fs.statSync(file));
    if (size > MAX_FILE_BYTES) throw refusal(file, `at most ${MAX_FILE_BYTES} bytes`, `${size} bytes`);
    const handle = fs.openSync(file, 'r');
    try {
      const bytes = Buffer.allocUnsafe(size + 1);
      let length = 0;
      for (let read = -1; read !== 0 && length <= size; length += read) {
        read = fs.readSync(handle, bytes, length, bytes.length - length, null);
      }
      if (length > size) throw refusal(file, 'a file that stays as it is while it is read', 'one that grows');
      return bytes.subarray(0, length);
    } finally {
      fs.closeSync(handle);
    }
  } catch (error) {
    if (error instanceof LevelFileError) throw error;
    throw refusal(file, 'a readable level file', reasonOf(error));
  }
}

function assertOrdinary(file: string, stats: fs.Stats): fs.Stats {
  if (stats.isFile()) return stats;
  throw refusal(file, 'a level file', stats.isDirectory() ? 'a folder' : 'a pipe or device');
}

function refusal(file: string, expected: string, came: string, path = ''): LevelFileError {
  return new LevelFileError(file, [{ path, expected, came }]);
}

function reasonOf(error: unknown): string {
  const code = (error as NodeJS.ErrnoException).code;
  if (code === 'ENOENT' || code === 'ENOTDIR') return 'no such file';
  if (code === 'EACCES' || code === 'EPERM') return 'no permission to read it';
  return code ?? String(error);
}

function decode(file: string, bytes: Buffer): string {
  try {
    // Takes off the byte order mark that some editors write.
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw refusal(file, 'text in UTF-8', 'other bytes');
  }
}

function parse(file: string, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    const message = (error as Error).message;
    const position = /at position (\d+)/.exec(message);
    const path = position === null ? '' : placeOf(text, Number(position[1]));
    throw refusal(file, 'JSON', printable(clip(message, 160)), path);
  }
}

function placeOf(text: string, position: number): string {
  const before = text.slice(0, position).split('\n');
  return `line ${before.length}, column ${before[before.length - 1]!.length + 1}`;
}

/** Walks the value with a list of its own: a file nested deep enough would overflow the stack of every recursive reader. */
function checkShape(file: string, root: unknown): void {
  const open: { readonly value: unknown; readonly path: readonly PropertyKey[] }[] = [
    { value: root, path: [] },
  ];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const { value, path } = next;
    if (typeof value !== 'object' || value === null) continue;
    if (path.length >= MAX_DEPTH) {
      throw refusal(file, `at most ${MAX_DEPTH} levels of nesting`, 'more', pathText(path));
    }
    for (const key of Object.keys(value)) {
      const inner = [...path, Array.isArray(value) ? Number(key) : key];
      if (key === '__proto__') {
        throw refusal(file, 'another key', '"__proto__"', pathText(inner));
      }
      open.push({ value: (value as Record<string, unknown>)[key], path: inner });
    }
  }
}
