// SPDX-License-Identifier: MIT
// Runs every case against its peers, in turn, and prints medians, ratios and whether the promises of speed hold.
//
//   npm run bench [-- --quick]
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const here = dirname(fileURLToPath(import.meta.url));
const quick = process.argv.includes('--quick');
const ROTATIONS = quick ? 1 : 3;

const ours = (name, count) => [
  process.execPath,
  ['--expose-gc', join(here, 'measure.cjs'), name, String(count)],
];
const python = (script, count) => ['python3', [join(here, 'peers', script), String(count)]];

/** What is measured in one rotation; each in a process of its own. */
const RUNS = {
  idle: ours('idle', 100_000),
  mixed1k: ours('mixed-sleep', 1_000),
  asyncio1k: python('asyncio_per_actor.py', 1_000),
  mixed10k: ours('mixed-sleep', 10_000),
  mixed100k: ours('mixed-sleep', 100_000),
  empty1k: ours('empty-world', 1_000),
  empty100k: ours('empty-world', 100_000),
  memory: ours('memory', 50_000),
  every: ours('steady-every', 1_000),
  interval: ours('steady-interval', 1_000),
  beat: ours('steady-beat', 1_000),
};

function measure(name, [command, args]) {
  const { status, stdout, stderr, error } = spawnSync(command, args, { encoding: 'utf8' });
  if (error?.code === 'ENOENT') {
    console.error(`bench: ${name} skipped: "${command}" is not installed`);
    return undefined;
  }
  if (status !== 0) throw new Error(`${name} failed:\n${stderr}`);
  return JSON.parse(stdout);
}

function median(values) {
  return [...values].sort((a, b) => a - b)[values.length >> 1];
}

const samples = Object.fromEntries(Object.keys(RUNS).map((name) => [name, []]));
for (let rotation = 1; rotation <= ROTATIONS; rotation += 1) {
  for (const [name, command] of Object.entries(RUNS)) {
    process.stderr.write(`\rrotation ${rotation} of ${ROTATIONS}: ${name.padEnd(12)}`);
    const sample = measure(name, command);
    if (sample !== undefined) samples[name].push(sample);
  }
}
process.stderr.write('\r'.padEnd(50) + '\r');

const spread = (name, key) => {
  const values = samples[name].map((sample) => sample[key]);
  return { median: median(values), min: Math.min(...values), max: Math.max(...values) };
};
const above = (name, floor) => spread(name, 'mean').median - spread(floor, 'mean').median;

const idle = spread('idle', 'nsPerLoop').median;
const crossings = spread('idle', 'crossings').max;
const hundredThousand = above('mixed100k', 'empty100k');
const bytes = spread('memory', 'bytesPerLoop').median;
const ofEvery = spread('interval', 'nsPerEmission').median / spread('every', 'nsPerEmission').median;
const PROMISES = [
  ['idle loop, ns a frame above an empty component', idle, '<=', 8],
  ['idle loops, crossings in 400 frames', crossings, '<=', 0],
  ['100,000 live loops, ms a frame above that world', hundredThousand, '<=', 3],
  ['idle loop with a sleeping task, bytes of JavaScript memory', bytes, '<=', 512],
  ['RxJS interval on self.scheduler, times self.streams.every', ofEvery, '<=', 1.5],
];
let note = '';
if (samples.asyncio1k.length > 0) {
  const ofWorld = spread('asyncio1k', 'mean').median / spread('mixed1k', 'mean').median;
  const ofLoops = spread('asyncio1k', 'mean').median / above('mixed1k', 'empty1k');
  PROMISES.push(['times faster than an asyncio loop per actor, 1,000, above that world', ofLoops, '>=', 300]);
  note = `${Math.round(ofWorld)} times, if the world that ticks the loops is counted as ours`;
}

const { version } = JSON.parse(readFileSync(join(here, '../package.json'), 'utf8'));
const round = (value) => Number(value.toPrecision(3));
console.log(
  `transient-loop ${version}, Node ${process.versions.node}, ${cpus().length} × ${cpus()[0].model}, ${ROTATIONS} rotation(s)\n`,
);
console.log('figure'.padEnd(14), 'median'.padStart(10), 'min'.padStart(10), 'max'.padStart(10));
for (const [name, key, unit] of [
  ['idle', 'nsWithLoop', 'ns a frame and loop, in all'],
  ['idle', 'nsEmpty', 'ns a frame and empty component'],
  ['mixed1k', 'mean', 'ms a frame'],
  ['asyncio1k', 'mean', 'ms a frame'],
  ['mixed10k', 'mean', 'ms a frame'],
  ['mixed100k', 'mean', 'ms a frame'],
  ['mixed100k', 'p99', 'ms, 99th percentile'],
  ['empty100k', 'mean', 'ms a frame'],
  ['mixed100k', 'nsPerWakeUp', 'ns a wake-up, idle dispatch included'],
  ['memory', 'bytesPerLoop', 'bytes'],
  ['every', 'nsPerEmission', 'ns an emission of self.streams.every'],
  ['interval', 'nsPerEmission', 'ns an emission of RxJS interval on self.scheduler'],
  ['beat', 'nsPerEmission', 'ns a wait for self.beat'],
]) {
  if (samples[name].length === 0) continue;
  const { median: middle, min, max } = spread(name, key);
  console.log(name.padEnd(14), ...[middle, min, max].map((value) => String(round(value)).padStart(10)), unit);
}
console.log();
for (const [what, value, relation, limit] of PROMISES) {
  const kept = relation === '<=' ? value <= limit : value >= limit;
  console.log(`${kept ? 'kept  ' : 'BROKEN'}  ${what}: ${round(value)} (${relation} ${limit})`);
  if (!kept) process.exitCode = 1;
}
if (note !== '') console.log(`        ${note}`);
