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
 * Runs the program, and kills it when the pipe at 3 is closed: by us, or by the system when this process is gone, in whichever
 * way. A program that is killed from here alone would outlive a game that is killed.
 */
const GUARD = `
"$@" 3<&- & program=$!
(read -r _ <&3; kill -9 $program) 2>/dev/null >&2 & guard=$!
wait $program; code=$?
kill $guard 2>/dev/null
exit $code`;

/** What a shell says of a program that there is none of. */
const NO_SUCH_PROGRAM = 127;

/**
 * Runs a program for each subscriber, and emits the lines of its output.
 *
 * Cold. Completes when it ends well. **Cancellation:** unsubscribing kills it, for good and without a last word; so does the
 * end of this process, in whichever way that comes. Needs `/bin/sh`.
 * @throws {ProgramError} as the stream's error: there is no such program, or it ends otherwise
 */
export function runProgram(command: string, ...args: readonly string[]): Observable<string> {
  return new Observable<string>((subscriber) => {
    // When it is used: a script may be loaded where there is no Node.
    const { spawn } = require('node:child_process') as typeof import('node:child_process');
    const { createInterface } = require('node:readline') as typeof import('node:readline');

    const child = spawn('/bin/sh', ['-c', GUARD, 'sh', command, ...args], {
      stdio: ['ignore', 'pipe', 'ignore', 'pipe'],
    });
    const output = child.stdio[1]!;
    const leash = child.stdio[3] as import('node:net').Socket;
    const lines = createInterface({ input: output });
    lines.on('line', (line) => subscriber.next(line));
    child.on('error', (error: NodeJS.ErrnoException) => {
      const isMissing = error.code === 'ENOENT';
      subscriber.error(new ProgramError(`Expected "${command}" to run, but ${error.message}`, isMissing));
    });
    child.on('exit', (code, signal) => {
      if (code === 0) return subscriber.complete();
      if (code === NO_SUCH_PROGRAM) {
        return subscriber.error(
          new ProgramError(`Expected a program "${command}" on this machine, but there is none`, true),
        );
      }
      const how = code === null ? `by ${signal}` : `with code ${code}`;
      subscriber.error(new ProgramError(`Expected "${command}" to go on, but it ended ${how}`));
    });
    // Both ends may be gone before we are told.
    leash.on('error', () => undefined);

    return () => {
      child.removeAllListeners();
      child.on('error', () => undefined);
      child.unref();
      leash.destroy();
      lines.close();
      output.destroy();
    };
  });
}
