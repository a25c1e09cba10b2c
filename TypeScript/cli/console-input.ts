// SPDX-License-Identifier: MIT
import { createInterface } from 'node:readline';
import { printable } from '../hosts/headless/printable-text';
import type { LineOutput } from './line-output';

/**
 * Does each line of stdin as a console command, until the answer is called; empty lines are passed over. A command that cannot be
 * done is said on stderr, and play goes on; so it does at the end of the input.
 */
export function readConsole(exec: (command: string) => void, errors: LineOutput): () => void {
  const lines = createInterface({ input: process.stdin, terminal: false });
  lines.on('line', (line) => {
    if (line.trim() === '') return;
    try {
      exec(line.trim());
    } catch (error) {
      errors.line(`error: ${printable(error instanceof Error ? error.message : String(error))}`);
    }
  });
  return () => {
    lines.close();
    // A terminal that nobody reads would keep the process alive.
    process.stdin.destroy();
  };
}
