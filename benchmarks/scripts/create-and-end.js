// SPDX-License-Identifier: MIT
const { clock } = require('../engines/workload.cjs');

exports.default = function* createAndEnd(self) {
  try {
    yield* self.sleep(1e9);
  } finally {
    clock.finals += 1;
  }
};
