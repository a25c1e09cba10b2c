// SPDX-License-Identifier: MIT
const { clock } = require('../engines/workload.cjs');

exports.default = function* spawner(self) {
  for (;;) {
    for (let i = 0; i < 10; i += 1) self.spawn(short);
    yield* self.nextTick();
  }
};

function* short(self) {
  yield* self.nextTick();
  clock.wakeUps += 1;
}
