// SPDX-License-Identifier: MIT
import { actorScript, type TaskInfo, type TaskScope } from 'transient-loop';

/** Lists its tasks, cancels one of them, and runs a script again without leaving the run before behind. */
export default actorScript(function* (self) {
  const tell = (): void => self.log(`running: ${namesOf(self.loop.tasks()).join(', ')}`);

  self.spawn(patrol);
  const nap = self.spawn(function* nap(task) {
    yield* task.sleep(Infinity);
  });
  yield* self.sleep(1);
  tell();

  nap.cancel('the alarm rings');
  yield* self.nextTick();
  tell();

  // One run a name: whoever runs it again ends the one before first, and waits until it has cleaned up.
  const runs = self.keyed('latest-wins');
  for (const version of [1, 2]) {
    runs.run('lecture', (task) => lecture(task, version), { name: `lecture ${version}` });
    yield* self.sleep(1.5);
  }
  tell();
  runs.cancel('lecture', 'the bell rings');
});

function* patrol(self: TaskScope) {
  for (;;) yield* self.sleep(1);
}

function* lecture(self: TaskScope, version: number) {
  try {
    for (let page = 1; ; page += 1) {
      self.log(`lecture ${version}, page ${page}`);
      yield* self.sleep(1);
    }
  } finally {
    self.log(`lecture ${version} is over: ${self.task.cancelReason}`);
  }
}

/** All below the main task, as a flat list. */
function namesOf(tasks: readonly TaskInfo[]): string[] {
  return tasks.flatMap(({ children }) => children.flatMap((child) => [child.name, ...namesOf([child])]));
}
