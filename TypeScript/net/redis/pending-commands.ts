// SPDX-License-Identifier: MIT
import type { Subscriber } from 'rxjs';
import type { NetError } from '../net-error';
import type { MendedLink } from './mended-link';
import { brokeBeforeReply, closedError, tooManyPending } from './redis-errors';
import type { RedisTarget } from './redis-target';
import type { RedisArgument, RedisReply } from './redis-types';

export interface PendingLimits {
  readonly maxPending: number;
  readonly maxPendingBytes: number;
}

interface Pending {
  readonly name: string;
  readonly args: readonly RedisArgument[];
  readonly bytes: number;
  readonly subscriber: Subscriber<RedisReply>;
}

/** The commands of a connection that have no reply yet: those that wait for a link, and those that were sent. */
export class PendingCommands {
  private readonly waiting = new Set<Pending>();
  private readonly sent = new Set<Pending>();
  private bytes = 0;
  private hasClosed = false;
  private closeCause: NetError | undefined;

  constructor(
    private readonly target: RedisTarget,
    private readonly link: MendedLink,
    private readonly limits: PendingLimits,
  ) {}

  /** Sends a command, now or when there is a link again. Unsubscribing takes it back, or drops its reply. */
  add(name: string, args: readonly RedisArgument[], subscriber: Subscriber<RedisReply>): void {
    if (this.hasClosed) return subscriber.error(closedError(name, this.closeCause, this.target));
    const bytes = sizeOf(args);
    const excess = this.excessOf(bytes);
    if (excess !== undefined) {
      return subscriber.error(tooManyPending(name, excess, this.link.isOpen, this.target));
    }
    const pending = { name, args, bytes, subscriber };
    this.bytes += bytes;
    if (this.link.isOpen) return this.send(pending);
    this.waiting.add(pending);
    subscriber.add(() => {
      if (this.waiting.delete(pending)) this.bytes -= bytes;
    });
  }

  /** There is a link: what waits is sent, in the order in which it came. */
  opened(): void {
    for (const pending of this.waiting) {
      this.waiting.delete(pending);
      this.send(pending);
    }
  }

  /** The link broke: what was sent over it has no reply, and what waits goes on waiting. */
  broke(cause: NetError): void {
    this.failAll(this.sent, (name) => brokeBeforeReply(name, cause, this.target));
  }

  close(cause: NetError | undefined): void {
    this.hasClosed = true;
    this.closeCause = cause;
    this.failAll(this.sent, (name) => brokeBeforeReply(name, cause, this.target));
    this.failAll(this.waiting, (name) => closedError(name, cause, this.target));
  }

  private send(pending: Pending): void {
    this.sent.add(pending);
    this.link.send(pending.name, pending.args, (error, reply) => {
      if (!this.take(this.sent, pending)) return;
      const { subscriber } = pending;
      if (error !== undefined) return subscriber.error(error);
      subscriber.next(reply);
      subscriber.complete();
    });
  }

  private failAll(all: Set<Pending>, errorOf: (name: string) => NetError): void {
    // Those that are there now: one that is asked for because of a failure is not part of it.
    for (const pending of [...all]) {
      if (this.take(all, pending)) pending.subscriber.error(errorOf(pending.name));
    }
  }

  private take(from: Set<Pending>, pending: Pending): boolean {
    if (!from.delete(pending)) return false;
    this.bytes -= pending.bytes;
    return true;
  }

  private excessOf(more: number): string | undefined {
    const { maxPending, maxPendingBytes } = this.limits;
    const count = this.waiting.size + this.sent.size;
    if (count >= maxPending) return `${count} commands`;
    // One that is larger than all may be is sent if it is alone.
    if (count > 0 && this.bytes + more > maxPendingBytes) return `commands of ${this.bytes} bytes`;
    return undefined;
  }
}

function sizeOf(args: readonly RedisArgument[]): number {
  let bytes = 0;
  // A letter counts as one: it is a bound, and looking at each of them would cost as much as sending them.
  for (const argument of args) bytes += typeof argument === 'number' ? 8 : argument.length;
  return bytes;
}
