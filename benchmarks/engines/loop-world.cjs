// SPDX-License-Identifier: MIT
// Ours: the real game, world, component and PuerTS, with a script on every actor, and the same world with an empty component.
const { join } = require('node:path');
const { HeadlessGame } = require('../../dist/hosts/headless/index.js');
const { loadAddon } = require('../../dist/hosts/headless/native-game.js');
const { FRAME_SECONDS } = require('./workload.cjs');

/** A game whose complaints end the measurement. */
function quietGame(options) {
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
  return { game, check };
}

/** A world of `count` actors, each with a loop that runs the script; play has not begun. */
function prepareLoopWorld(script, count, { hibernate, batch, ...options } = {}) {
  const { game, check } = quietGame(options);
  const actor = { class: 'Actor', script, hibernate, batch };
  const actors = Array.from({ length: count }, (_, i) => ({ ...actor, label: `Actor ${i}` }));
  game.addLevel({ name: 'Bench', actors, streamedLevels: [] });
  game.start('Bench');
  return worldOf(game, check);
}

/** The same, and play has begun for all of them. */
function openLoopWorld(script, count, options) {
  const world = prepareLoopWorld(script, count, options);
  world.open();
  return world;
}

/** The same game with an empty component on each actor, and everything else that the host does for an actor. */
function prepareEmptyGame(count) {
  const { game, check } = quietGame({});
  const { native } = game;
  native.BeginLevel('Bench');
  for (let i = 0; i < count; i += 1) {
    native.BeginActor('Actor', `Actor ${i}`, 0, 0, 0);
    native.AddComponent('EmptyTickComponent');
  }
  native.EndLevel();
  // There is no way to place that component in a level: it is for measurements alone.
  game.levels.add('Bench');
  game.start('Bench');
  return worldOf(game, check);
}

function worldOf(game, check) {
  return {
    game,
    open() {
      game.open();
      check();
    },
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

module.exports = { prepareLoopWorld, prepareEmptyGame, openLoopWorld, openEmptyWorld };
