// SPDX-License-Identifier: MIT
// A thousand TCP clients send ten thousand lines a second to one world, and to the same server without one.
//
//   npm run bench:load [-- --seconds 20]
import { spawn } from 'node:child_process';
import { cpus } from 'node:os';
import { connect } from 'node:net';
import { createInterface } from 'node:readline';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createRequire } from 'node:module';

const { nanoseconds, FRAMES_PER_SECOND, WARM_UP_LINES, BUCKETS_PER_MILLISECOND } = createRequire(
  import.meta.url,
)('./protocol.cjs');
const here = dirname(fileURLToPath(import.meta.url));
const argument = process.argv.indexOf('--seconds');
const SECONDS = argument < 0 ? 20 : Number(process.argv[argument + 1]);
const CLIENTS = 1000;
const LINES_PER_SECOND = 10_000;
/** The clients take turns in slots of so many milliseconds. */
const SLOT = 5;

const SERVERS = {
  'actor in a world': [process.execPath, [join(here, 'game-server.cjs')]],
  'answered at once': [process.execPath, [join(here, 'immediate-server.cjs')]],
  'asyncio, a frame at a time': ['python3', [join(here, 'asyncio_server.py')]],
};

function start([command, args]) {
  const child = spawn(command, args, { stdio: ['pipe', 'pipe', 'inherit'] });
  const told = { memory: [], waits: [], left: undefined };
  const port = new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('exit', (code) => reject(new Error(`Expected a server, but it ended with ${code}`)));
    createInterface({ input: child.stdout }).on('line', (line) => {
      const { port, memory, waits, left } = JSON.parse(line);
      if (port !== undefined) resolve(port);
      if (memory !== undefined) told.memory.push(memory);
      if (waits !== undefined) told.waits = waits;
      if (left !== undefined) told.left = left;
    });
  });
  const end = () =>
    new Promise((resolve) => {
      child.on('close', resolve);
      child.stdin.end();
    });
  return { port, told, end };
}

/** One client: what it sends comes back, in order, and each line says when it was sent. */
class Client {
  sent = 0;
  received = 0;
  rest = '';

  constructor(port, trips) {
    this.socket = connect(port, '127.0.0.1').setNoDelay(true).setEncoding('utf8');
    this.socket.on('data', (text) => {
      const lines = (this.rest + text).split('\n');
      this.rest = lines.pop();
      for (const line of lines) {
        const [number, at] = line.split(' ').map(Number);
        if (number !== this.received) throw new Error(`Expected line ${this.received}, but got ${number}`);
        this.received += 1;
        if (number >= WARM_UP_LINES) trips.push((nanoseconds() - at) / 1e6);
      }
    });
    this.opened = new Promise((resolve, reject) => {
      this.socket.on('connect', resolve).on('error', reject);
    });
  }

  send() {
    this.socket.write(`${this.sent} ${nanoseconds()}\n`);
    this.sent += 1;
  }
}

async function load(command) {
  const { port, told, end } = start(command);
  const trips = [];
  const number = await port;
  const clients = Array.from({ length: CLIENTS }, () => new Client(number, trips));
  await Promise.all(clients.map(({ opened }) => opened));
  const began = nanoseconds();
  const wanted = SECONDS * LINES_PER_SECOND;
  let sent = 0;
  const received = () => clients.reduce((sum, client) => sum + client.received, 0);
  await new Promise((resolve) => {
    const timer = setInterval(() => {
      const now = Math.min(wanted, ((nanoseconds() - began) / 1e9) * LINES_PER_SECOND);
      for (; sent < now; sent += 1) clients[sent % CLIENTS].send();
      const isOver = sent >= wanted && received() >= wanted;
      if (!isOver && (nanoseconds() - began) / 1e9 < SECONDS + 10) return;
      clearInterval(timer);
      resolve();
    }, SLOT);
  });
  for (const { socket } of clients) socket.destroy();
  await end();
  return { trips, lost: wanted - received(), ...told };
}

function percentile(values, share) {
  return values.length === 0 ? NaN : values.sort((a, b) => a - b)[Math.floor((values.length - 1) * share)];
}

/** The upper end of the bucket below which a share of the counts is, in milliseconds. */
function percentileOfCounts(counts, share) {
  let left = counts.reduce((sum, count) => sum + count, 0) * share;
  const bucket = counts.findIndex((count) => (left -= count) <= 0 && count > 0);
  return bucket < 0 ? NaN : (bucket + 1) / BUCKETS_PER_MILLISECOND;
}

/** The mean of a quarter of the run, that begins there. */
function meanOf(values, from) {
  const quarter = values.slice(Math.floor(values.length * from), Math.ceil(values.length * (from + 0.25)));
  return quarter.reduce((sum, value) => sum + value, 0) / quarter.length;
}

const round = (value) => (Number.isNaN(value) ? '–' : String(Number(value.toPrecision(3))));
console.log(
  `${CLIENTS} clients, ${LINES_PER_SECOND} lines a second, ${SECONDS} s each; Node ${process.versions.node}, ${cpus().length} × ${cpus()[0].model}\n`,
);
console.log(
  'server'.padEnd(28),
  ...['lost', 'trip p50', 'p99 ms', 'inbox p50', 'p99 ms', 'MiB 2nd', '4th'].map((name) => name.padStart(9)),
);
let worked = true;
for (const [name, command] of Object.entries(SERVERS)) {
  process.stderr.write(`\r${name} …`.padEnd(40));
  let result;
  try {
    result = await load(command);
  } catch (error) {
    if (error.code !== 'ENOENT') throw error;
    console.error(`bench: ${name} skipped: "${command[0]}" is not installed`);
    continue;
  } finally {
    process.stderr.write('\r'.padEnd(40) + '\r');
  }
  const { trips, waits, lost, memory, left } = result;
  const mebibytes = [0.25, 0.75].map((from) => meanOf(memory, from) / 2 ** 20);
  const figures = [
    percentile(trips, 0.5),
    percentile(trips, 0.99),
    percentileOfCounts(waits, 0.5),
    percentileOfCounts(waits, 0.99),
  ];
  console.log(name.padEnd(28), ...[lost, ...figures, ...mebibytes].map((value) => round(value).padStart(9)));
  if (left === undefined) continue;
  const frame = 1000 / FRAMES_PER_SECOND;
  const promises = [
    ['nothing is lost', lost === 0],
    ['nothing is left', Object.values(left).every((count) => count === 0)],
    [`at p99 a line waits for no longer than a frame, ${round(frame)} ms`, figures[3] <= frame],
    [
      'memory is flat: in the last quarter at most 5 % more than in the second',
      mebibytes[1] <= mebibytes[0] * 1.05,
    ],
  ];
  for (const [promise, kept] of promises) {
    console.log(`${kept ? '  kept  ' : '  BROKEN'}  ${promise}`);
    worked &&= kept;
  }
}
process.exitCode = worked ? 0 : 1;
