// SPDX-License-Identifier: MIT
import { actorScript } from 'transient-loop';

/** Walks from post to post, and rests at each. */
export default actorScript(function* (self) {
  const rest = self.argument('rest', 5);
  let post = 'barracks';
  try {
    for (;;) {
      for (post of ['gate', 'well', 'tower']) {
        self.log(`at the ${post}`);
        yield* self.sleep(rest);
      }
    }
  } finally {
    self.log(`left the ${post}: ${self.task.cancelReason}`);
  }
});
