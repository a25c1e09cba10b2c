// SPDX-License-Identifier: MIT
import { deadline } from '../deadline';
import { NetError } from '../net-error';
import { backOffSeconds } from './back-off';
import type { RedisDriver, RedisLink, RedisReplyHandler } from './redis-driver';
import type { RedisTarget } from './redis-target';
import type { RedisArgument } from './redis-types';

export interface BackOff {
  readonly firstSeconds: number;
  readonly maxSeconds: number;
}

export interface MendedLinkListener {
  /** A link is open; anything that the server is to remember has to be told it again. */
  opened(): void;
  message(channel: string, message: string, pattern?: string): void;
  /**
   * An attempt failed or a link broke. Whoever does not want the attempt that follows closes.
   * @param attempt - which one follows, after `delaySeconds`
   */
  broke(error: NetError, attempt: number, delaySeconds: number): void;
}

/** Links to one server, one after another: when one breaks the next is tried, later each time, until it is closed. */
export class MendedLink {
  private link: RedisLink | undefined;
  private isLinkOpen = false;
  private hasClosed = false;
  private attempt = 0;
  private cancelTimer: () => void = () => undefined;

  constructor(
    private readonly target: RedisTarget,
    private readonly driver: RedisDriver,
    private readonly backOff: BackOff,
    private readonly listener: MendedLinkListener,
  ) {}

  get isOpen(): boolean {
    return this.isLinkOpen;
  }

  /**
   * Begins, once. What it tells it tells later.
   * @throws {NetError} `NET_UNAVAILABLE` where there can never be a link
   */
  start(): void {
    try {
      this.open();
    } catch (error) {
      if (error instanceof NetError && error.code === 'NET_UNAVAILABLE') throw error;
      this.failLater(error);
    }
  }

  /** Sends a command over the open link; without one, or if that breaks first, nobody hears of a reply. */
  send(name: string, args: readonly RedisArgument[], onReply: RedisReplyHandler): void {
    if (this.isLinkOpen) this.link!.send(name, args, onReply);
  }

  close(): void {
    this.hasClosed = true;
    this.isLinkOpen = false;
    this.cancelTimer();
    this.link?.close();
    this.link = undefined;
  }

  private readonly tryAgain = (): void => {
    try {
      this.open();
    } catch (error) {
      this.failLater(error);
    }
  };

  private open(): void {
    this.link = this.driver.open(this.target, {
      opened: () => this.opened(),
      message: (channel, message, pattern) => this.listener.message(channel, message, pattern),
      broke: (error) => this.broke(error),
    });
  }

  /** A driver that throws is heard as one that fails: not inside the call of whoever starts it. */
  private failLater(error: unknown): void {
    const failure = error instanceof NetError ? error : driverFailed(error, this.target);
    this.cancelTimer = deadline(0, () => this.broke(failure));
  }

  private opened(): void {
    this.isLinkOpen = true;
    // A server that takes us in and breaks at once, again and again, is no reason to hurry.
    this.cancelTimer = deadline(this.backOff.maxSeconds, () => (this.attempt = 0));
    this.listener.opened();
  }

  private broke(error: NetError): void {
    if (this.hasClosed) return;
    this.isLinkOpen = false;
    this.link = undefined;
    this.cancelTimer();
    this.attempt += 1;
    const { firstSeconds, maxSeconds } = this.backOff;
    const delaySeconds = backOffSeconds(this.attempt, firstSeconds, maxSeconds, Math.random());
    this.cancelTimer = deadline(delaySeconds, this.tryAgain);
    this.listener.broke(error, this.attempt, delaySeconds);
  }
}

function driverFailed(error: unknown, { address, place }: RedisTarget): NetError {
  const came = `its driver said ${error instanceof Error ? error.message : String(error)}`;
  return new NetError('CONNECTION_FAILED', `a connection to ${address}`, came, place, error);
}
