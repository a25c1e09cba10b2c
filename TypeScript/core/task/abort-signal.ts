// SPDX-License-Identifier: MIT

/** What an abort listener is called with. */
export interface AbortEvent {
  readonly type: 'abort';
  readonly target: PlainAbortSignal;
}

export type AbortListener =
  ((event: AbortEvent) => void) | { readonly handleEvent: (event: AbortEvent) => void };

/** The part of an `AbortSignal` that libraries use: what a task has where the host knows no real one. */
export interface PlainAbortSignal {
  readonly aborted: boolean;
  /** Why it was aborted; undefined before. */
  readonly reason: unknown;
  onabort: ((event: AbortEvent) => void) | null;
  /** Throws the reason if it was aborted. */
  throwIfAborted(): void;
  addEventListener(type: 'abort', listener: AbortListener, options?: { readonly once?: boolean }): void;
  removeEventListener(type: 'abort', listener: AbortListener): void;
}

/** The host's own `AbortSignal` where its types are known, so that it may be passed to `fetch`; else the plain one. */
export type AbortSignalLike = typeof globalThis extends { AbortSignal: { prototype: infer S } }
  ? S
  : PlainAbortSignal;

export interface AbortControllerLike {
  readonly signal: AbortSignalLike;
  abort(reason: unknown): void;
}

/** An abort controller for hosts without one. */
export class PlainAbortController implements PlainAbortSignal {
  aborted = false;
  reason: unknown = undefined;
  onabort: ((event: AbortEvent) => void) | null = null;
  private listeners: Set<AbortListener> | null = null;

  /** @param call - calls a listener; must not throw */
  constructor(private readonly call: (listener: () => void) => void) {}

  get signal(): AbortSignalLike {
    return this as PlainAbortSignal as unknown as AbortSignalLike;
  }

  abort(reason: unknown): void {
    if (this.aborted) return;
    this.aborted = true;
    this.reason = reason;
    const event: AbortEvent = { type: 'abort', target: this };
    const { onabort, listeners } = this;
    if (onabort !== null) this.call(() => onabort.call(this, event));
    for (const listener of listeners ?? []) {
      this.call(() =>
        typeof listener === 'function' ? listener.call(this, event) : listener.handleEvent(event),
      );
    }
    // It happens once: nobody hears of it again, whether they asked for `once` or not.
    this.onabort = null;
    this.listeners = null;
  }

  throwIfAborted(): void {
    if (this.aborted) throw this.reason;
  }

  addEventListener(type: string, listener: AbortListener): void {
    if (type === 'abort' && !this.aborted) (this.listeners ??= new Set()).add(listener);
  }

  removeEventListener(type: string, listener: AbortListener): void {
    if (type === 'abort') this.listeners?.delete(listener);
  }
}
