// SPDX-License-Identifier: MIT
import { ArgumentError, promiseJobsDone } from 'transient-loop/host';
import { inMacrotask } from './macrotask';
import { TestKitError } from './test-kit-error';

/** Seconds of a frame where a test names none. */
export const DEFAULT_FRAME = 1 / 60;

/** What one frame may be told besides its seconds. */
export interface FrameOptions {
  /** Seconds that the real clock moves on meanwhile; default those of the frame. A hitch is `tick(0.4, { real: 3 })`. */
  readonly real?: number;
}

export interface IdleOptions {
  /** How many wake-ups to go through before that counts as never ending, and a hundred times as many frames; default 10,000. */
  readonly moments?: number;
}

/** What time moves: loops, or a world of them. */
export interface Played {
  /** One frame, before pause and dilation; stops wherever promise jobs are to run. */
  frame(seconds: number, real: number): Generator<void, void, void>;
  /** Seconds of frames until something is due; 0 if something wants every frame, Infinity if nothing is left to wake. */
  secondsToNextWake(): number;
  /** How often a loop was woken so far. */
  countWakeUps(): number;
  /** Why time cannot be moved without promise jobs; undefined if it can. */
  whyNotSync(): string | undefined;
  /** What is alive and what it waits for, for error messages. */
  describeAlive(): string;
}

/** Time that moves by hand: nothing sleeps. */
export class VirtualTime {
  private isMoving = false;

  constructor(
    private readonly played: Played,
    readonly frame: number,
  ) {
    if (!(frame > 0) || frame === Infinity) {
      throw new ArgumentError('frame', 'a number of seconds above 0', frame);
    }
  }

  /** All frames of so many seconds; the last one is shorter if they do not come out even. */
  *advance(seconds: number): Generator<void, void, void> {
    checkSeconds('advance', seconds);
    const frames = Math.floor(seconds / this.frame + 1e-6);
    for (let left = frames; left > 0; left -= 1) yield* this.played.frame(this.frame, this.frame);
    const rest = seconds - frames * this.frame;
    if (rest > 1e-9) yield* this.played.frame(rest, rest);
  }

  *tick(seconds = this.frame, options: FrameOptions = {}): Generator<void, void, void> {
    const { real = seconds } = options;
    checkSeconds('tick', seconds);
    checkSeconds('tick, real', real);
    yield* this.played.frame(seconds, real);
  }

  /** From due moment to due moment, or frame by frame where something wants every frame. */
  *runUntilIdle({ moments = 10_000 }: IdleOptions = {}): Generator<void, void, void> {
    const { played } = this;
    const before = played.countWakeUps();
    let [passed, frames] = [0, 0];
    for (;;) {
      const seconds = played.secondsToNextWake();
      if (seconds === Infinity) {
        // A promise job may have something to go on with.
        yield;
        if (played.secondsToNextWake() === Infinity) return;
        continue;
      }
      const wakeUps = played.countWakeUps() - before;
      if (wakeUps >= moments || frames >= moments * 100) throw this.neverIdle(wakeUps, passed);
      const delta = seconds > 0 ? seconds : this.frame;
      yield* played.frame(delta, delta);
      frames += 1;
      passed += delta;
    }
  }

  /** Moves time, with promise jobs run wherever the engine would run them. */
  async run(steps: Generator<void, void, void>): Promise<void> {
    this.enter();
    try {
      for (;;) {
        const { done } = await inMacrotask(() => {
          promiseJobsDone();
          return steps.next();
        });
        if (done === true) return;
      }
    } finally {
      this.leave(steps);
    }
  }

  /** Moves time without promise jobs. */
  runSync(name: string, steps: Generator<void, void, void>): void {
    this.enter();
    try {
      this.refuseAsync(name);
      for (const _ of steps) this.refuseAsync(name);
    } finally {
      this.leave(steps);
    }
  }

  private refuseAsync(name: string): void {
    const why = this.played.whyNotSync();
    if (why === undefined) return;
    throw new TestKitError(
      'TEST_NEEDS_PROMISES',
      `Expected generator tasks only in ${name}Sync(), but ${why}: use "await ${name}()"`,
    );
  }

  private enter(): void {
    if (this.isMoving) {
      throw new TestKitError(
        'TEST_BUSY',
        'Expected time to stand still, but it is being moved already: await the call before, and do not move time from a script',
      );
    }
    this.isMoving = true;
  }

  private leave(steps: Generator<void, void, void>): void {
    this.isMoving = false;
    steps.return();
    promiseJobsDone();
  }

  private neverIdle(wakeUps: number, seconds: number): TestKitError {
    return new TestKitError(
      'TEST_NOT_IDLE',
      `Expected everything to come to rest, but after ${wakeUps} wake-ups (${seconds.toFixed(3)} s) these still go on:\n` +
        this.played.describeAlive(),
    );
  }
}

function checkSeconds(call: string, seconds: number): void {
  if (typeof seconds === 'number' && seconds >= 0 && seconds < Infinity) return;
  throw new ArgumentError(call, 'a number of seconds, 0 or more', seconds);
}
