// SPDX-License-Identifier: MIT
import {
  END_REASONS,
  LifecycleOperation,
  LoopRegistry,
  type EndReason,
  type Host,
  type LogEntry,
} from 'transient-loop/host';
import { ScriptComponent, ScriptTable } from 'transient-loop/host';
import type { Kind } from './program';
import type { ActorPort, Coroutine, Handle, LogLine, Machine, Scope, Steps } from './scope';

/** The real core, with the plugin's component as the test kit has it. */
export class CoreMachine implements Machine {
  readonly table = new ScriptTable();
  readonly entries: LogEntry[] = [];
  private readonly scripts = new Map<string, unknown>();
  private readonly registry: LoopRegistry;

  constructor() {
    const host: Host = {
      logsLoops: false,
      capturesStacks: false,
      loadScript: (module) => ({ default: this.scripts.get(module) }),
      log: (entry) => this.entries.push(entry),
      actorOf: () => undefined!,
      worldOf: () => undefined!,
    };
    this.registry = new LoopRegistry(this.table, host, 2);
  }

  get log(): readonly LogLine[] {
    return this.entries.map(({ event, task, fields }) => ({
      event,
      task,
      handled: fields?.['handled'] as boolean | undefined,
    }));
  }

  body(name: string, kind: Kind, steps: Steps): Coroutine {
    const body = kind === 'generator' ? steps.bind(undefined) : (self: Scope) => asynchronous(steps(self));
    Object.defineProperty(body, 'name', { value: name });
    return body;
  }

  actor(name: string, main: Coroutine): ActorPort {
    this.scripts.set(name, main);
    return new CoreActor(this.table, name);
  }

  left(): { tasks: number; timers: number } {
    return this.registry.leftOver();
  }
}

class CoreActor implements ActorPort {
  private readonly component: ScriptComponent;

  constructor(table: ScriptTable, name: string) {
    this.component = new ScriptComponent(table, { actor: name, script: name, arguments: '' });
  }

  get isRunning(): boolean {
    return this.component.isRunning;
  }

  begin(): void {
    this.component.beginPlay();
  }

  cancel(task: Handle): void {
    if (!this.isRunning) return;
    this.component.operate(LifecycleOperation.CancelTask, (task as unknown as { id: number }).id);
  }

  tick(deltaSeconds: number, paused: boolean): Generator<void, void, void> {
    return this.component.tick(deltaSeconds, { paused });
  }

  end(reason: string): void {
    if (!END_REASONS.includes(reason as EndReason)) throw new Error(`no end reason: ${reason}`);
    this.component.endPlay(reason as EndReason);
  }
}

/** The same steps as an async function. */
async function asynchronous(steps: Generator<unknown, unknown, unknown>): Promise<unknown> {
  let step = steps.next();
  while (step.done !== true) {
    let value: unknown;
    try {
      value = await step.value;
    } catch (error) {
      step = steps.throw(error);
      continue;
    }
    step = steps.next(value);
  }
  return step.value;
}
