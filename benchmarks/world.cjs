// SPDX-License-Identifier: MIT
// Worlds to measure: the real game with a script on every actor, and the same world with an empty component.
const { join } = require('node:path');
const { HeadlessGame } = require('../dist/hosts/headless/index.js');
const { loadAddon } = require('../dist/hosts/headless/native-game.js');

/** A world of `count` actors, each with a loop that runs the script. */
function loopWorld(count, script) {
  const game = new HeadlessGame({
    scriptRoot: join(__dirname, 'scripts'),
    logsLoops: false,
    onEvent: ({ severity, message }) => {
      if (severity === 'error') throw new Error(message);
    },
  });
  const actors = Array.from({ length: count }, (_, i) => ({ class: 'Actor', label: `Actor ${i}`, script }));
  game.addLevel({ name: 'Bench', actors, streamedLevels: [] });
  game.start('Bench');
  return { step: (seconds) => game.step(seconds), end: () => game.end(), game };
}

/** A world of `count` actors, each with a component whose TickComponent is empty. */
function emptyWorld(count) {
  const { HeadlessGame: Native } = loadAddon();
  const native = new Native();
  native.BeginLevel('Bench');
  for (let i = 0; i < count; i += 1) {
    native.BeginActor('Actor', `Actor ${i}`, 0, 0, 0);
    native.AddComponent('EmptyTickComponent');
  }
  native.EndLevel();
  native.Start('Bench');
  return { step: (seconds) => native.Tick(seconds), end: () => (native.Quit(), native.Dispose()) };
}

module.exports = { loopWorld, emptyWorld };
