// SPDX-License-Identifier: MIT
// What C++ asks of a loop by number, as the calls of a Blueprint do.
import { LifecycleOperation } from 'transient-loop/host';
import { createTestLoop, type TestLoop } from './support/test-loop';

function ask(loop: TestLoop, operation: keyof typeof LifecycleOperation, argument = 0): number {
  loop.component.operate(LifecycleOperation[operation], argument);
  return loop.world.table.operationResult;
}

function post(loop: TestLoop, name: string, payload: string): number {
  const { table } = loop.world;
  table.operationText = name;
  table.operationPayload = payload;
  return ask(loop, 'PostEvent');
}

describe('answerComponent', () => {
  it('lists tasks, each before those below it', () => {
    const loop = createTestLoop(function* (self) {
      self.spawn(function* child(task) {
        yield* task.sleep(5);
      });
      yield* self.nextEvent('door');
    });

    ask(loop, 'ListTasks');

    const [main, child] = loop.world.table.listedTasks;
    expect(main).toMatchObject({ parent: 0, state: 2, name: 'main', waitsFor: 'event "door"' });
    expect(child).toMatchObject({ parent: main!.task, state: 2, name: 'child' });
    expect(child!.waitsFor).not.toBe('');
    expect(loop.world.table.listedTasks).toHaveLength(2);
  });

  it('tells states, and makes tasks stand still', () => {
    const loop = createTestLoop(function* (self) {
      yield* self.sleep(5);
    });
    const main = loop.tasks()[0]!.id;

    expect([ask(loop, 'TaskState', main), ask(loop, 'TaskState', main + 99)]).toEqual([2, 0]);
    expect([ask(loop, 'IsPaused'), ask(loop, 'PauseTask'), ask(loop, 'IsPaused')]).toEqual([0, 1, 1]);
    expect([ask(loop, 'ResumeTask'), ask(loop, 'IsPaused')]).toEqual([1, 0]);
    expect([ask(loop, 'PauseTask', main), ask(loop, 'ResumeTask', main + 99)]).toEqual([1, 0]);
    ask(loop, 'ResumeTask', main);
    ask(loop, 'CancelAllTasks');
    expect(ask(loop, 'TaskState', main)).toBe(6);
  });

  it('posts events in order, and refuses what is no JSON', () => {
    const seen: unknown[] = [];
    const loop = createTestLoop(function* (self) {
      self.subscribe(self.streams.events(), (event) => void seen.push(event));
      yield* self.sleep(5);
    });

    expect([post(loop, 'door', '{"open":true}'), post(loop, 'bell', ''), post(loop, 'door', '{')]).toEqual([
      1, 1, 0,
    ]);
    expect(seen).toEqual([]);
    loop.tick();

    expect(seen).toEqual([
      { name: 'door', payload: { open: true } },
      { name: 'bell', payload: undefined },
    ]);
    expect(loop.events('event.refused')).toHaveLength(1);
    expect(loop.events('event.refused')[0]!.message).toContain(
      'Expected the payload of event "door" to be JSON',
    );
  });
});
