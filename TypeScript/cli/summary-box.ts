// SPDX-License-Identifier: MIT
import type { GameSummary } from '../hosts/headless/game-types';
import { printable } from '../hosts/headless/printable-text';
import { NOTHING_LEFT } from './exit-codes';
import type { Colors } from './pretty-log';

/** Tells in a frame how play ended and what it left behind. */
export function summaryBox(summary: GameSummary, exitCode: number, colors: Colors): string {
  const { reason, seconds, frames, actors, tasksCancelled, left } = summary;
  const clean = exitCode === NOTHING_LEFT;
  const rows: readonly (readonly [name: string, value: string])[] = [
    ['time', `${seconds.toFixed(3)} s of game time in ${count(frames, 'frame')}`],
    ['actors', `${actors} in the world at the end`],
    ['tasks', `${tasksCancelled} cancelled`],
    [
      'left',
      Object.entries(left)
        .map(([name, value]) => `${value} ${name}`)
        .join(', '),
    ],
    ['exit', `${exitCode}, ${clean ? 'nothing was left behind' : 'something was left behind'}`],
  ];
  const title = ` play ended: ${printable(reason)} `;
  const width = Math.max(title.length, ...rows.map(([, value]) => value.length + 10));
  const paint = clean ? colors.green : colors.red;
  const lines = rows.map(([name, value]) => {
    const shown = name === 'left' || name === 'exit' ? paint(value) : value;
    return `${paint('│')} ${colors.dim(name.padEnd(8))}${shown}${' '.repeat(width - value.length - 9)}${paint('│')}`;
  });
  return [
    paint(`╭─${colors.bold(title)}${'─'.repeat(width - title.length - 1)}╮`),
    ...lines,
    paint(`╰${'─'.repeat(width)}╯`),
  ].join('\n');
}

function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`;
}
