// SPDX-License-Identifier: MIT
// What PuerTS gives a script for the delegates of the engine, and an engine that tells of the end of objects.
import type { MulticastDelegate, UnicastDelegate } from 'transient-loop';
import { LifecycleOperation, type Engine, type LatentStart } from 'transient-loop/host';
import type { TestWorld } from './test-loop';

type Handler<Args extends unknown[]> = (...values: Args) => void;

/** `$MulticastDelegate`, with the rules of PuerTS: found by identity, and a broadcast goes over a copy. */
export class FakeMulticast<Args extends unknown[] = unknown[]> implements MulticastDelegate<Args> {
  readonly bound: Handler<Args>[] = [];
  adds = 0;
  removes = 0;
  /** The owner is garbage: every access throws. */
  isGarbage = false;

  Add(handler: Handler<Args>): void {
    this.touch();
    this.adds += 1;
    this.bound.push(handler);
  }

  Remove(handler: Handler<Args>): void {
    this.touch();
    const place = this.bound.indexOf(handler);
    if (place < 0) return;
    this.removes += 1;
    this.bound.splice(place, 1);
  }

  Broadcast(...values: Args): void {
    for (const handler of [...this.bound]) handler(...values);
  }

  private touch(): void {
    if (this.isGarbage) throw new Error('access a invalid object');
  }
}

/** `$Delegate`. */
export class FakeUnicast<Args extends unknown[] = unknown[]> implements UnicastDelegate<Args> {
  bound: ((...values: Args) => unknown) | null = null;
  binds = 0;
  unbinds = 0;

  Bind(handler: (...values: Args) => unknown): void {
    this.binds += 1;
    this.bound = handler;
  }

  Unbind(): void {
    this.unbinds += 1;
    this.bound = null;
  }

  IsBound(): boolean {
    return this.bound !== null;
  }

  Execute(...values: Args): unknown {
    return this.bound?.(...values);
  }
}

/** An object of the engine with a delegate of each sort. */
export class FakeDoor {
  private isGarbage = false;
  private readonly opened = new FakeMulticast<[who: string, count: number]>();
  readonly onAsked = new FakeUnicast<[question: string]>();
  health = 100;

  /** As in PuerTS: one object for one delegate, and nothing of an object that is garbage. */
  get OnOpened(): FakeMulticast<[who: string, count: number]> {
    if (this.isGarbage) throw new Error('access a invalid object');
    return this.opened;
  }

  /** The delegate, whatever became of the object. */
  get raw(): FakeMulticast<[who: string, count: number]> {
    return this.opened;
  }

  markAsGarbage(): void {
    this.isGarbage = true;
    this.opened.isGarbage = true;
  }
}

/** An engine that tells of the end of objects. */
export class FakeEngine implements Engine {
  readonly watched = new Map<number, object>();
  readonly ended = new WeakSet<object>();
  private lastWatch = 0;

  constructor(private readonly world: TestWorld) {
    world.kit.host.engine = this;
  }

  watchObject(_environment: number, object: object): number {
    if (this.ended.has(object)) return 0;
    this.lastWatch += 1;
    this.watched.set(this.lastWatch, object);
    return this.lastWatch;
  }

  unwatchObject(_environment: number, watch: number): void {
    this.watched.delete(watch);
  }

  /** Latent actions that were begun and neither ended nor taken back. */
  readonly latents = new Set<number>();
  /** What the next latent function begins nothing with. */
  startsNothing = false;
  readonly released: object[] = [];
  private lastAction = 0;

  beginLatent(_environment: number, slot: number): LatentStart | null {
    if (slot < 0) return null;
    this.lastAction += 1;
    this.latents.add(this.lastAction);
    return { action: this.lastAction, info: { UUID: this.lastAction } };
  }

  commitLatent(): boolean {
    return !this.startsNothing;
  }

  cancelLatent(_environment: number, action: number): void {
    this.latents.delete(action);
  }

  releaseAsyncAction(action: object): void {
    this.released.push(action);
  }

  /** A latent action ends, as the plugin tells: outside of any loop's tick, or inside the call that began it. */
  endLatent(action = this.lastAction, isResumed = true): void {
    this.latents.delete(action);
    const { LatentResumed, LatentAborted } = LifecycleOperation;
    this.world.table.operate(isResumed ? LatentResumed : LatentAborted, -1, 0, action);
  }

  /** Ends an object, as the plugin does: outside of any loop's tick. */
  end(object: object): void {
    this.ended.add(object);
    for (const [watch, each] of [...this.watched]) {
      if (each !== object) continue;
      this.watched.delete(watch);
      this.world.table.operate(LifecycleOperation.ObjectEnded, -1, 0, watch);
    }
  }
}
