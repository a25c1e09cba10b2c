// SPDX-License-Identifier: MIT
const { clock } = require('../engines/workload.cjs');

exports.default = function* root(self) {
  for (;;) {
    const levels = yield* self.spawn(levelOf(1000));
    clock.wakeUps += levels;
  }
};

function levelOf(depth) {
  return function* level(self) {
    if (depth > 0) return 1 + (yield* self.spawn(levelOf(depth - 1)));
    yield* self.nextTick();
    return 0;
  };
}
