// SPDX-License-Identifier: MIT
import { actorScript } from 'transient-loop';

/** Posts "ticks" in every tick of its loop, with the seconds of its time: what the automation specs of the plugin watch. */
export default actorScript(function* (self) {
  for (;;) {
    yield* self.nextTick();
    // At the end of the tick its time has passed.
    yield* self.until(() => true);
    self.post('ticks', self.now);
  }
});
