// SPDX-License-Identifier: MIT
import type { Observable } from 'rxjs';
import { firstValueFrom } from 'rxjs';
import {
  connectRedis,
  hasRedisDriver,
  registerRedisDriver,
  type RedisDriver,
  type RedisLinkListener,
} from '../../TypeScript/net';
import type * as Net from '../../TypeScript/net';
import { offerRedisStandIn } from '../../TypeScript/hosts/headless/redis-stand-in';
import { Heard, SOON, closeRedis, ourRedis } from './redis-peers';

afterEach(closeRedis);

describe('a driver of another scheme', () => {
  it('serves its URLs as long as it is registered', async () => {
    const asked: string[] = [];
    const driver: RedisDriver = {
      open: (target, listener) => {
        setImmediate(() => listener.opened());
        return {
          send: (name, args, onReply) => {
            asked.push([target.host, name, ...args].join(' '));
            onReply(undefined, 'fine');
          },
          close: () => asked.push('close'),
        };
      },
    };
    const takeBack = registerRedisDriver('echo', driver);
    const { redis, stream } = await ourRedis({ url: 'echo://cave' });

    expect(await firstValueFrom(redis.get('a'))).toBe('fine');
    stream.subscription.unsubscribe();
    takeBack();

    expect(asked).toEqual(['cave GET a', 'close']);
    expect(hasRedisDriver('echo')).toBe(false);
    expect(() => connectRedis({ url: 'echo://cave' })).toThrow('url to be like');
  });

  it('that throws is one that fails, and is tried again', async () => {
    let attempts = 0;
    let listener: RedisLinkListener | undefined;
    const driver: RedisDriver = {
      open: (_target, told) => {
        attempts += 1;
        if (attempts < 3) throw new Error('not in the mood');
        listener = told;
        setImmediate(() => listener!.opened());
        return { send: () => undefined, close: () => undefined };
      },
    };
    const stream = new Heard(connectRedis({ ...SOON, driver, waitForServer: true }));
    const status = new Heard(stream.values[0]!.status);

    await status.value(({ state }) => state === 'ready');

    expect(status.values.slice(1, 3)).toMatchObject([
      { attempt: 1, error: { code: 'CONNECTION_FAILED' } },
      { attempt: 2, error: { code: 'CONNECTION_FAILED' } },
    ]);
  });
});

describe('the stand-in of the headless host', () => {
  it('has commands, channels and patterns, and forgets all with its last connection', async () => {
    offerRedisStandIn();
    const url = 'stand-in://test';
    const { redis, stream } = await ourRedis({ url });
    const channel = new Heard(redis.events({ channel: 'news' }));
    const pattern = new Heard(redis.events({ pattern: 'n*' }));
    await Promise.all([channel.count(1), pattern.count(1)]);

    await firstValueFrom(redis.set('name', 'Luke'));
    await firstValueFrom(redis.command('HSET', 'ship', 'crew', 2));
    expect(await firstValueFrom(redis.get('name'))).toBe('Luke');
    expect(await firstValueFrom(redis.command('HGETALL', 'ship'))).toEqual(['crew', '2']);
    expect(await firstValueFrom(redis.incr('number', 2))).toBe(2);
    expect(await new Heard(redis.command('NONSENSE')).failure()).toMatchObject({ code: 'REDIS_ERROR' });
    await firstValueFrom(redis.publish('news', 'hello'));
    await Promise.all([channel.count(2), pattern.count(2)]);
    expect(channel.values[1]).toEqual({ type: 'message', channel: 'news', message: 'hello' });
    expect(pattern.values[1]).toMatchObject({ pattern: 'n*', message: 'hello' });
    stream.subscription.unsubscribe();

    const again = await ourRedis({ url });
    expect(await firstValueFrom(again.redis.get('name'))).toBeNull();
  });
});

describe('Redis without a Node backend', () => {
  afterEach(() => {
    jest.dontMock('node:net');
  });

  it.each<[string, (net: typeof Net) => Observable<unknown>]>([
    ['connectRedis', (net) => net.connectRedis()],
    ['subscribeRedis', (net) => net.subscribeRedis({ channel: 'news', waitForServer: true })],
  ])('says at the first use of %s which backend is needed', (_what, source) => {
    const errors: Net.NetError[] = [];
    jest.isolateModules(() => {
      jest.doMock('node:net', () => {
        throw new Error('can not find node:net');
      });
      const net = jest.requireActual<typeof Net>('../../TypeScript/net');
      source(net).subscribe({ error: (error: Net.NetError) => errors.push(error) });
    });

    expect(errors).toHaveLength(1);
    expect(errors[0]).toMatchObject({ name: 'NetError', code: 'NET_UNAVAILABLE' });
    expect(errors[0]!.message).toMatch(/^Expected PuerTS's Node backend for Redis /);
  });
});
