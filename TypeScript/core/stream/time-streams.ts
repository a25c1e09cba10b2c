// SPDX-License-Identifier: MIT
import type { Observable, Subscriber, TeardownLogic } from 'rxjs';
import { ArgumentError } from '../errors';
import type { EndReason } from '../loop/end-reason';
import type { TaskNode } from '../task/task-node';
import { Alarm, type AlarmTarget } from '../time/alarm';
import { clockOf, type Clock, type SleepOptions } from '../time/clock';
import { checkEventName, eventsOf, type PostedEvent } from '../loop/posted-event';
import { openInlet } from './inlet';
import { OwnedObservable } from './owned-observable';

/** Time and the end of play as Observables. Cold: each subscription counts from its own beginning, and ends with the task. */
export interface Streams {
  /** Emits in every tick of the component, and how many there were so far, from 1. Never completes. */
  ticks(): Observable<number>;

  /**
   * Emits once, so many seconds after it was subscribed to, and completes. Zero or less is the next tick.
   * @throws {ArgumentError} if the seconds are no number
   */
  after(seconds: number, options?: SleepOptions): Observable<void>;

  /**
   * Emits every so many seconds, and how often so far, from 1. It does not drift: the n-th is at the beginning + n ×
   * seconds, at any frame rate. Never completes. **Time:** each emission has the logical time it was due at.
   * @param seconds - of the clock, more than 0
   * @throws {ArgumentError} for anything else
   */
  every(seconds: number, options?: SleepOptions): Observable<number>;

  /**
   * Emits the reason when play ends, before anything of the loop is ended, and completes. What is begun then is ended with
   * all the rest.
   */
  endOfPlay(): Observable<EndReason>;

  /**
   * Emits what is posted to this loop: by a Blueprint or C++, with `PostEvent`, or by another script, with `loop.post`. Each
   * comes in a tick, in order. Hot, and never completes.
   * @param name - of the events that are wanted; default all
   * @throws {ArgumentError} if it is no name
   */
  events(name?: string): Observable<PostedEvent>;
}

export class TimeStreams implements Streams {
  constructor(private readonly task: TaskNode) {}

  ticks(): Observable<number> {
    return this.make<number>((subscriber) => new TickTimer(this.task, subscriber).begin());
  }

  after(seconds: number, options: SleepOptions = {}): Observable<void> {
    if (typeof seconds !== 'number' || seconds !== seconds) {
      throw new ArgumentError('self.streams.after', 'a number of seconds', seconds);
    }
    const clock = clockOf('self.streams.after', options);
    return this.make<void>((subscriber) => new OnceTimer(this.task, subscriber, clock).begin(seconds));
  }

  every(seconds: number, options: SleepOptions = {}): Observable<number> {
    if (typeof seconds !== 'number' || !(seconds > 0 && seconds < Infinity)) {
      throw new ArgumentError('self.streams.every', 'a positive number of seconds', seconds);
    }
    const clock = clockOf('self.streams.every', options);
    return this.make<number>((subscriber) => new SteadyTimer(this.task, subscriber, clock, seconds).begin());
  }

  endOfPlay(): Observable<EndReason> {
    const { loop } = this.task;
    return this.make<EndReason>((subscriber) => {
      loop.registry.subscriptionOpened();
      subscriber.add(() => loop.registry.subscriptionClosed());
      return loop.onEnding((reason) => {
        subscriber.next(reason);
        subscriber.complete();
      });
    });
  }

  events(name?: string): Observable<PostedEvent> {
    if (name !== undefined) checkEventName('self.streams.events', name);
    const { task } = this;
    return openInlet(
      task,
      eventsOf(() => task.loop.postedEvents, name),
    );
  }

  private make<T>(connect: (subscriber: Subscriber<T>) => TeardownLogic): Observable<T> {
    return new OwnedObservable(this.task, connect);
  }
}

/** What emits when its alarm rings. */
abstract class Timer<T> implements AlarmTarget {
  protected readonly alarm: Alarm;

  constructor(
    protected readonly task: TaskNode,
    protected readonly subscriber: Subscriber<T>,
    protected readonly clock: Clock = 'game',
  ) {
    this.alarm = new Alarm(task, this, clock);
  }

  abstract ring(): void;

  abandon(): void {
    // The subscription ends with the task itself.
  }

  protected set(due: number): () => void {
    this.alarm.set(due);
    return () => this.alarm.unset();
  }
}

class TickTimer extends Timer<number> {
  private count = 0;

  begin(): TeardownLogic {
    return this.set(-Infinity);
  }

  ring(): void {
    this.count += 1;
    // First: whoever hears of this one may want no more.
    this.alarm.set(-Infinity);
    this.subscriber.next(this.count);
  }
}

class OnceTimer extends Timer<void> {
  begin(seconds: number): TeardownLogic {
    return this.set(this.task.loop.nowOf(this.clock) + seconds);
  }

  ring(): void {
    this.subscriber.next();
    this.subscriber.complete();
  }
}

class SteadyTimer extends Timer<number> {
  private count = 0;
  private start = 0;

  constructor(
    task: TaskNode,
    subscriber: Subscriber<number>,
    clock: Clock,
    private readonly seconds: number,
  ) {
    super(task, subscriber, clock);
  }

  begin(): TeardownLogic {
    this.start = this.task.loop.nowOf(this.clock);
    return this.set(this.start + this.seconds);
  }

  ring(): void {
    this.count += 1;
    // A product and not a sum: a thousand tenths of a second are a hundred seconds.
    this.alarm.set(this.start + this.alarm.putOff + (this.count + 1) * this.seconds);
    this.subscriber.next(this.count);
  }
}
