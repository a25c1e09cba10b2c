// SPDX-License-Identifier: MIT
// The script of TS_Watchman.ts, on the loop of its actor.
import { actorScript } from 'transient-loop';

export default actorScript(function* (self) {
  const patience = Number(self.arguments['patience']);
  for (;;) {
    const { payload } = yield* self.nextEvent('seen');
    self.log(`who goes there, ${String(payload)}?`);
    yield* self.sleep(patience);
    self.log('nothing, it seems');
  }
});
