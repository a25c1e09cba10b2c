// SPDX-License-Identifier: MIT
const { clock, period } = require('../workload.cjs');

exports.default = function* mixedSleep(self) {
  const id = clock.nextId;
  clock.nextId += 1;
  try {
    for (;;) {
      yield* self.sleep(period(id));
      clock.wakeUps += 1;
    }
  } finally {
    clock.finals += 1;
  }
};
