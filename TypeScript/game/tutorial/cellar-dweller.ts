// SPDX-License-Identifier: MIT
import { actorScript } from 'transient-loop';

/** Lives in a level that comes and goes: its loop ends with the one and starts afresh with the other. */
export default actorScript(function* (self) {
  const habit = self.argument('habit', 'blinks');
  try {
    for (let times = 1; ; times += 1) {
      yield* self.sleep(self.argument('seconds', 2));
      self.log(`${habit}, number ${times}`);
    }
  } finally {
    self.log(`no longer ${habit}: ${self.task.cancelReason}`);
  }
});
