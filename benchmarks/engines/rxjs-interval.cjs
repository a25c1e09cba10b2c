// SPDX-License-Identifier: MIT
// RxJS `interval` on its own scheduler, in real time: a fixed period for each subscription.
const { interval } = require('rxjs');
const { clock, steadyPeriod } = require('./workload.cjs');
const { measureInRealTime } = require('./real-time.cjs');

function start(count) {
  const subscriptions = Array.from({ length: count }, (_, id) =>
    interval(1000 * steadyPeriod(id)).subscribe(() => {
      clock.wakeUps += 1;
    }),
  );
  return () => subscriptions.forEach((subscription) => subscription.unsubscribe());
}

module.exports = { measure: (measured, plan) => measureInRealTime(start, measured, plan) };
