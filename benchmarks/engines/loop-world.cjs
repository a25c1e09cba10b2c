// SPDX-License-Identifier: MIT
// Ours: the real game, world, component and PuerTS, with a script on every actor, and the same world with an empty component.
const { join } = require('node:path');
const { HeadlessGame } = require('../../dist/hosts/headless/index.js');
const { loadAddon } = require('../../dist/hosts/headless/native-game.js');
const { FRAME_SECONDS } = require('./workload.cjs');

/** A world of `count` actors, each with a loop that runs the script; play has begun for all of them. */
function openLoopWorld(script, count, { scriptArguments, ...options } = {}) {
  let complaint;
  const check = () => {
    if (complaint !== undefined) throw new Error(complaint);
  };
  const game = new HeadlessGame({
    scriptRoot: join(__dirname, '../scripts'),
    logsLoops: false,
    onEvent: ({ severity, message, event }) => {
      if (severity === 'error' || severity === 'warning') complaint ??= `${event}: ${message}`;
    },
    ...options,
  });
  const actor = { class: 'Actor', script, arguments: scriptArguments };
  const actors = Array.from({ length: count }, (_, i) => ({ ...actor, label: `Actor ${i}` }));
  game.addLevel({ name: 'Bench', actors, streamedLevels: [] });
  game.start('Bench');
  game.open();
  check();
  return {
    game,
    step: () => game.step(FRAME_SECONDS),
    check,
    /** @throws {Error} if anything was left behind */
    close() {
      const { left } = game.end();
      check();
      if (Object.values(left).some((number) => number !== 0)) {
        throw new Error(`Expected nothing to be left, but got ${JSON.stringify(left)}`);
      }
    },
  };
}

/** A world of `count` actors, each with a component whose TickComponent is empty. */
function openEmptyWorld(count) {
  const { HeadlessGame: Native } = loadAddon();
  const native = new Native();
  native.BeginLevel('Bench');
  for (let i = 0; i < count; i += 1) {
    native.BeginActor('Actor', `Actor ${i}`, 0, 0, 0);
    native.AddComponent('EmptyTickComponent');
  }
  native.EndLevel();
  native.Start('Bench');
  return {
    native,
    step: () => native.Tick(FRAME_SECONDS),
    close: () => {
      native.Quit();
      native.Dispose();
    },
  };
}

module.exports = { openLoopWorld, openEmptyWorld };
