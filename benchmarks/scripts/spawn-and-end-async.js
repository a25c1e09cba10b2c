// SPDX-License-Identifier: MIT
const { clock } = require('../engines/workload.cjs');

exports.default = async function spawner(self) {
  for (;;) {
    for (let i = 0; i < 10; i += 1) self.spawn(short);
    await self.nextTick();
  }
};

async function short(self) {
  await self.nextTick();
  clock.wakeUps += 1;
}
