// SPDX-License-Identifier: MIT
import type { Task } from 'transient-loop';
import { play } from './support/modes';

describe('an async task that ends itself before its first await', () => {
  it('is refused every wait it makes after that', async () => {
    const log: string[] = [];
    let task!: Task;
    await play(function* main(self) {
      task = self.spawn(async (child) => {
        child.task.cancel('enough');
        try {
          await child.ticks(0);
        } catch (error) {
          log.push((error as Error).name);
        }
      });
      yield* self.sleep(1);
    });

    expect(log).toEqual(['TaskCancelledError']);
    expect([task.state, task.cancelReason]).toEqual(['cancelled', 'enough']);
  });

  it('is refused the wait it made before that', async () => {
    const log: string[] = [];
    let task!: Task;
    await play(function* main(self) {
      task = self.spawn(async (child) => {
        const wait = child.sleep(1);
        child.task.cancel('enough');
        try {
          await wait;
        } catch (error) {
          log.push((error as Error).name);
        }
      });
      yield* self.sleep(1);
    });

    expect(log).toEqual(['TaskCancelledError']);
    expect([task.state, task.cancelReason]).toEqual(['cancelled', 'enough']);
  });

  it('succeeds if it waits for nothing any more', async () => {
    let task!: Task;
    await play(function* main(self) {
      task = self.spawn(async (child) => {
        child.task.cancel('enough');
      });
      yield* self.sleep(1);
    });

    expect([task.state, task.cancelReason]).toEqual(['succeeded', undefined]);
  });
});
