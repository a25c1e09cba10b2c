// SPDX-License-Identifier: MIT
// What PuerTS gives a script for a dynamic delegate of the engine, by its shape: `$MulticastDelegate` and `$Delegate`.

/** A dynamic multicast delegate: an event that any number of functions may be added to. */
export interface MulticastDelegate<Args extends unknown[] = unknown[]> {
  Add(handler: (...values: Args) => void): unknown;
  /** Takes the very function that was added. */
  Remove(handler: (...values: Args) => void): unknown;
}

/** A dynamic delegate that has room for one function: binding another one replaces it. */
export interface UnicastDelegate<Args extends unknown[] = unknown[]> {
  Bind(handler: (...values: Args) => unknown): unknown;
  Unbind(): unknown;
  IsBound(): boolean;
}

export type EngineDelegate<Args extends unknown[] = unknown[]> =
  MulticastDelegate<Args> | UnicastDelegate<Args>;

/** A delegate that knows whose it is, as those of actors do: waits are told when that ends. */
export interface OwnedDelegate {
  readonly owner: object;
}

/** The values that a delegate is called with. */
export type ArgumentsOf<D> = D extends { Add(handler: (...values: infer A) => unknown): unknown }
  ? A
  : D extends { Bind(handler: (...values: infer A) => unknown): unknown }
    ? A
    : never;

/** The names of an object's delegates. */
export type DelegateNames<O> = {
  [K in keyof O]-?: [ArgumentsOf<O[K]>] extends [never] ? never : K;
}[keyof O];

export function isMulticast(delegate: EngineDelegate): delegate is MulticastDelegate {
  return typeof (delegate as Partial<MulticastDelegate>).Add === 'function';
}

/** True for whatever has the shape of a delegate. */
export function isDelegate(value: unknown): value is EngineDelegate {
  if (typeof value !== 'object' || value === null) return false;
  const has = (name: string): boolean => typeof (value as Record<string, unknown>)[name] === 'function';
  return (has('Add') && has('Remove')) || (has('Bind') && has('Unbind'));
}
