// SPDX-License-Identifier: MIT
import { actorScript } from 'transient-loop';

/** An actor that goes, and has its last words said after that: on the hub, the one loop that belongs to no actor. */
export default actorScript(function* (self) {
  self.linger(function* lastWords(hub) {
    yield* hub.sleep(1);
    hub.log('the rest is silence');
  });
  yield* self.sleep(4);
  self.log('this actor goes now');
  self.actor!.destroy();
});
