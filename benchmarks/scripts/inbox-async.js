// SPDX-License-Identifier: MIT
const { clock } = require('../engines/workload.cjs');
const { messages } = require('../engines/messages.cjs');

exports.default = async function inbox(self) {
  self.subscribe(messages[clock.nextId++ % messages.length], (value) => {
    clock.wakeUps += 1;
  });
};
