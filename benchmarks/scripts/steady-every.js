// SPDX-License-Identifier: MIT
const { clock, steadyPeriod } = require('../engines/workload.cjs');

exports.default = function* steady(self) {
  self.subscribe(self.streams.every(steadyPeriod(clock.nextId)), () => {
    clock.wakeUps += 1;
  });
  clock.nextId += 1;
};
