// SPDX-License-Identifier: MIT
const { clock } = require('../engines/workload.cjs');

exports.default = async function createAndEnd(self) {
  try {
    await self.sleep(1e9);
  } finally {
    clock.finals += 1;
  }
};
