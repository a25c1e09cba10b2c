// SPDX-License-Identifier: MIT
import type { Socket } from 'node:net';
import type { Redis } from 'ioredis';
import { deadline } from '../deadline';
import { ioredisLibrary } from '../libraries';
import { NetError } from '../net-error';
import { IdleWatch, answerSeconds } from './idle-watch';
import type { RedisDriver, RedisLink, RedisLinkListener, RedisReplyHandler } from './redis-driver';
import {
  connectTimeout,
  endedError,
  misfitError,
  replyError,
  silentError,
  socketError,
} from './redis-errors';
import { filterData, openSocket } from './redis-socket';
import type { RedisTarget } from './redis-target';
import type { RedisArgument, RedisReply } from './redis-types';
import { RespFramer } from './resp-framer';

/** What a link through ioredis needs to know besides the target. */
export interface LinkLimits {
  readonly timeoutSeconds: number;
  readonly idleSeconds: number;
  readonly maxReplyBytes: number;
}

/** Makes the driver that speaks to servers through ioredis. */
export function ioredisDriver(limits: LinkLimits): RedisDriver {
  return { open: (target, listener) => new IoredisLink(target, limits, listener) };
}

/** Commands whose reply may take as long as it likes. */
const BLOCKING =
  /^(BLPOP|BRPOP|BRPOPLPUSH|BLMOVE|BLMPOP|BZPOPMIN|BZPOPMAX|BZMPOP|XREAD|XREADGROUP|WAIT|WAITAOF)$/;
/** Commands that ioredis keeps account of, by their names in small letters. */
const OF_CHANNELS = /^(P|S)?(UN)?SUBSCRIBE$/;

/**
 * One connection through ioredis, of which it does what it is best at: writing commands, reading replies, and telling them
 * from messages. The socket is ours, so that it is gone when we say so, and reconnecting is ours, so that one place decides.
 */
class IoredisLink implements RedisLink {
  private readonly socket: Socket;
  private redis: Redis | undefined;
  private watch: IdleWatch | undefined;
  private readonly cancelTimeout: () => void;
  private hasConnected = false;
  private hasOpened = false;
  private hasEnded = false;
  private isBreaking = false;
  private cancelBreak: () => void = () => undefined;
  private blocking = 0;

  constructor(
    private readonly target: RedisTarget,
    private readonly limits: LinkLimits,
    private readonly listener: RedisLinkListener,
  ) {
    ioredisLibrary();
    this.socket = openSocket(target);
    const framer = new RespFramer(limits.maxReplyBytes, target.address, target.place);
    filterData(
      this.socket,
      (chunk, pass) => {
        if (this.hasEnded || this.isBreaking) return;
        this.watch?.heard();
        framer.push(chunk, pass);
      },
      (error) => this.breakSoon(error instanceof NetError ? error : misfitError(error, target)),
    );
    this.socket
      .on(target.tls === undefined ? 'connect' : 'secureConnect', this.onConnect)
      .on('error', this.onSocketError)
      .on('close', this.onSocketClose);
    this.cancelTimeout = deadline(limits.timeoutSeconds, () =>
      this.break(connectTimeout(limits.timeoutSeconds, target)),
    );
  }

  send(name: string, args: readonly RedisArgument[], onReply: RedisReplyHandler): void {
    const { Command } = ioredisLibrary();
    const isBlocking = BLOCKING.test(name);
    if (isBlocking) this.blocking += 1;
    // In capitals ioredis leaves replies as they came, instead of making objects of some.
    const sent = new Command(OF_CHANNELS.test(name) ? name.toLowerCase() : name, args.map(sendable), {
      replyEncoding: 'utf8',
    });
    const settle = (error: NetError | undefined, reply: RedisReply): void => {
      if (isBlocking) this.blocking -= 1;
      if (!this.hasEnded) onReply(error, reply);
    };
    (sent.promise as Promise<RedisReply>).then(
      (reply) => settle(undefined, reply),
      (error: unknown) => settle(replyError(name, error, this.target), null),
    );
    this.gatherWrites();
    // Its promise is the one above.
    void Promise.resolve(this.redis!.sendCommand(sent)).catch(() => undefined);
  }

