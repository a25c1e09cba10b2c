// SPDX-License-Identifier: MIT
// RxJS `interval` on its own scheduler, in real time: a fixed period for each subscription.
const { interval } = require('rxjs');
const { clock, steadyPeriod } = require('./workload.cjs');
const { measureInRealTime } = require('./real-time.cjs');

function start(count, speed) {
  const subscriptions = Array.from({ length: count }, (_, id) =>
    interval((1000 * steadyPeriod(id)) / speed).subscribe(() => clock.onWakeUp()),
  );
  return () => subscriptions.forEach((subscription) => subscription.unsubscribe());
}

module.exports = { measure: (measured, plan) => measureInRealTime(start, measured, plan) };
