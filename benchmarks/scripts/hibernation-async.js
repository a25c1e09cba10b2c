// SPDX-License-Identifier: MIT
const { clock } = require('../engines/workload.cjs');

exports.default = async function hibernating(self) {
  const id = clock.nextId;
  clock.nextId += 1;
  try {
    if (id % 100 === 0) {
      await self.sleep(2);
      clock.wakeUps += 1;
    }
    await self.sleep(1e9);
  } finally {
    clock.finals += 1;
  }
};
