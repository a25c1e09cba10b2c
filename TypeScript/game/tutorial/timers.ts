// SPDX-License-Identifier: MIT
import { actorScript, type TaskScope } from 'transient-loop';

/** Two coroutines on one loop, each with a rhythm of its own. */
export default actorScript(function* (self) {
  const short = self.argument('short', 1);
  const long = self.argument('long', 3);
  self.spawn((task) => tellTime(task, short), { name: `every ${short} s` });
  self.spawn((task) => tellTime(task, long), { name: `every ${long} s` });
});

function* tellTime(self: TaskScope, seconds: number) {
  for (let times = 1; ; times += 1) {
    yield* self.sleep(seconds);
    self.log(`${times * seconds} seconds elapsed`);
  }
}
