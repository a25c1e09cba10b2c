// SPDX-License-Identifier: MIT
const { clock, steadyPeriod } = require('../engines/workload.cjs');

exports.default = function* steadyBeat(self) {
  const beat = self.beat(steadyPeriod(clock.nextId));
  clock.nextId += 1;
  for (;;) {
    yield* beat.next();
    clock.wakeUps += 1;
  }
};
