// SPDX-License-Identifier: MIT
import type { WorldEvent } from '../hosts/headless/game-types';
import type { LineOutput } from './line-output';
import type { LogWriter } from './log-writer';

/** Controls that JSON leaves as they are and a terminal obeys, and the marks that turn the direction of writing. */
const RAW_CONTROLS = /[\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]/g;

/** One JSON object a line; `docs/json-log.md` has the keys. */
export class JsonLog implements LogWriter {
  constructor(private readonly output: LineOutput) {}

  begin(): void {}

  prepare(): void {}

  write(event: WorldEvent): void {
    this.output.line(jsonLine(event));
  }

  end(): void {}
}

/** Writes an event as one line. A field that has the name of a standard key is called `field_<name>`. */
export function jsonLine({
  time,
  frame,
  level,
  actor,
  script,
  task,
  event,
  severity,
  message,
  fields,
}: WorldEvent): string {
  const seconds = Math.round(time * 1e6) / 1e6;
  const line: Record<string, unknown> = {
    time: seconds,
    frame,
    level,
    actor,
    script,
    task,
    event,
    severity,
    message,
  };
  for (const [name, value] of Object.entries(fields ?? {}))
    line[name in line ? `field_${name}` : name] = value;
  return textOf(line).replace(RAW_CONTROLS, escapeOf);
}

function textOf(line: Record<string, unknown>): string {
  try {
    return JSON.stringify(line, writable);
  } catch {
    // A field refers to itself, or throws when it is read: the others are still worth having.
    return JSON.stringify(
      Object.fromEntries(Object.entries(line).map(([name, value]) => [name, safely(value)])),
    );
  }
}

function writable(_key: string, value: unknown): unknown {
  if (typeof value === 'bigint' || typeof value === 'function' || typeof value === 'symbol')
    return String(value);
  return value instanceof Error ? `${value.name}: ${value.message}` : value;
}

function safely(value: unknown): unknown {
  try {
    const text = JSON.stringify(value, writable);
    return text === undefined ? undefined : JSON.parse(text);
  } catch {
    return '(cannot be written as JSON)';
  }
}

function escapeOf(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
}
