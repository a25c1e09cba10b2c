// SPDX-License-Identifier: MIT
import { actorScript, type TaskScope } from 'transient-loop';

/** Destroys its own actor in its third second, while its tasks wait. */
export default actorScript(function* (self) {
  self.spawn(waitInVain, { name: 'the bus' });
  self.spawn(waitInVain, { name: 'the rain' });

  yield* self.sleep(2.5);
  self.log('this actor destroys itself now');
  self.actor?.destroy();
});

function* waitInVain(self: TaskScope) {
  try {
    yield* self.sleep(Infinity);
  } finally {
    // Runs inside EndPlay, while the actor is still there.
    self.log(`${self.actor?.label} stops waiting for ${self.task.name}: ${self.task.cancelReason}`);
  }
}
