// SPDX-License-Identifier: MIT
import type { Task } from 'transient-loop';
import { messageOf } from 'transient-loop/host';
import { framesText } from '../creation-stack';
import { seedLine } from '../seed';
import { expectFailure, logLine, type LogPattern } from '../test-log';
import { infoOf, stageOf, taskOf } from './matcher-subjects';

/** What jest, and whoever is like it, gives a matcher. */
export interface MatcherContext {
  readonly isNot?: boolean;
  readonly customTesters?: readonly unknown[];
  equals(a: unknown, b: unknown, testers?: readonly unknown[]): boolean;
  readonly utils: {
    printExpected(value: unknown): string;
    printReceived(value: unknown): string;
  };
}

export interface MatcherResult {
  readonly pass: boolean;
  message(): string;
}

/** An error that a task is expected to fail with: its class, a part or pattern of its message, or one that equals it. */
export type ExpectedError = string | RegExp | Error | (abstract new (...args: never[]) => unknown);

/** Log lines that a message shows at most. */
const LINES_SHOWN = 10;

export function toHaveNothingLeft(this: MatcherContext, received: unknown): MatcherResult {
  const stage = stageOf('toHaveNothingLeft', received);
  const left = stage.describeLeft();
  return {
    pass: left === undefined,
    message: () =>
      left === undefined
        ? 'Expected something to be left, but there is nothing'
        : `Expected nothing to be left, but there ${left}\n\n${seedLine(stage.seed)}`,
  };
}

export function toBeWaitingFor(
  this: MatcherContext,
  received: unknown,
  expected: string | RegExp,
): MatcherResult {
  const task = taskOf('toBeWaitingFor', received);
  const { waitsFor = '' } = infoOf(task);
  return result(
    this,
    task,
    `to be waiting for ${this.utils.printExpected(expected)}`,
    contains(waitsFor, expected),
  );
}

export function toHaveSucceededWith(
  this: MatcherContext,
  received: unknown,
  ...expected: [] | [unknown]
): MatcherResult {
  const task = taskOf('toHaveSucceededWith', received);
  const what = expected.length === 0 ? '' : ` with ${this.utils.printExpected(expected[0])}`;
  const isSuccess = task.state === 'succeeded';
  const pass =
    isSuccess && (expected.length === 0 || this.equals(task.result, expected[0], this.customTesters));
  const came = isSuccess ? ` with ${this.utils.printReceived(task.result)}` : '';
  return result(this, task, `to have succeeded${what}`, pass, came);
}

export function toHaveFailedWith(
  this: MatcherContext,
  received: unknown,
  expected?: ExpectedError,
): MatcherResult {
  const task = taskOf('toHaveFailedWith', received);
  const what = expected === undefined ? '' : ` with ${describeError(this, expected)}`;
  const hasFailed = task.state === 'failed';
  const pass = hasFailed && (expected === undefined || isError(this, task.error, expected));
  // A failure that the test expects is nobody else's to complain of.
  if (pass !== (this.isNot === true)) expectFailure(task.name, messageOf(task.error));
  const came = hasFailed ? ` with ${nameOf(task.error)}: ${messageOf(task.error)}` : '';
  return result(this, task, `to have failed${what}`, pass, came);
}

export function toHaveBeenCancelled(
  this: MatcherContext,
  received: unknown,
  reason?: string | RegExp,
): MatcherResult {
  const task = taskOf('toHaveBeenCancelled', received);
  const what = reason === undefined ? '' : `, because ${this.utils.printExpected(reason)}`;
  const isCancelled = task.state === 'cancelled';
  const cause = task.cancelReason ?? '';
  const pass =
    isCancelled &&
    (reason === undefined || (typeof reason === 'string' ? cause === reason : reason.test(cause)));
  const came = isCancelled ? `, because ${this.utils.printReceived(cause)}` : '';
  return result(this, task, `to have been cancelled${what}`, pass, came);
}

export function toHaveLogged(this: MatcherContext, received: unknown, expected: LogPattern): MatcherResult {
  const { log, seed } = stageOf('toHaveLogged', received);
  const pass = log.find(expected).length > 0;
  const last = log.entries.slice(-LINES_SHOWN).map((entry) => `  ${logLine(entry)}`);
  const lines = last.length === 0 ? 'Nothing was logged.' : `Logged last:\n${last.join('\n')}`;
  const not = this.isNot === true ? 'no log entry' : 'a log entry';
  return {
    pass,
    message: () => `Expected ${not} ${this.utils.printExpected(expected)}. ${lines}\n\n${seedLine(seed)}`,
  };
}

function result(
  context: MatcherContext,
  task: Task,
  expected: string,
  pass: boolean,
  came = '',
): MatcherResult {
  const not = context.isNot === true ? 'not ' : '';
  const { waitsFor, createdAt } = infoOf(task);
  const waits = waitsFor === undefined ? '' : `, waiting for ${waitsFor}`;
  const why =
    task.state === 'failed' && came === '' ? ` with ${nameOf(task.error)}: ${messageOf(task.error)}` : came;
  const made = framesText('created by', createdAt, '  ');
  const message = `Expected task "${task.name}" ${not}${expected}, but it ${stateText(task)}${why}${waits}${made}`;
  return { pass, message: () => message };
}

function stateText({ state }: Task): string {
  if (state === 'cancelled') return 'was cancelled';
  return state === 'succeeded' || state === 'failed' ? `has ${state}` : `is ${state}`;
}

function contains(text: string, expected: string | RegExp): boolean {
  return typeof expected === 'string' ? text.includes(expected) : expected.test(text);
}

function isError(context: MatcherContext, error: unknown, expected: ExpectedError): boolean {
  if (typeof expected === 'function') return error instanceof expected;
  if (expected instanceof Error) return context.equals(error, expected);
  return contains(messageOf(error), expected);
}

function describeError(context: MatcherContext, expected: ExpectedError): string {
  return typeof expected === 'function' ? expected.name : context.utils.printExpected(expected);
}

function nameOf(error: unknown): string {
  return error instanceof Error ? error.name : typeof error;
}
