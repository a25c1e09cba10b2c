// SPDX-License-Identifier: MIT
import { once } from 'node:events';
import net, { type AddressInfo, type Server, type Socket } from 'node:net';
import type { Observable, Subscription } from 'rxjs';
import {
  connectRedis,
  type ConnectRedisOptions,
  type NetError,
  type RedisConnection,
} from '../../TypeScript/net';
import { countShared } from '../../TypeScript/net/redis/shared-subscriber';
import { removeServers } from './redis-server';

const closers: (() => void)[] = [];

/** What a stream has told so far, and a way to wait for more. */
export class Heard<T> {
  readonly values: T[] = [];
  error: NetError | undefined;
  hasCompleted = false;
  readonly subscription: Subscription;
  private readonly watchers = new Set<() => void>();

  constructor(source: Observable<T>) {
    this.subscription = source.subscribe({
      next: (value) => {
        this.values.push(value);
        this.tell();
      },
      error: (error: NetError) => {
        this.error = error;
        this.tell();
      },
      complete: () => {
        this.hasCompleted = true;
        this.tell();
      },
    });
    closers.push(() => this.subscription.unsubscribe());
  }

  /** Waits until something holds, and fails if the stream ends before. */
  until(condition: (values: readonly T[]) => boolean): Promise<void> {
    return new Promise((resolve, reject) => {
      const look = (): void => {
        const holds = condition(this.values);
        const isOver = this.error !== undefined || this.hasCompleted;
        if (!holds && !isOver) return;
        this.watchers.delete(look);
        if (holds) resolve();
        else reject(this.error ?? new Error('it completed'));
      };
      this.watchers.add(look);
      look();
    });
  }

  /** Waits for the first value that fits, from the given one on. */
  async value<S extends T>(fits: (value: T) => value is S, from?: number): Promise<S>;
  async value(fits: (value: T) => boolean, from?: number): Promise<T>;
  async value(fits: (value: T) => boolean, from = 0): Promise<T> {
    const look = (): T | undefined => this.values.slice(from).find(fits);
    await this.until(() => look() !== undefined);
    return look()!;
  }

  count(count: number): Promise<void> {
    return this.until((values) => values.length >= count);
  }

  /** Waits for the error that the stream ends with. */
  failure(): Promise<NetError> {
    return new Promise((resolve, reject) => {
      const look = (): void => {
        if (this.error !== undefined) resolve(this.error);
        else if (this.hasCompleted) reject(new Error('it completed'));
        else return;
        this.watchers.delete(look);
      };
      this.watchers.add(look);
      look();
    });
  }

  private tell(): void {
    for (const watcher of [...this.watchers]) watcher();
  }
}

/** Short delays, so that tests are soon over. */
export const SOON = { firstDelaySeconds: 0.01, maxDelaySeconds: 0.05 };

/** A connection of ours, and the stream it came from. */
export async function ourRedis(
  options: ConnectRedisOptions,
): Promise<{ redis: RedisConnection; stream: Heard<RedisConnection> }> {
  const stream = new Heard(connectRedis({ ...SOON, ...options }));
  await stream.count(1);
  return { redis: stream.values[0]!, stream };
}

/** Somebody who claims to be a Redis server. */
export class FakeRedis {
  readonly sockets: Socket[] = [];
  readonly connections = new Set<Socket>();
  private readonly watchers = new Set<() => void>();

  private constructor(
    private readonly server: Server,
    readonly port: number,
  ) {}

  static async listen(onConnection: (socket: Socket, index: number) => void): Promise<FakeRedis> {
    const server = net.createServer({ allowHalfOpen: true });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const fake = new FakeRedis(server, (server.address() as AddressInfo).port);
    server.on('connection', (socket) => {
      socket.on('error', () => undefined);
      fake.sockets.push(socket);
      fake.connections.add(socket);
      socket.on('close', () => {
        fake.connections.delete(socket);
        fake.tell();
      });
      socket.on('end', () => socket.end());
      onConnection(socket, fake.sockets.length - 1);
      socket.resume();
      fake.tell();
    });
    closers.push(() => {
      server.close();
      for (const socket of fake.sockets) socket.destroy();
    });
    return fake;
  }

  /** Accepts whoever comes, as a server does that wants no password, and then says what it was given to say. */
  static accepting(words: (index: number) => string | Buffer | undefined): Promise<FakeRedis> {
    return FakeRedis.listen((socket, index) => {
      socket.once('data', () => {
        socket.write('+PONG\r\n');
        const said = words(index);
        if (said !== undefined) socket.write(said);
      });
    });
  }

  async connected(count: number): Promise<void> {
    await this.until(() => this.sockets.length >= count);
  }

  async empty(): Promise<void> {
    await this.until(() => this.connections.size === 0);
  }

  private until(condition: () => boolean): Promise<void> {
    return new Promise((resolve) => {
      const look = (): void => {
        if (!condition()) return;
        this.watchers.delete(look);
        resolve();
      };
      this.watchers.add(look);
      look();
    });
  }

  private tell(): void {
    for (const watcher of [...this.watchers]) watcher();
  }
}

/** Closes what these helpers opened, and fails if a socket or a timer of ours stays. */
export async function closeRedis(): Promise<void> {
  for (const close of closers.splice(0)) close();
  expect(countShared()).toBe(0);
  await removeServers();
  await nothingLeft();
}

/** Waits for the turns of the event loop that closing takes; what is there after them stays. */
export async function nothingLeft(): Promise<void> {
  for (let turn = 0; turn < 1000; turn += 1) {
    if (handles().length === 0) return;
    await new Promise((resolve) => setImmediate(resolve));
  }
  throw new Error(`handles are left: ${handles().join(', ')}`);
}

export function handles(): string[] {
  return process.getActiveResourcesInfo().filter((name) => /^(TCP|Pipe(ConnectWrap|ServerWrap))/.test(name));
}

/** Timers that run, those of jest among them. */
export function timers(): number {
  return process.getActiveResourcesInfo().filter((name) => name === 'Timeout').length;
}
