// SPDX-License-Identifier: MIT
import { Observable } from 'rxjs';
import { ArgumentError, messageOf } from '../errors';
import type { Listener, Listeners } from '../sync/listeners';
import type { TaskNode } from '../task/task-node';
import { OwnedWait } from '../wait/owned-wait';

/** What was posted to a loop, or by its script. */
export interface PostedEvent<T = unknown> {
  readonly name: string;
  /** A copy: whatever JSON can hold; undefined if nothing was sent with it. */
  readonly payload: T;
}

/** A wait for the next event that is posted to a loop. */
export class EventWait extends OwnedWait<PostedEvent> implements Listener {
  since = 0;

  /** @param name - of the event; undefined for any */
  constructor(
    owner: TaskNode,
    private readonly heard: Listeners,
    private readonly name: string | undefined,
  ) {
    super(owner);
    this.enter();
  }

  hear(values: readonly unknown[]): void {
    const event = values[0] as PostedEvent;
    if (this.name !== undefined && event.name !== this.name) return;
    this.leave();
    this.settle(event);
  }

  stop(): void {
    // The events of a loop end with its tasks.
  }

  describe(): string {
    return this.name === undefined ? 'an event' : `event "${this.name}"`;
  }

  protected enter(): void {
    this.heard.add(this);
  }

  protected leave(): void {
    this.heard.remove(this);
  }
}

/** Events as a stream, each where it is posted. */
export function eventsOf(heard: () => Listeners, name: string | undefined): Observable<PostedEvent> {
  return new Observable<PostedEvent>((subscriber) => {
    const listener: Listener = {
      since: 0,
      hear: (values) => {
        const event = values[0] as PostedEvent;
        if (name === undefined || event.name === name) subscriber.next(event);
      },
      stop: () => subscriber.complete(),
    };
    const listeners = heard();
    listeners.add(listener);
    return () => listeners.remove(listener);
  });
}

/** @throws {ArgumentError} for anything but the name of an event, or nothing where that stands for all */
export function checkEventName(call: string, name: unknown): void {
  if (typeof name !== 'string' || name === '') throw new ArgumentError(call, 'the name of an event', name);
}

/**
 * A payload as it crosses: JSON text, empty for undefined.
 * @throws {ArgumentError} if it is nothing that JSON can hold
 */
export function payloadText(call: string, payload: unknown): string {
  if (payload === undefined) return '';
  let text: string | undefined;
  try {
    text = JSON.stringify(payload);
  } catch (error) {
    throw new ArgumentError(call, `a payload that JSON can hold (${messageOf(error)})`, payload);
  }
  if (text === undefined) throw new ArgumentError(call, 'a payload that JSON can hold', payload);
  return text;
}

/** @throws {SyntaxError} if the text is no JSON */
export function payloadFrom(text: string): unknown {
  return text === '' ? undefined : (JSON.parse(text) as unknown);
}
