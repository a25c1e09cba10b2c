// SPDX-License-Identifier: MIT
import { ArgumentError } from '../errors';

/** A source that hands out a window of values and goes on when some were taken, as a TCP connection does. */
export interface Windowed {
  taken(count: number): void;
}

/** A source that stops when it is told to, as a stream of Node does; what was under way may still come. */
export interface Stoppable {
  pause(): unknown;
  resume(): unknown;
}

export type Pausable = Windowed | Stoppable;

export function isWindowed(pausable: Pausable): pausable is Windowed {
  return typeof (pausable as Partial<Windowed>).taken === 'function';
}

export function assertPausable(what: string, value: unknown): void {
  const { taken, pause, resume } = (value ?? {}) as Partial<Record<string, unknown>>;
  if (typeof taken === 'function' || (typeof pause === 'function' && typeof resume === 'function')) return;
  throw new ArgumentError(what, 'an object with taken(), or with pause() and resume()', value);
}

/** Makes a source wait while as many values are out as there is room for, and go on when half of them were taken. */
export class SourceValve {
  private isShut = false;

  constructor(
    private readonly pausable: Pausable,
    private readonly capacity: number,
  ) {}

  /** A value has come. */
  filled(waiting: number): void {
    if (this.isShut || waiting < this.capacity || isWindowed(this.pausable)) return;
    this.isShut = true;
    this.pausable.pause();
  }

  /** A value was taken. */
  taken(waiting: number): void {
    if (isWindowed(this.pausable)) {
      this.pausable.taken(1);
    } else if (this.isShut && waiting <= this.capacity >> 1) {
      this.isShut = false;
      this.pausable.resume();
    }
  }
}
