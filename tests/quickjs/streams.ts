// SPDX-License-Identifier: MIT
// Runs inside QuickJS: RxJS on a loop's clock, an error that nobody handles, and the end of play.
import { interval, map, take, throwError } from 'rxjs';
import type { ActorScript, TaskScope } from 'transient-loop';
import { LoopRegistry, ScriptComponent, ScriptTable, type Host } from 'transient-loop/host';

const said: string[] = [];
const table = new ScriptTable();
const component = new ScriptComponent(table, {
  actor: 'Guard',
  script: 'streams',
  arguments: '{"name":"Guard"}',
});

const script: ActorScript = function* (self: TaskScope) {
  self.subscribe(
    interval(500, self.scheduler).pipe(
      map((n) => `beat ${n}`),
      take(3),
    ),
    {
      next: (text) => said.push(`${text} at ${self.now}`),
      complete: () => said.push('complete'),
    },
  );
  self.spawn(function* (child) {
    yield* child.sleep(0.7);
    self.subscribe(throwError(() => new Error('nobody handles this')));
  });
  try {
    yield* self.sleep(1000);
  } finally {
    said.push(`going: ${self.task.cancelReason}`);
  }
};

export function play(): string {
  const host: Host = {
    logsLoops: false,
    loadScript: () => ({ default: script }),
    log: ({ severity, message }) => said.push(`${severity}: ${message}`),
    actorOf: () => null,
    worldOf: () => null,
  };
  const registry = new LoopRegistry(table, host);
  component.beginPlay();
  for (let frame = 0; frame < 20; frame += 1) for (const _ of component.tick(0.1));
  component.endPlay('destroyed');
  return JSON.stringify({ said, left: registry.leftOver() });
}
