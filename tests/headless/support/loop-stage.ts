// SPDX-License-Identifier: MIT
// Two actors with loops, in the test kit and in the headless host with the plugin's own component.
import type { Actor, ActorLoop, ActorScript } from 'transient-loop';
import { HeadlessGame, type WorldEvent } from 'transient-loop/headless';
import { TestWorld, promiseJobs, type TestLoop } from '../../core/support/test-loop';

export type Scripts = Readonly<Record<string, Readonly<Record<string, ActorScript>>>>;

/** A world in which each script has an actor of its name. */
export interface LoopStage {
  actor(label: string): Actor;
  /** One tick of all. */
  tick(seconds: number, count?: number): Promise<void>;
  pause(isPaused: boolean): void;
  /** Lines of the log that are errors. */
  readonly errors: readonly string[];
  /** Ends play; nothing may be left. */
  end(): void;
}

class KitStage implements LoopStage {
  private readonly world = new TestWorld();
  private readonly loops = new Map<string, TestLoop>();
  private isPaused = false;

  constructor(scripts: Scripts) {
    this.world.host.loadScript = (name) => scripts[name];
    for (const actor of Object.keys(scripts)) this.loops.set(actor, this.world.beginModule(actor, { actor }));
  }

  actor(label: string): Actor {
    return this.loops.get(label)!.actor;
  }

  async tick(seconds: number, count = 1): Promise<void> {
    for (let left = count; left > 0; left -= 1) {
      for (const { component } of this.loops.values())
        for (const _ of component.tick(seconds, { paused: this.isPaused })) await promiseJobs();
    }
  }

  pause(isPaused: boolean): void {
    this.isPaused = isPaused;
  }

  get errors(): readonly string[] {
    return this.world.entries.flatMap(({ severity, message }) => (severity === 'error' ? [message] : []));
  }

  end(): void {
    for (const loop of this.loops.values()) loop.endPlay('quit');
    expect(this.world.left()).toEqual({ tasks: 0, timers: 0, subscriptions: 0 });
  }
}

class PluginStage implements LoopStage {
  private readonly game: HeadlessGame;
  private readonly events: WorldEvent[] = [];

  constructor(scripts: Scripts) {
    this.game = new HeadlessGame({ scripts: (name) => scripts[name], onEvent: (e) => this.events.push(e) });
    const actors = Object.keys(scripts).map((label) => ({ class: 'Actor', label, script: label }));
    this.game.addLevel({ name: 'Main', actors, streamedLevels: [] });
    this.game.start('Main');
    // Play begins in the first frame.
    this.game.step(0);
  }

  actor(label: string): Actor {
    return this.game.world.find(label)!;
  }

  async tick(seconds: number, count = 1): Promise<void> {
    for (let left = count; left > 0; left -= 1) {
      // Frames come from macrotasks: inside a promise job no other runs.
      await promiseJobs();
      setImmediate(() => this.game.step(seconds));
      await promiseJobs();
    }
  }

  pause(isPaused: boolean): void {
    this.game.world.isPaused = isPaused;
  }

  get errors(): readonly string[] {
    return this.events.flatMap(({ severity, message }) => (severity === 'error' ? [message] : []));
  }

  end(): void {
    expect(this.game.end().left).toEqual({ tasks: 0, timers: 0, subscriptions: 0, sockets: 0 });
  }
}

export const STAGES: readonly [string, (scripts: Scripts) => LoopStage][] = [
  ['the test kit', (scripts) => new KitStage(scripts)],
  ['the plugin', (scripts) => new PluginStage(scripts)],
];

/** All that is heard of a loop from now on, a line each. */
export function listen(loop: ActorLoop): string[] {
  const heard: string[] = [];
  const json = (value: unknown): string => JSON.stringify(value) ?? '';
  loop.starts().subscribe(() => heard.push('started'));
  loop.ends().subscribe((reason) => heard.push(`ended: ${reason}`));
  loop.finishedTasks().subscribe(({ name, result }) => heard.push(`${name} finished: ${json(result)}`));
  loop.failedTasks().subscribe(({ name, message }) => heard.push(`${name} failed: ${message}`));
  loop.cancelledTasks().subscribe(({ name, reason }) => heard.push(`${name} cancelled: ${reason}`));
  loop.events().subscribe(({ name, payload }) => heard.push(`event ${name}: ${json(payload)}`));
  return heard;
}
