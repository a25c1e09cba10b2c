// SPDX-License-Identifier: MIT
import { Writable } from 'node:stream';
import { LineOutput } from '../../TypeScript/cli/line-output';
import type { WorldEvent } from '../../TypeScript/hosts/headless/game-types';

/** An output that keeps its lines. */
export function memoryOutput(): { output: LineOutput; text: () => string } {
  let text = '';
  const stream = new Writable({
    decodeStrings: false,
    write(chunk, _encoding, done) {
      text += chunk as string;
      done();
    },
  });
  return { output: new LineOutput(stream), text: () => text };
}

export function eventOf(changes: Partial<WorldEvent> = {}): WorldEvent {
  return {
    time: 1.5,
    frame: 90,
    level: 'Tutorial',
    actor: 'timers',
    script: 'tutorial/timers',
    task: 'main',
    event: 'log',
    severity: 'log',
    message: 'hello',
    ...changes,
  };
}
