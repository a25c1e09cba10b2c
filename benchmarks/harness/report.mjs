// SPDX-License-Identifier: MIT
// The results as tables for people.
import { ENGINES } from './commands.mjs';

const COLUMNS = ['mean', 'p99', 'worst', 'ns/wake-up', 'memory B', 'garbage B', 'wake-ups', 'ratio'];

/** One table: ours above the empty world, the async kind beside it, then each peer with its ratio. */
export function tableOf(result, unit) {
  const { ours, peers, ratio } = result;
  const lines = [
    `${result.case}, ${result.n.toLocaleString('en')} ${unit} (ms a tick; ours above the same world with empty components)`,
    row('', COLUMNS),
    row('ours, generators', figures(ours)),
  ];
  if (ours.async) lines.push(row('ours, async', figures(ours.async)));
  if (ours.batched) lines.push(row('ours, batched', figures(ours.batched)));
  if (ours.whole) lines.push(row('  all of the world', figures(ours.whole)));
  if (ours.world) lines.push(row('  empty world', figures(ours.world)));
  for (const [name, value] of Object.entries(ours.figures ?? {})) lines.push(`  ${name}: ${round(value)}`);
  for (const [name, figures_] of Object.entries(peers)) {
    lines.push(row(name, [...figures(figures_), `${ratio[name] === null ? '–' : `${round(ratio[name])}×`}`]));
  }
  return lines.join('\n');
}

/** What the peers are, once. */
export function legend() {
  return Object.entries(ENGINES)
    .filter(([name]) => name !== 'ours')
    .map(([name, { what }]) => `  ${name.padEnd(18)} ${what}`)
    .join('\n');
}

function figures({ mean, p99, worst, nsPerWakeUp, memory, garbage, wakeUps }) {
  return [mean, p99, worst, nsPerWakeUp, memory, garbage, wakeUps].map((value) =>
    value === null || value === undefined ? '–' : round(value),
  );
}

function row(name, cells) {
  return name.padEnd(20) + cells.map((cell) => String(cell).padStart(11)).join('');
}

export function round(value) {
  if (value === null || value === undefined) return '–';
  if (Math.abs(value) >= 1000) return Math.round(value).toLocaleString('en');
  return String(Number(value.toPrecision(3)));
}
