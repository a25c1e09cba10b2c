// SPDX-License-Identifier: MIT
const { clock } = require('../engines/workload.cjs');

exports.default = async function nextTick(self) {
  try {
    for (;;) {
      await self.nextTick();
      clock.wakeUps += 1;
    }
  } finally {
    clock.finals += 1;
  }
};
