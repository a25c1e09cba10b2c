// SPDX-License-Identifier: MIT
const { clock } = require('../engines/workload.cjs');

exports.default = async function combinators(self) {
  for (let i = 0; i < 25; i += 1) {
    self.spawn(racing);
    self.spawn(limited);
  }
};

async function racing(self) {
  for (;;) {
    await self.race([self.sleep(10), self.nextTick()]);
    clock.wakeUps += 1;
  }
}

async function limited(self) {
  for (;;) {
    await self.timeout(10, self.nextTick());
    clock.wakeUps += 1;
  }
}
