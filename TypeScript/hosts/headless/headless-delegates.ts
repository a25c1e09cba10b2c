// SPDX-License-Identifier: MIT
import {
  ArgumentError,
  ObjectEndedError,
  type MulticastDelegate,
  type OwnedDelegate,
} from 'transient-loop/host';
import type { NativeGame } from './native-game';

/** How the values of a delegate are given to scripts: actors come as a list of their number. */
export type Decoder = (value: unknown, place: number) => unknown;

/** The delegates of the headless world's objects, in PuerTS's shape. */
export class HeadlessDelegates {
  private readonly byBinding = new Map<number, HeadlessDelegate>();
  /** While something is bound to it a delegate is one object, as in PuerTS. */
  private readonly bound = new Map<string, HeadlessDelegate>();

  constructor(readonly native: NativeGame) {
    native.SetDelegateListener((binding, values) =>
      this.byBinding.get(binding)?.call(JSON.parse(values) as unknown[]),
    );
  }

  find(object: number, component: string, name: string, decode: Decoder): HeadlessDelegate {
    const key = `${object}/${component}/${name}`;
    return this.bound.get(key) ?? new HeadlessDelegate(this, key, object, component, name, decode);
  }

  bind(delegate: HeadlessDelegate): number {
    const { key, object, component, name } = delegate;
    const binding = this.native.BindDelegate(object, component, name);
    if (binding === 0) throw new ArgumentError('actor.delegate', 'the name of a delegate', name);
    this.byBinding.set(binding, delegate);
    this.bound.set(key, delegate);
    return binding;
  }

  unbind(delegate: HeadlessDelegate, binding: number): void {
    this.byBinding.delete(binding);
    this.bound.delete(delegate.key);
    this.native.UnbindDelegate(binding);
  }
}

/** A dynamic multicast delegate of an actor, of its first component of a class, or of an async action. */
export class HeadlessDelegate implements MulticastDelegate, OwnedDelegate {
  private readonly handlers: ((...values: unknown[]) => void)[] = [];
  private binding = 0;

  constructor(
    private readonly home: HeadlessDelegates,
    readonly key: string,
    readonly object: number,
    readonly component: string,
    readonly name: string,
    private readonly decode: Decoder,
  ) {}

  /** What is watched in its place. */
  get owner(): this {
    return this;
  }

  Add(handler: (...values: unknown[]) => void): void {
    if (this.handlers.length === 0) this.binding = this.home.bind(this);
    this.handlers.push(handler);
  }

  Remove(handler: (...values: unknown[]) => void): void {
    const place = this.handlers.indexOf(handler);
    if (place < 0) return;
    this.handlers.splice(place, 1);
    if (this.handlers.length === 0) this.home.unbind(this, this.binding);
  }

  call(values: unknown[]): void {
    const decoded = values.map((value, place) => this.decode(value, place));
    for (const handler of [...this.handlers]) handler(...decoded);
  }
}

/** What using a delegate of an actor that is no more is answered with. */
export function endedDelegate(name: string): ObjectEndedError {
  return new ObjectEndedError(`delegate "${name}"`);
}
