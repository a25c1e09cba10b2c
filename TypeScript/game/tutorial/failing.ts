// SPDX-License-Identifier: MIT
import { actorScript, type Task } from 'transient-loop';

/** Three ways for a task to end, each told to a done callback. */
export default actorScript(function* (self) {
  const report = (task: Task) =>
    self.log(`${task.name} ${task.state}: ${String(task.error ?? task.cancelReason ?? task.result)}`);

  const landing = self.spawn(function* landing(task) {
    yield* task.sleep(1);
    return 'on both feet';
  });
  const hyperdrive = self.spawn(function* hyperdrive(task) {
    yield* task.sleep(2);
    throw new Error('it is not my fault');
  });
  const search = self.spawn(function* search(task) {
    yield* task.sleep(Infinity);
  });
  for (const task of [landing, hyperdrive, search]) task.onDone(report);

  yield* self.sleep(3);
  search.cancel('these are not the droids');
});
