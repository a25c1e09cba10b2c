// SPDX-License-Identifier: MIT
// TCP echo by an actor, whose lines come in its ticks, against a server that answers at once: many connections, each with
// eight messages of 64 bytes under way.
const { measureEcho } = require('../echo/client.cjs');
const { expectEqual } = require('../engines/checks.cjs');
const { figuresOf } = require('../engines/pair.cjs');

const WINDOW = 8;
const median = (values) => [...values].sort((a, b) => a - b)[values.length >> 1];

/** In a quick run the async kind is left out: it takes as long to start as all servers take to be measured. */
async function measure({ count, quick }) {
  const plan = {
    connections: count,
    window: WINDOW,
    warmUpSeconds: quick ? 0.3 : 1.5,
    seconds: quick ? 0.5 : 2,
  };
  const servers = {
    generators: ['actor-server.cjs', 'generators'],
    ...(quick ? {} : { async: ['actor-server.cjs', 'async'] }),
    immediate: ['immediate-server.cjs'],
  };
  const runs = Object.fromEntries(Object.keys(servers).map((name) => [name, []]));
  for (let round = 0; round < (quick ? 1 : 3); round += 1) {
    for (const [name, server] of Object.entries(servers)) {
      const run = await measureEcho(server, plan);
      if (run.left !== undefined) {
        expectEqual(
          'things left',
          Object.values(run.left).reduce((sum, value) => sum + value, 0),
          0,
        );
      }
      runs[name].push(run);
    }
  }
  const perSecond = (name) => median(runs[name].map((run) => run.perSecond));
  const figures = (name) => ({
    ...figuresOf(runs[name][0].trips, 0),
    nsPerWakeUp: 1e9 / perSecond(name),
    figures: {
      'messages a second': perSecond(name),
      'of a server that answers at once, ×': perSecond(name) / perSecond('immediate'),
    },
  });
  return { ...figures('generators'), ...(quick ? {} : { async: figures('async') }) };
}

module.exports = {
  name: 'tcp-echo',
  unit: 'connections, window 8 (ms there and back)',
  // Fewer connections with eight messages each would wait for frames, not for the server.
  sizes: { full: [1_000], quick: [1_000], counts: [20] },
  measure,
};
