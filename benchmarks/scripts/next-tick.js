// SPDX-License-Identifier: MIT
const { clock } = require('../engines/workload.cjs');

exports.default = function* nextTick(self) {
  try {
    for (;;) {
      yield* self.nextTick();
      clock.wakeUps += 1;
    }
  } finally {
    clock.finals += 1;
  }
};
