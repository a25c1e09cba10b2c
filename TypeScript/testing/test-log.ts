// SPDX-License-Identifier: MIT
import type { LogEntry } from 'transient-loop/host';
import { TestKitError } from './test-kit-error';

/** What to look for in a log: a part of the message, a pattern of it, or some of an entry's own fields. */
export type LogPattern = string | RegExp | Partial<LogEntry>;

/** The logs there are. A matcher that is given a task asks them all for its report: tasks do not know of logs. */
let logs: WeakRef<TestLog>[] = [];

/** All that the loops of a test have logged, and which of their errors the test has looked at. */
export class TestLog {
  private readonly all: LogEntry[] = [];
  private readonly looked = new Set<LogEntry>();

  constructor() {
    logs = [...logs.filter((log) => log.deref() !== undefined), new WeakRef(this)];
  }

  add(entry: LogEntry): void {
    this.all.push(entry);
  }

  get entries(): readonly LogEntry[] {
    return this.all;
  }

  /** All errors so far; a test that reads them has looked at them. */
  get errors(): readonly LogEntry[] {
    const errors = this.all.filter(isError);
    for (const error of errors) this.looked.add(error);
    return errors;
  }

  /** Errors that the test has not looked at: it reads {@link errors}, or expects them with a matcher. */
  get unexpected(): readonly LogEntry[] {
    return this.all.filter((entry) => isError(entry) && !this.looked.has(entry));
  }

  /**
   * Throws unless an error like this was logged; it counts as looked at.
   * @throws {TestKitError}
   */
  expectError(pattern: LogPattern): void {
    if (this.find(pattern).some(isError)) return;
    const lines = this.errors.map((entry) => `\n  ${logLine(entry)}`).join('');
    throw new TestKitError(
      'TEST_ERRORS',
      `Expected an error like ${patternText(pattern)}, but there ${lines === '' ? 'is none' : `are:${lines}`}`,
    );
  }

  /** The entries that match; errors among them count as looked at. */
  find(pattern: LogPattern): readonly LogEntry[] {
    const found = this.all.filter((entry) => matches(entry, pattern));
    for (const entry of found) this.looked.add(entry);
    return found;
  }
}

/** Marks the report of a task's failure as looked at. */
export function expectFailure(task: string, message: string): void {
  for (const log of logs) {
    log.deref()?.find({ event: 'task.failed', task, message });
  }
}

/** An entry as one line of text. */
export function logLine({ severity, event, message, actor, task }: LogEntry): string {
  const who = [actor, task].filter((name) => name !== undefined).join(', ');
  return `${severity} ${event}${who === '' ? '' : ` (${who})`}: ${message}`;
}

function isError(entry: LogEntry): boolean {
  return entry.severity === 'error';
}

function matches(entry: LogEntry, pattern: LogPattern): boolean {
  if (typeof pattern === 'string') return entry.message.includes(pattern);
  if (pattern instanceof RegExp) return entry.message.search(pattern) >= 0;
  return Object.entries(pattern).every(([key, value]) => entry[key as keyof LogEntry] === value);
}

function patternText(pattern: LogPattern): string {
  return pattern instanceof RegExp ? String(pattern) : JSON.stringify(pattern);
}
