// SPDX-License-Identifier: MIT
const { clock } = require('../engines/workload.cjs');

exports.default = function* combinators(self) {
  for (let i = 0; i < 25; i += 1) {
    self.spawn(racing);
    self.spawn(limited);
  }
};

function* racing(self) {
  for (;;) {
    yield* self.race([self.sleep(10), self.nextTick()]);
    clock.wakeUps += 1;
  }
}

function* limited(self) {
  for (;;) {
    yield* self.timeout(10, self.nextTick());
    clock.wakeUps += 1;
  }
}
