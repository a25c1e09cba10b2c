// SPDX-License-Identifier: MIT
import type RedisMock from 'ioredis-mock';
import {
  NetError,
  registerRedisDriver,
  type RedisArgument,
  type RedisLink,
  type RedisLinkListener,
  type RedisReply,
  type RedisReplyHandler,
  type RedisTarget,
} from 'transient-loop/net';

/** Links that are open, by the server that they think they have; what a server holds is gone with the last of them. */
const links = new Map<string, number>();

/** Servers so far: the library keeps what it holds by host, and each of ours begins with nothing. */
let servers = 0;
const hosts = new Map<string, string>();

let isOffered = false;

/** Has `stand-in://name` served by a Redis in this process, for demos on machines that have none. Does nothing again. */
export function offerRedisStandIn(): void {
  if (isOffered) return;
  isOffered = true;
  registerRedisDriver('stand-in', { open: (target, listener) => new StandInLink(target, listener) });
}

type Mock = InstanceType<typeof RedisMock>;
type Method = (...args: (string | Buffer)[]) => Promise<unknown>;

/** A link to a server that is an object in this process. */
class StandInLink implements RedisLink {
  private readonly mock: Mock;
  private readonly opening: NodeJS.Immediate;
  private hasClosed = false;

  constructor(
    private readonly target: RedisTarget,
    listener: RedisLinkListener,
  ) {
    const { port, db, address } = target;
    if (!hosts.has(address)) hosts.set(address, `${address}, number ${(servers += 1)}`);
    const host = hosts.get(address)!;
    // A large library, which only a game without Redis needs.
    const Mock = require('ioredis-mock') as typeof RedisMock;
    this.mock = new Mock({ host, port, db });
    this.mock.on('error', () => undefined);
    this.mock.on('message', (channel: string, message: string) => {
      if (!this.hasClosed) listener.message(channel, message);
    });
    this.mock.on('pmessage', (pattern: string, channel: string, message: string) => {
      if (!this.hasClosed) listener.message(channel, message, pattern);
    });
    links.set(address, (links.get(address) ?? 0) + 1);
    this.opening = setImmediate(() => listener.opened());
  }

  send(name: string, args: readonly RedisArgument[], onReply: RedisReplyHandler): void {
    const method = (this.mock as unknown as Record<string, unknown>)[name.toLowerCase()];
    const answer =
      typeof method === 'function'
        ? (method as Method).apply(this.mock, args.map(sendable))
        : Promise.reject(new Error(`ERR unknown command '${name}' (of the stand-in)`));
    answer.then(
      (reply) => {
        if (!this.hasClosed) onReply(undefined, asReply(reply));
      },
      (error: Error) => {
        if (!this.hasClosed) onReply(this.refused(name, error), null);
      },
    );
  }

  close(): void {
    if (this.hasClosed) return;
    this.hasClosed = true;
    clearImmediate(this.opening);
    const { address } = this.target;
    const left = links.get(address)! - 1;
    if (left > 0) links.set(address, left);
    else this.forget();
    this.mock.disconnect();
  }

  /** Frees what the server held; a link that listens may not ask for it. */
  private forget(): void {
    const { address, port } = this.target;
    const Mock = require('ioredis-mock') as typeof RedisMock;
    const sweeper = new Mock({ host: hosts.get(address)!, port });
    sweeper.flushall().then(
      () => sweeper.disconnect(),
      () => sweeper.disconnect(),
    );
    links.delete(address);
    hosts.delete(address);
  }

  private refused(name: string, error: Error): NetError {
    const { address, place } = this.target;
    const came = `the server said "${error.message.split('\n', 1)[0]}"`;
    return new NetError('REDIS_ERROR', `${name} to be carried out by ${address}`, came, place);
  }
}

function sendable(argument: RedisArgument): string | Buffer {
  return argument instanceof Uint8Array ? Buffer.from(argument) : String(argument);
}

/** As a server would have sent it, where the library made something else of it. */
function asReply(reply: unknown): RedisReply {
  if (typeof reply === 'string' || typeof reply === 'number') return reply;
  if (reply === null || reply === undefined) return null;
  if (Array.isArray(reply)) return reply.map(asReply);
  if (Buffer.isBuffer(reply)) return reply.toString();
  if (typeof reply === 'object') return Object.entries(reply).flat().map(asReply);
  return Number(reply);
}
