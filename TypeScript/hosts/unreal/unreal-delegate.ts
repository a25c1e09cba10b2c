// SPDX-License-Identifier: MIT
import type { MulticastDelegate, OwnedDelegate } from 'transient-loop/host';
import type { EngineMulticastDelegate, EngineObject } from './engine-types';

/** By the delegate of the engine, which PuerTS gives as one object each time: so it is bound once here as well. */
const KNOWN = new WeakMap<EngineMulticastDelegate, UnrealDelegate>();

type Handler = (...values: unknown[]) => void;

/** A dynamic multicast delegate of an actor, or of a component of it, that calls with what scripts know actors by. */
export class UnrealDelegate implements MulticastDelegate, OwnedDelegate {
  /** PuerTS finds a function by identity: what was added in its place is taken away. */
  private readonly added = new Map<Handler, Handler>();

  private constructor(
    private readonly raw: EngineMulticastDelegate,
    readonly owner: EngineObject,
    private readonly decode: (value: unknown, place: number) => unknown,
  ) {}

  static of(
    raw: EngineMulticastDelegate,
    owner: EngineObject,
    decode: (value: unknown, place: number) => unknown,
  ): UnrealDelegate {
    const known = KNOWN.get(raw) ?? new UnrealDelegate(raw, owner, decode);
    KNOWN.set(raw, known);
    return known;
  }

  Add(handler: Handler): void {
    if (this.added.has(handler)) return;
    const added: Handler = (...values) => handler(...values.map((value, place) => this.decode(value, place)));
    this.raw.Add(added);
    this.added.set(handler, added);
  }

  Remove(handler: Handler): void {
    const added = this.added.get(handler);
    if (added === undefined) return;
    this.added.delete(handler);
    this.raw.Remove(added);
  }
}
