// SPDX-License-Identifier: MIT
/// <reference types="node" />
import { Observable } from 'rxjs';

/** A program that could not be run, or ended by itself. */
export class ProgramError extends Error {
  override readonly name = 'ProgramError';

  constructor(
    message: string,
    /** Whether there is no such program on this machine. */
    readonly isMissing = false,
  ) {
    super(message);
  }
}

/**
 * Runs a program for each subscriber, and emits the lines of its output.
 *
 * Cold. Completes when it ends well. **Cancellation:** unsubscribing kills it, for good and without a last word; so does the
 * end of this process.
 * @throws {ProgramError} as the stream's error: there is no such program, or it ends otherwise
 */
export function runProgram(command: string, ...args: readonly string[]): Observable<string> {
  return new Observable<string>((subscriber) => {
    // When it is used: a script may be loaded where there is no Node.
    const { spawn } = require('node:child_process') as typeof import('node:child_process');
    const { createInterface } = require('node:readline') as typeof import('node:readline');
    const node = require('node:process') as typeof import('node:process');

    const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'ignore'] });
    const lines = createInterface({ input: child.stdout });
    const kill = (): void => void child.kill('SIGKILL');
    node.once('exit', kill);
    lines.on('line', (line) => subscriber.next(line));
    child.on('error', (error: NodeJS.ErrnoException) => {
      const isMissing = error.code === 'ENOENT';
      const came = isMissing ? 'there is none' : error.message;
      subscriber.error(new ProgramError(`Expected a program "${command}" to run, but ${came}`, isMissing));
    });
    child.on('exit', (code, signal) => {
      if (code === 0) return subscriber.complete();
      const how = code === null ? `by ${signal}` : `with code ${code}`;
      subscriber.error(new ProgramError(`Expected "${command}" to go on, but it ended ${how}`));
    });

    return () => {
      node.off('exit', kill);
      child.removeAllListeners();
      // Killing may fail later too, and nobody wants to know any more.
      child.on('error', () => undefined);
      kill();
      child.unref();
      lines.close();
      child.stdout.destroy();
    };
  });
}
