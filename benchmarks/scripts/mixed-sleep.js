// SPDX-License-Identifier: MIT
const { clock, period } = require('../engines/workload.cjs');

exports.default = function* mixedSleep(self) {
  const id = clock.nextId;
  clock.nextId += 1;
  try {
    for (;;) {
      // From the end of the frame on, as in every other engine, and not from the moment that it was due.
      const { now } = self;
      if (now < clock.earliest) clock.outOfOrder += 1;
      yield* self.sleep(clock.seconds - now + period(id));
      clock.wakeUps += 1;
    }
  } finally {
    clock.finals += 1;
  }
};
