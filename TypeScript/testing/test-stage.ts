// SPDX-License-Identifier: MIT
import type { LogEntry } from 'transient-loop/host';
import { framesText } from './creation-stack';
import { describeLeft, describeTasks, isNothing, type Counts, type LoopReport } from './leftovers';
import type { Watched } from './open-stages';
import { chooseSeed, seedLine } from './seed';
import { TestKitError } from './test-kit-error';
import { TestLog, logLine } from './test-log';
import { DEFAULT_FRAME, VirtualTime, type FrameOptions, type IdleOptions, type Played } from './virtual-time';

export interface StageOptions {
  /** Shuffles what is not promised; default `TRANSIENT_LOOP_SEED`, else drawn anew in every run. */
  readonly seed?: number | undefined;
  /** Seconds of a frame; default 1/60. */
  readonly frame?: number | undefined;
}

/** What all kinds of test have in common: a seed, a clock that moves by hand, a log, and the look at what is left. */
export abstract class TestStage implements Played, Watched {
  readonly seed: number;
  readonly log = new TestLog();
  protected readonly time: VirtualTime;

  constructor({ seed, frame }: StageOptions) {
    this.seed = chooseSeed(seed);
    this.time = new VirtualTime(this, frame ?? DEFAULT_FRAME);
  }

  /** Itself: what a matcher looks at, whatever it is given. */
  get stage(): this {
    return this;
  }

  /** Lets promise jobs run: async tasks go on to what they wait for next. Time stands. */
  readonly settle = (): Promise<void> => this.time.run(this.time.advance(0));

  /** Moves time on by so many seconds, in frames. */
  readonly advance = (seconds: number): Promise<void> => this.time.run(this.time.advance(seconds));

  /** Runs one frame of so many seconds; default one frame of the test. Dilation is applied to them, and pause. */
  readonly tick = (seconds?: number, options?: FrameOptions): Promise<void> =>
    this.time.run(this.time.tick(seconds, options));

  /**
   * Goes from due moment to due moment until nothing is left to wake.
   *
   * What waits for something outside of time, such as a message, does not count: it is left waiting.
   * @throws {TestKitError} if that takes too long; it names the tasks that go on and on
   */
  readonly runUntilIdle = (options?: IdleOptions): Promise<void> =>
    this.time.run(this.time.runUntilIdle(options));

  /**
   * Throws one error that names every task alive, with what it waits for and who made it.
   * @throws {TestKitError}
   */
  readonly expectNothingLeft = (): void => {
    const left = this.describeLeft();
    if (left === undefined) return;
    throw new TestKitError(
      'TEST_LEFT_OVER',
      `Expected nothing to be left, but there ${left}\n\n${seedLine(this.seed)}`,
    );
  };

  /**
   * Throws if errors were logged that the test has not looked at.
   * @throws {TestKitError}
   */
  readonly expectNoErrors = (): void => {
    const { unexpected } = this.log;
    if (unexpected.length === 0) return;
    const lines = unexpected.map((entry) => `  ${logLine(entry)}${thrownBy(entry)}`).join('\n');
    throw new TestKitError(
      'TEST_ERRORS',
      `Expected no errors, but there are:\n${lines}\n\n${seedLine(this.seed)}`,
    );
  };

  /** What is alive, as text; undefined if nothing is. */
  describeLeft(): string | undefined {
    const counts = this.countLeft();
    return isNothing(counts) ? undefined : describeLeft(counts, this.reports());
  }

  describeAlive(): string {
    return `${describeTasks(this.reports())}\n\n${seedLine(this.seed)}`;
  }

  abstract readonly isShuffled: boolean;

  /** Pauses the world, or lets it go on. */
  abstract readonly pause: (paused?: boolean) => void;

  /** Sets the world's time dilation: 1 is normal, 0.5 half as fast. */
  abstract readonly setDilation: (dilation: number) => void;

  /** Ends play for all that is left, as the game does when it is closed. */
  abstract end(): void | Promise<void>;

  abstract countLeft(): Counts;
  abstract reports(): LoopReport[];
  abstract frame(seconds: number, real: number): Generator<void, void, void>;
  abstract secondsToNextWake(): number;
  abstract countWakeUps(): number;
  abstract whyNotSync(): string | undefined;
}

function thrownBy(entry: LogEntry): string {
  const stack = entry.fields?.['stack'];
  return typeof stack === 'string' ? framesText('thrown by', stack, '    ') : '';
}
