// SPDX-License-Identifier: MIT
import type { ModelLoop } from './model-loop';
import type { ModelTask } from './model-task';
import type { Waitable } from './scope';

/** Who is told what became of a wait. */
export interface Listener {
  succeed(value: unknown, from: ModelWait): void;
  fail(error: unknown): void;
}

/** What came of a wait. */
export type Outcome = { readonly value: unknown } | { readonly error: unknown };

/** Anything that can be waited for: nothing has come of it yet, or it is settled for ever. */
export abstract class ModelWait implements Waitable {
  outcome: Outcome | null = null;
  protected listeners: Listener[] = [];

  /** The task whose end refuses it; null if it is nobody's in particular. */
  abstract readonly maker: ModelTask | null;

  *[Symbol.iterator](): Generator<unknown, unknown, unknown> {
    return yield this;
  }

  /** What came of it, as somebody is told who asks. */
  answer(): Outcome | null {
    return this.outcome;
  }

  /** True if it would be settled at this very moment, were it looked at. */
  isDue(): boolean {
    return this.outcome !== null;
  }

  listen(listener: Listener): void {
    this.listeners.push(listener);
  }

  ignore(listener: Listener): void {
    this.listeners = this.listeners.filter((each) => each !== listener);
  }

  /** True for a value that waits for somebody to ask: it is refused to a maker who was told to end meanwhile. */
  get isUnclaimed(): boolean {
    return false;
  }

  /** Somebody is about to wait for it, or asks what came of it. */
  observe(): void {
    // Most waits do not mind.
  }

  /** Takes back a value that its listener never saw. */
  takeBack(): void {
    // Most values are nobody else's.
  }

  protected settle(outcome: Outcome): void {
    if (this.outcome !== null) return;
    this.outcome = outcome;
    this.tell();
  }

  protected tell(): void {
    const { listeners } = this;
    this.listeners = [];
    for (const listener of listeners) {
      const outcome = this.answer()!;
      if ('value' in outcome) listener.succeed(outcome.value, this);
      else listener.fail(outcome.error);
    }
  }
}

/** `ticks(0)`, and what a body is given that must not wait any more but has to come to a `yield`. */
export class SettledWait extends ModelWait {
  readonly maker = null;
  override outcome = { value: undefined };
}

export class EndlessWait extends ModelWait {
  readonly maker = null;
}

/** A wait of one task, which is refused when that task is over. */
export abstract class OwnedWait extends ModelWait {
  constructor(readonly maker: ModelTask) {
    super();
    maker.waits.add(this);
  }

  abandon(): void {
    this.settle({ error: this.maker.lost() });
  }

  protected override settle(outcome: Outcome): void {
    this.maker.waits.delete(this);
    super.settle(outcome);
  }
}

/** A wait for time has no value to keep: after the end of its maker it is refused, even if it had come. */
abstract class TimedWait extends OwnedWait {
  constructor(maker: ModelTask) {
    super(maker);
    maker.looseWaits.push(this);
  }

  override abandon(): void {
    super.abandon();
    this.outcome = { error: this.maker.lost() };
  }
}

/** Seconds of game time, from the moment it was made. */
export class SleepWait extends TimedWait {
  constructor(
    maker: ModelTask,
    private readonly due: number,
  ) {
    super(maker);
    maker.loop.addTimer(due, () => this.settle({ value: undefined }), this);
  }

  override isDue(): boolean {
    return super.isDue() || this.maker.loop.isPast(this.due);
  }

  override abandon(): void {
    this.maker.loop.dropTimer(this);
    super.abandon();
  }
}

/** Ticks of the loop, from the one in which it was made. */
export class TickWait extends TimedWait {
  private readonly last: number;

  constructor(
    maker: ModelTask,
    private readonly loop: ModelLoop,
    count: number,
  ) {
    super(maker);
    this.last = loop.ticks + count;
    loop.tickWaits.push(this);
  }

  override isDue(): boolean {
    return super.isDue() || this.loop.ticksPolled >= this.last;
  }

  poll(): boolean {
    if (this.outcome === null && this.isDue()) this.settle({ value: undefined });
    return this.outcome !== null;
  }
}

/** A predicate, asked at the end of each tick. */
export class UntilWait extends TimedWait {
  /** Nobody is interested any more: it lost its race. */
  private isLaidAside = false;

  constructor(
    maker: ModelTask,
    private readonly loop: ModelLoop,
    private readonly predicate: () => boolean,
  ) {
    super(maker);
    loop.untilWaits.push(this);
  }

  override listen(listener: Listener): void {
    super.listen(listener);
    if (!this.isLaidAside) return;
    this.isLaidAside = false;
    this.loop.untilWaits.push(this);
  }

  override ignore(listener: Listener): void {
    super.ignore(listener);
    if (this.listeners.length > 0 || this.outcome !== null) return;
    this.isLaidAside = true;
    this.loop.untilWaits = this.loop.untilWaits.filter((each) => each !== this);
  }

  poll(): boolean {
    if (this.outcome === null && this.predicate()) this.settle({ value: undefined });
    return this.outcome !== null;
  }
}

/** One task's wait for another task. */
export class JoinWait extends OwnedWait implements Listener {
  /** Nobody waits for it any more. */
  private hasLeft = false;
  private isClaimed = false;

  constructor(
    maker: ModelTask,
    private readonly joined: ModelTask,
  ) {
    super(maker);
    maker.looseWaits.push(this);
    this.begin();
  }

  override get isUnclaimed(): boolean {
    return !this.isClaimed && this.outcome !== null && 'value' in this.outcome;
  }

  override observe(): void {
    this.isClaimed = true;
    this.joined.isObserved = true;
    if (this.hasLeft) this.begin();
    this.hasLeft = false;
  }

  override ignore(listener: Listener): void {
    super.ignore(listener);
    if (this.listeners.length > 0 || this.outcome !== null) return;
    this.hasLeft = true;
    this.joined.ignore(this);
  }

  private begin(): void {
    const outcome = this.joined.answer();
    if (outcome === null) this.joined.listen(this);
    else this.settle(outcome);
  }

  succeed(value: unknown): void {
    this.settle({ value });
  }

  fail(error: unknown): void {
    this.settle({ error });
  }

  override abandon(): void {
    this.joined.ignore(this);
    if (this.isUnclaimed) this.outcome = { error: this.maker.lost() };
    super.abandon();
  }
}
