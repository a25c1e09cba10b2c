// SPDX-License-Identifier: MIT
import {
  BehaviorSubject,
  Observable,
  filter,
  map,
  takeWhile,
  Subject,
  takeUntil,
  type Subscriber,
} from 'rxjs';
import { NetError } from '../net-error';
import type { MendedLink } from './mended-link';
import { PendingCommands, type PendingLimits } from './pending-commands';
import type { LinkPlan } from './redis-options';
import type {
  RedisArgument,
  RedisChannelEvent,
  RedisConnection,
  RedisMessage,
  RedisReply,
  RedisSource,
  RedisStatus,
} from './redis-types';
import { channelEvents } from './subscribe-redis';

/**
 * What would leave the connection in another state, or has not one reply. A connection that is mended begins anew: what was
 * set, watched or begun on the last one is forgotten.
 */
const REFUSED: Readonly<Record<string, string>> = {
  SUBSCRIBE: 'use subscribe',
  PSUBSCRIBE: 'use psubscribe',
  SSUBSCRIBE: 'use subscribe',
  UNSUBSCRIBE: 'unsubscribe from the stream',
  PUNSUBSCRIBE: 'unsubscribe from the stream',
  SUNSUBSCRIBE: 'unsubscribe from the stream',
  QUIT: 'unsubscribe from the stream that the connection came from',
  AUTH: 'give connectRedis a password',
  HELLO: 'it speaks RESP2',
  SELECT: 'give connectRedis a db',
  MONITOR: 'it has more than one reply',
  SYNC: 'it has more than one reply',
  PSYNC: 'it has more than one reply',
  RESET: 'unsubscribe, and connect again',
  MULTI: 'use EVAL, which is atomic too',
  EXEC: 'use EVAL, which is atomic too',
  DISCARD: 'use EVAL, which is atomic too',
  WATCH: 'use EVAL, which is atomic too',
};

/** A connection for commands of one's own; it listens through the one that is shared. */
export class OwnRedisConnection implements RedisConnection {
  readonly address: string;
  readonly status: Observable<RedisStatus>;
  private readonly statuses = new BehaviorSubject<RedisStatus>({ state: 'connecting' });
  private readonly closing = new Subject<void>();
  private readonly commands: PendingCommands;
  /** What was subscribed to before has been there once: it is mended whatever the connection was told. */
  private readonly sharedPlan: LinkPlan;

  constructor(
    plan: LinkPlan,
    private readonly link: MendedLink,
    limits: PendingLimits,
  ) {
    this.address = plan.target.address;
    this.sharedPlan = { ...plan, waitForServer: true };
    this.commands = new PendingCommands(plan.target, link, limits);
    this.status = this.statuses.pipe(takeWhile(({ state }) => state !== 'closed', true));
  }

  command(name: string, ...args: readonly RedisArgument[]): Observable<RedisReply> {
    const capitals = expectCommand(name, args);
    return this.replies(capitals, args, (reply) => reply);
  }

  get(key: string): Observable<string | null> {
    return this.replies('GET', [key], (reply) => reply as string | null);
  }

  set(key: string, value: RedisArgument, options: { readonly seconds?: number } = {}): Observable<void> {
    const { seconds } = options;
    const expiry = seconds === undefined ? [] : ['PX', Math.max(1, Math.round(seconds * 1000))];
    return this.replies('SET', [key, value, ...expiry], () => undefined);
  }

  del(...keys: readonly string[]): Observable<number> {
    return this.replies('DEL', keys, (reply) => reply as number);
  }

  incr(key: string, by = 1): Observable<number> {
    return this.replies('INCRBY', [key, by], (reply) => reply as number);
  }

  publish(channel: string, message: RedisArgument): Observable<number> {
    return this.replies('PUBLISH', [channel, message], (reply) => reply as number);
  }

  subscribe(channel: string): Observable<RedisMessage> {
    return this.events({ channel }).pipe(filter(isMessage), map(withoutType));
  }

  psubscribe(pattern: string): Observable<RedisMessage> {
    return this.events({ pattern }).pipe(filter(isMessage), map(withoutType));
  }

  events(source: RedisSource): Observable<RedisChannelEvent> {
    const events = channelEvents(this.sharedPlan, source);
    return new Observable<RedisChannelEvent>((subscriber) => {
      if (this.statuses.value.state === 'closed') return subscriber.complete();
      return events.pipe(takeUntil(this.closing)).subscribe(subscriber);
    });
  }

  /** The link is open. */
  opened(): void {
    this.statuses.next({ state: 'ready' });
    this.commands.opened();
  }

  /** The link broke, and the next attempt is under way. */
  broke(status: RedisStatus & { readonly state: 'reconnecting' }): void {
    this.statuses.next(status);
    this.commands.broke(status.error);
  }

  /** Closes at once and for good. Does nothing the second time. */
  close(error: NetError | undefined): void {
    if (this.statuses.value.state === 'closed') return;
    this.link.close();
    this.statuses.next({ state: 'closed', error });
    this.closing.next();
    this.commands.close(error);
  }

  private replies<T>(
    name: string,
    args: readonly RedisArgument[],
    valueOf: (reply: RedisReply) => T,
  ): Observable<T> {
    expectArguments(name, args);
    return new Observable<RedisReply>((subscriber: Subscriber<RedisReply>) => {
      this.commands.add(name, args, subscriber);
    }).pipe(map(valueOf));
  }
}

type MessageEvent = RedisChannelEvent & { readonly type: 'message' };

function isMessage(event: RedisChannelEvent): event is MessageEvent {
  return event.type === 'message';
}

function withoutType({ type: _type, ...message }: MessageEvent): RedisMessage {
  return message;
}

function expectCommand(name: string, args: readonly RedisArgument[]): string {
  if (typeof name !== 'string' || !/^[a-z][\w.-]*$/i.test(name)) {
    throw new NetError('ARGUMENT', 'the name of a Redis command', `got ${JSON.stringify(name)}`);
  }
  const capitals = name.toUpperCase();
  const isReplyMode = capitals === 'CLIENT' && /^reply$/i.test(String(args[0]));
  const instead = isReplyMode ? 'every command has a reply here' : REFUSED[capitals];
  if (instead !== undefined) {
    const expected = 'a command that leaves the connection as it was';
    throw new NetError('ARGUMENT', expected, `got ${isReplyMode ? 'CLIENT REPLY' : capitals}: ${instead}`);
  }
  return capitals;
}

function expectArguments(name: string, args: readonly RedisArgument[]): void {
  const wrong = args.find(
    (argument) =>
      typeof argument !== 'string' &&
      !(argument instanceof Uint8Array) &&
      !(typeof argument === 'number' && Number.isFinite(argument)),
  );
  if (wrong === undefined && !args.includes(undefined as never)) return;
  const expected = `texts, numbers or bytes as arguments of ${name}`;
  throw new NetError('ARGUMENT', expected, `got ${wrong === null ? 'null' : typeof wrong} ${String(wrong)}`);
}
