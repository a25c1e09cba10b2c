// SPDX-License-Identifier: MIT
// Clients of an echo server, each of which has so many messages under way all the time.
const { spawn } = require('node:child_process');
const { connect } = require('node:net');
const { createInterface } = require('node:readline');
const { join } = require('node:path');
const { BYTES } = require('./messages.cjs');

const MESSAGE = Buffer.from(`${'x'.repeat(BYTES - 1)}\n`);

function startServer([file, ...args]) {
  const child = spawn(process.execPath, [join(__dirname, file), ...args], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  let left;
  const port = new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('exit', (status) => reject(new Error(`Expected a server, but it ended with ${status}`)));
    createInterface({ input: child.stdout }).on('line', (line) => {
      const told = JSON.parse(line);
      if (told.port !== undefined) resolve(told.port);
      left = told.left ?? left;
    });
  });
  const end = () =>
    new Promise((resolve) => {
      child.on('close', () => resolve(left));
      child.stdin.end();
    });
  return { port, end };
}

/** One connection: each message that comes back makes room for another. */
function open(port, window, counts) {
  const batches = Array.from({ length: window + 1 }, (_, size) => Buffer.concat(Array(size).fill(MESSAGE)));
  const sentAt = new Float64Array(window);
  let [bytes, oldest] = [0, 0];
  const socket = connect(port, '127.0.0.1').setNoDelay(true);
  const send = (number) => {
    if (!counts.isOpen) return;
    socket.write(batches[number]);
  };
  socket.on('data', (chunk) => {
    bytes += chunk.length;
    const back = Math.floor(bytes / BYTES);
    if (back === 0) return;
    bytes -= back * BYTES;
    counts.received += back;
    const now = performance.now();
    for (let i = 0; i < back; i += 1) {
      counts.trips.push(now - sentAt[oldest]);
      sentAt[oldest] = now;
      oldest = (oldest + 1) % window;
    }
    send(back);
  });
  return {
    socket,
    opened: new Promise((resolve, reject) => socket.on('connect', resolve).on('error', reject)),
    begin() {
      sentAt.fill(performance.now());
      send(window);
    },
  };
}

/**
 * Measures a server: messages a second, and how long each was under way.
 *
 * @param server - its file and arguments
 */
async function measureEcho(server, { connections, window, warmUpSeconds, seconds }) {
  const { port, end } = startServer(server);
  const counts = { received: 0, trips: [], isOpen: true };
  const number = await port;
  const clients = Array.from({ length: connections }, () => open(number, window, counts));
  await Promise.all(clients.map(({ opened }) => opened));
  clients.forEach((client) => client.begin());
  const wait = (seconds_) => new Promise((resolve) => setTimeout(resolve, 1000 * seconds_));
  await wait(warmUpSeconds);
  counts.received = 0;
  counts.trips = [];
  const began = performance.now();
  await wait(seconds);
  const perSecond = (1000 * counts.received) / (performance.now() - began);
  const { trips } = counts;
  counts.isOpen = false;
  for (const { socket } of clients) socket.destroy();
  return { perSecond, trips, left: await end() };
}

module.exports = { measureEcho };
