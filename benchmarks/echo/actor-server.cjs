// SPDX-License-Identifier: MIT
// An echo server that is an actor: lines arrive in the ticks of a world at 60 frames a second.
//
//   node actor-server.cjs generators|async
const { HeadlessGame } = require('../../dist/hosts/headless/index.js');
const { listenTcp } = require('transient-loop/net');
const { report } = require('./messages.cjs');

const kinds = {
  *generators(self) {
    yield* self.subscribe(listenTcp({ port: 0, maxConnections: 4096 }), (event) => {
      if (event.type === 'listening') report({ port: event.port });
      else if (event.type === 'connection') self.spawn((client) => echo(client, event.connection));
    });
  },
  async async(self) {
    await self.subscribe(listenTcp({ port: 0, maxConnections: 4096 }), (event) => {
      if (event.type === 'listening') report({ port: event.port });
      else if (event.type === 'connection') self.spawn((client) => echoAsync(client, event.connection));
    });
  },
};

function* echo(self, connection) {
  yield* self.subscribe(connection.lines({ maxBytes: 256 }), (line) => connection.write(`${line}\n`));
  connection.end();
}

async function echoAsync(self, connection) {
  await self.subscribe(connection.lines({ maxBytes: 256 }), (line) => connection.write(`${line}\n`));
  connection.end();
}

const game = new HeadlessGame({
  fps: 60,
  logsLoops: false,
  scripts: (name) => ({ default: kinds[name] }),
  onEvent: ({ severity, message }) => {
    if (severity === 'error') throw new Error(message);
  },
});
// A thousand clients send 8,000 lines a frame: more than a loop that nobody gave a budget hears in one tick.
const tickBudget = { steps: 40_000 };
game.addLevel({
  name: 'Echo',
  actors: [{ class: 'Actor', label: 'Server', script: process.argv[2], tickBudget }],
  streamedLevels: [],
});
game.start('Echo');
process.stdin.on('end', () => game.quit()).resume();
game.run().then(({ left }) => report({ left }));
