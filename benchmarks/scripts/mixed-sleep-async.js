// SPDX-License-Identifier: MIT
const { clock, period } = require('../engines/workload.cjs');

exports.default = async function mixedSleep(self) {
  const id = clock.nextId;
  clock.nextId += 1;
  try {
    for (;;) {
      const { now } = self;
      if (now < clock.earliest) clock.outOfOrder += 1;
      await self.sleep(clock.seconds - now + period(id));
      clock.wakeUps += 1;
    }
  } finally {
    clock.finals += 1;
  }
};
