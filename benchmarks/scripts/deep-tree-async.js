// SPDX-License-Identifier: MIT
const { clock } = require('../engines/workload.cjs');

exports.default = async function root(self) {
  for (;;) {
    const levels = await self.spawn(levelOf(1000));
    clock.wakeUps += levels;
  }
};

function levelOf(depth) {
  return async function level(self) {
    if (depth > 0) return 1 + (await self.spawn(levelOf(depth - 1)));
    await self.nextTick();
    return 0;
  };
}
