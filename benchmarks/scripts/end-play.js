// SPDX-License-Identifier: MIT
const { Subject } = require('rxjs');
const { clock } = require('../engines/workload.cjs');

const messages = new Subject();

exports.default = function* endPlay(self) {
  for (let i = 0; i < 10; i += 1) self.spawn(sleeper);
  for (let i = 0; i < 5; i += 1) self.subscribe(self.streams.every(100 + i));
  for (let i = 0; i < 2; i += 1) self.subscribe(messages);
};

function* sleeper(self) {
  try {
    yield* self.sleep(1e6);
  } finally {
    clock.finals += 1;
  }
}
