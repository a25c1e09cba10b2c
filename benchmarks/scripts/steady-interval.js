// SPDX-License-Identifier: MIT
const { interval } = require('rxjs');
const { clock, steadyPeriod } = require('../engines/workload.cjs');

exports.default = function* steady(self) {
  self.subscribe(interval(1000 * steadyPeriod(clock.nextId), self.scheduler), () => {
    clock.wakeUps += 1;
  });
  clock.nextId += 1;
};
