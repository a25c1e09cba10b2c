// SPDX-License-Identifier: MIT
// The server under load as an actor: lines arrive in the ticks of a world at 60 frames a second.
const { HeadlessGame } = require('../../dist/hosts/headless/index.js');
const { map } = require('rxjs');
const { listenTcp } = require('transient-loop/net');
const {
  nanoseconds,
  report,
  FRAMES_PER_SECOND,
  WARM_UP_LINES,
  BUCKETS_PER_MILLISECOND,
} = require('./protocol.cjs');

/** Lines by how long each waited from its arrival to its tick. A list would grow, and memory is measured too. */
const waits = new Uint32Array(1000 * BUCKETS_PER_MILLISECOND);

function count(waited) {
  const bucket = Math.floor((waited / 1e6) * BUCKETS_PER_MILLISECOND);
  waits[Math.min(bucket, waits.length - 1)] += 1;
}

function* serve(self, connection) {
  // Stamped before the inlet, where the socket emits.
  const stamped = connection.lines({ maxBytes: 256 }).pipe(map((line) => ({ line, arrived: nanoseconds() })));
  yield* self.subscribe(stamped, ({ line, arrived }) => {
    if (Number.parseInt(line, 10) >= WARM_UP_LINES) count(nanoseconds() - arrived);
    connection.write(`${line}\n`);
  });
  connection.end();
}

function* server(self) {
  const source = listenTcp({ port: 0, maxConnections: 4096 });
  yield* self.subscribe(source, (event) => {
    if (event.type === 'listening') report({ port: event.port });
    else if (event.type === 'connection') self.spawn((client) => serve(client, event.connection));
  });
}

function* clock(self) {
  for (;;) {
    yield* self.sleep(1);
    report({ memory: process.memoryUsage().rss });
  }
}

const game = new HeadlessGame({
  fps: FRAMES_PER_SECOND,
  logsLoops: false,
  scripts: (name) => ({ default: { server, clock }[name] }),
  onEvent: ({ severity, message }) => {
    if (severity === 'error') throw new Error(message);
  },
});
const actors = ['server', 'clock'].map((label) => ({ class: 'Actor', label, script: label }));
game.addLevel({ name: 'Load', actors, streamedLevels: [] });
game.start('Load');
process.stdin.on('end', () => game.quit()).resume();
game.run().then(({ left }) => report({ left, waits: Array.from(waits) }));
