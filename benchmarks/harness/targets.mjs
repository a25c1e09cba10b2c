// SPDX-License-Identifier: MIT
// The targets of speed, and where a run stands: "must" is the bar, "goal" is where we want to be.

const at = (results, name, n) => results.find((result) => result.case === name && result.n === n);
const ratio = (name, n, peer) => (results) => at(results, name, n)?.ratio[peer];
const ratioP99 = (name, n, peer) => (results) => {
  const { peers, ours } = at(results, name, n) ?? {};
  return peers?.[peer] === undefined ? undefined : peers[peer].p99 / ours.p99;
};
const ours = (name, n, read) => (results) => {
  const result = at(results, name, n);
  return result === undefined ? undefined : read(result.ours);
};
/** How often theirs goes into ours. */
const inverse = (read) => (results) => {
  const value = read(results);
  return value === undefined ? undefined : 1 / value;
};

/** What, relation, must, goal, and how it is read from the results. */
export const TARGETS = [
  ['asyncio, a loop per actor, 1,000, ×', '>=', 300, 1000, ratio('mixed-sleep', 1000, 'asyncio-per-actor')],
  ['asyncio, one shared loop, 10k, ×', '>=', 10, 30, ratio('mixed-sleep', 10000, 'asyncio-shared')],
  ['asyncio, one shared loop, 100k, ×', '>=', 15, 50, ratio('mixed-sleep', 100000, 'asyncio-shared')],
  ['Effect, 10k, ×', '>=', 6, 15, ratio('mixed-sleep', 10000, 'effect')],
  ['Effection, 10k, ×', '>=', 12, 30, ratio('mixed-sleep', 10000, 'effection')],
  ['bare async/await, 100k, mean, ×', '>=', 2.5, 5, ratio('mixed-sleep', 100000, 'async-await')],
  ['bare async/await, 100k, p99, ×', '>=', 5, 12, ratioP99('mixed-sleep', 100000, 'async-await')],
  ['RxJS interval, own scheduler, 10k, ×', '>=', 5, 15, ratio('mixed-sleep', 10000, 'rxjs-interval')],
  [
    'interval on our scheduler, of our every',
    '<=',
    1.5,
    1.5,
    (results) =>
      results.find((result) => result.case === 'rxjs-timers')?.ours.figures['interval, times every'],
  ],
  ...[10000, 100000].map((n) => [
    `C++20, a queue per loop, ${n / 1000}k, ours of it`,
    '<=',
    3,
    1.5,
    inverse(ratio('mixed-sleep', n, 'cpp-per-loop')),
  ]),
  ...[10000, 100000].map((n) => [
    `C++20, a queue per loop, ${n / 1000}k, batched of it`,
    '<=',
    3,
    1,
    (results) => {
      const { ours, peers } = at(results, 'mixed-sleep', n) ?? {};
      return ours?.batched?.nsPerWakeUp / peers?.['cpp-per-loop']?.nsPerWakeUp;
    },
  ]),
  ...[10000, 100000].map((n) => [
    `C++20, one queue, ${n / 1000}k, ours of it`,
    '<=',
    5,
    2.5,
    inverse(ratio('mixed-sleep', n, 'cpp-shared')),
  ]),
  ['idle component, ns a frame', '<=', 8, 2, ours('idle', 100000, ({ mean }) => mean * 10)],
  [
    'idle component, crossings a frame',
    '<=',
    0,
    0,
    ours('idle', 100000, (figures) => figures.crossingsPerFrame),
  ],
  ['100k live loops, mean, ms', '<=', 3, 1.2, ours('mixed-sleep', 100000, ({ mean }) => mean)],
  ['100k live loops, p99, ms', '<=', 6, 2.5, ours('mixed-sleep', 100000, ({ p99 }) => p99)],
  ['idle loop with a task, JavaScript heap, B', '<=', 400, 320, ours('idle', 100000, ({ heap }) => heap)],
  ['idle loop with a task, shared arrays, B', '<=', 64, 48, ours('idle', 100000, ({ shared }) => shared)],
  [
    'garbage a wake-up, generators, 10k, B',
    '<=',
    64,
    32,
    ours('mixed-sleep', 10000, ({ garbage }) => garbage),
  ],
  ['create, µs', '<=', 2, 1.2, ours('create-and-end', 10000, ({ figures }) => figures['create, µs'])],
  [
    'EndPlay with finally, µs',
    '<=',
    1,
    0.6,
    ours('create-and-end', 10000, ({ figures }) => figures['EndPlay, µs']),
  ],
  [
    'async kind, of bare async/await, 10k',
    '<=',
    2,
    1.3,
    (results) => {
      const result = at(results, 'mixed-sleep', 10000);
      return result === undefined
        ? undefined
        : result.ours.async.nsPerWakeUp / result.peers['async-await']?.nsPerWakeUp;
    },
  ],
  [
    'inbox, ns a message',
    '<=',
    60,
    20,
    (results) => results.find((result) => result.case === 'inbox')?.ours.figures['ns a message'],
  ],
  [
    'TCP echo, window 8, of one at once, ×',
    '>=',
    0.85,
    1,
    (results) =>
      results.find((result) => result.case === 'tcp-echo')?.ours.figures[
        'of a server that answers at once, ×'
      ],
  ],
  [
    'inspection hooks, nobody watching, ×',
    '<=',
    1.05,
    1.02,
    (results) =>
      results.find((result) => result.case === 'inspection')?.ours.figures['with hooks, times without'],
  ],
  ['100k hibernating loops, ms a frame', '<=', 0.05, 0.05, ours('hibernation', 100000, ({ mean }) => mean)],
  [
    'growth of a wake-up, 1k to 1M loops, ×',
    '<=',
    6,
    4,
    (results) => {
      const [small, large] = [at(results, 'mixed-sleep', 1000), at(results, 'million', 1000000)];
      return small === undefined || large === undefined
        ? undefined
        : large.ours.nsPerWakeUp / small.ours.nsPerWakeUp;
    },
  ],
  [
    '1M loops, heap and shared, MiB',
    '<=',
    512,
    400,
    ours('million', 1000000, ({ memory }) => (memory * 1e6) / 2 ** 20),
  ],
];

/** A line for each target that this run says something about. */
export function targetLines(results) {
  return TARGETS.flatMap(([what, relation, must, goal, read]) => {
    const value = read(results);
    if (value === undefined || value === null || Number.isNaN(value)) return [];
    const reaches = (limit) => (relation === '>=' ? value >= limit : value <= limit);
    const state = reaches(goal) ? 'goal  ' : reaches(must) ? 'must  ' : 'MISSED';
    const bound = relation === '>=' ? '≥' : '≤';
    return [
      `${state}  ${what.padEnd(42)} ${String(Number(value.toPrecision(3))).padStart(8)}   must ${bound} ${must}, goal ${bound} ${goal}`,
    ];
  });
}
