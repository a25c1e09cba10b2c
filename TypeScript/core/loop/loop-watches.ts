// SPDX-License-Identifier: MIT
import { Observable } from 'rxjs';
import { Listeners, type Listener } from '../sync/listeners';
import type { EndReason } from './end-reason';
import type { PostedEvent } from './posted-event';

/** A task that a component started is over: its number, and the name it was started by. */
export interface EndedTask {
  readonly task: number;
  readonly name: string;
}

/** What others may hear of a loop. */
export interface LoopNews {
  start: void;
  end: EndReason;
  finished: EndedTask & { readonly result: unknown };
  failed: EndedTask & { readonly message: string };
  cancelled: EndedTask & { readonly reason: string };
  event: PostedEvent;
}

/** Who watches which loop: scripts that hold a handle to it. There is one of these from the first on. */
export class LoopWatches {
  /** By the number of the component. */
  private readonly watched = new Map<number, Listeners>();
  /** Those that begin, and whose beginning is not told yet. */
  private readonly beginning = new Set<number>();

  /** One kind of news of a loop, where it happens. Hot; never completes. */
  observe<K extends keyof LoopNews>(loop: number, kind: K): Observable<LoopNews[K]> {
    return new Observable((subscriber) => {
      const listener: Listener = {
        since: 0,
        hear: ([heard, value]) => {
          if (heard === kind) subscriber.next(value as LoopNews[K]);
        },
        stop: () => undefined,
      };
      this.add(loop, listener);
      return () => this.remove(loop, listener);
    });
  }

  /** A loop is about to begin: its beginning is told before anything else of it. */
  begins(loop: number): void {
    if (this.watched.has(loop)) this.beginning.add(loop);
  }

  /** The loop has begun, and its first step is done. */
  hasBegun(loop: number): void {
    if (this.beginning.delete(loop)) this.watched.get(loop)?.emit(['start', undefined]);
  }

  add(loop: number, listener: Listener): void {
    this.listenersOf(loop).add(listener);
  }

  remove(loop: number, listener: Listener): void {
    const listeners = this.watched.get(loop);
    listeners?.remove(listener);
    if (listeners?.size === 0) this.watched.delete(loop);
  }

  isWatched(loop: number): boolean {
    return this.watched.has(loop);
  }

  tell<K extends keyof LoopNews>(loop: number, kind: K, value: LoopNews[K]): void {
    this.hasBegun(loop);
    this.watched.get(loop)?.emit([kind, value]);
  }

  private listenersOf(loop: number): Listeners {
    const known = this.watched.get(loop);
    if (known !== undefined) return known;
    const made = new Listeners('the news of a loop', null);
    this.watched.set(loop, made);
    return made;
  }
}