  close(): void {
    if (this.hasEnded) return;
    this.hasEnded = true;
    this.cancelTimeout();
    this.cancelBreak();
    this.watch?.stop();
    const { socket } = this;
    socket
      .off('connect', this.onConnect)
      .off('secureConnect', this.onConnect)
      .off('error', this.onSocketError)
      .off('close', this.onSocketClose)
      // Node throws an error that nobody listens for, and one may still be on its way.
      .on('error', () => undefined);
    // Tells ioredis that it is on purpose, and destroys the socket.
    this.redis?.disconnect();
    socket.destroy();
  }

  private break(error: NetError): void {
    if (this.hasEnded) return;
    this.close();
    this.listener.broke(error);
  }

  /** Writes all commands of one moment at once, in the place of one call to the system for each. */
  private gatherWrites(): void {
    const { socket } = this;
    if (socket.writableCorked > 0) return;
    socket.cork();
    void Promise.resolve().then(() => socket.uncork());
  }

  /** Nothing more is read; replies that came before what is wrong are still on their way through promises. */
  private breakSoon(error: NetError): void {
    if (this.hasEnded || this.isBreaking) return;
    this.isBreaking = true;
    this.cancelBreak = deadline(0, () => this.break(error));
  }

  private readonly onConnect = (): void => {
    this.hasConnected = true;
    const { Redis } = ioredisLibrary();
    const { socket } = this;
    const redis = new Redis({
      Connector: class {
        connect(): Promise<Socket> {
          return Promise.resolve(socket);
        }
        disconnect(): void {
          socket.destroy();
        }
        check(): boolean {
          return true;
        }
      } as never,
      lazyConnect: true,
      retryStrategy: () => null,
      maxRetriesPerRequest: null,
      enableReadyCheck: false,
      disableClientInfo: true,
      autoResubscribe: false,
      autoResendUnfulfilledCommands: false,
      connectTimeout: 0,
    });
    this.redis = redis;
    redis.on('error', (error: Error) => this.breakSoon(misfitError(error, this.target)));
    redis.on('ready', this.introduce);
    redis.on('message', (channel: string, message: string) => {
      if (!this.hasEnded) this.listener.message(channel, message);
    });
    redis.on('pmessage', (pattern: string, channel: string, message: string) => {
      if (!this.hasEnded) this.listener.message(channel, message, pattern);
    });
    redis.connect().catch(() => undefined);
  };

  /** Says who we are and which database we want, and hears whether the server answers at all. */
  private readonly introduce = (): void => {
    if (this.hasEnded) return;
    const { username, password, db } = this.target;
    const expectOk = (error: NetError | undefined): void => {
      if (error !== undefined) this.break(error);
    };
    if (password !== undefined) {
      this.send('AUTH', username === undefined ? [password] : [username, password], expectOk);
    }
    if (db !== 0) this.send('SELECT', [db], expectOk);
    this.send('PING', [], (error) => {
      // A user may have no right to PING and all others.
      if (error !== undefined && !error.message.includes('"NOPERM')) this.break(error);
      else this.open();
    });
  };

  private open(): void {
    if (this.hasEnded) return;
    this.hasOpened = true;
    this.cancelTimeout();
    const { idleSeconds } = this.limits;
    this.watch = new IdleWatch(
      idleSeconds,
      () => this.send('PING', [], () => undefined),
      () => this.break(silentError(answerSeconds(idleSeconds), this.target)),
      () => this.blocking > 0,
    );
    this.listener.opened();
  }

  private readonly onSocketError = (error: NodeJS.ErrnoException): void => {
    this.break(socketError(error, this.hasConnected, this.target));
  };

  private readonly onSocketClose = (): void => {
    this.break(endedError(this.target));
  };
}

/** ioredis takes bytes as a Buffer only, and would write any other number of them as text. */
function sendable(argument: RedisArgument): string | Buffer {
  if (typeof argument === 'string') return argument;
  if (typeof argument === 'number') return String(argument);
  return Buffer.from(argument.buffer, argument.byteOffset, argument.byteLength);
}
