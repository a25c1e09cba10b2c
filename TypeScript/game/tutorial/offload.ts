// SPDX-License-Identifier: MIT
import { actorScript } from 'transient-loop';

/** Counts primes in another thread, as fast as the machine can, while the timers of this one go on. */
export default actorScript(function* (self) {
  const below = self.argument('below', 3_000_000);
  const clock = self.spawn(
    function* clock(task) {
      for (let ticks = 1; ; ticks += 1) {
        yield* task.sleep(0.5);
        self.log(`still here after ${ticks * 0.5} s`);
      }
    },
    { background: true },
  );

  self.log(`counting the primes below ${below} in another thread`);
  const primes = yield* self.offload<number>('tutorial/primes', below);
  self.log(`there are ${primes} primes below ${below}`);
  clock.cancel();
});
