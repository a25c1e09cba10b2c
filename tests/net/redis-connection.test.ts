// SPDX-License-Identifier: MIT
import { inspect } from 'node:util';
import { firstValueFrom } from 'rxjs';
import { connectRedis, NetError } from '../../TypeScript/net';
import { Heard, closeRedis, ourRedis } from './redis-peers';
import { RedisServer, describeWithRedis, freePort } from './redis-server';
import { thrownBy } from './peers';

afterEach(closeRedis);

describeWithRedis('connectRedis', () => {
  it('emits one connection, by port, URL and unix socket', async () => {
    const server = await RedisServer.start();

    for (const options of [{ port: server.port }, { url: server.url }, { path: server.path }]) {
      const { redis, stream } = await ourRedis(options);
      expect(await firstValueFrom(redis.command('PING'))).toBe('PONG');
      expect(stream.values).toHaveLength(1);
    }
    const { redis } = await ourRedis({ url: `unix://${server.path}` });
    expect(redis.address).toBe(server.path);
  });

  it('sends commands, and gives replies as they are on the wire', async () => {
    const { redis } = await ourRedis({ url: (await RedisServer.start()).url });
    const ask = (...words: [string, ...(string | number | Uint8Array)[]]) =>
      firstValueFrom(redis.command(...words));

    expect(await ask('hset', 'ship', 'name', 'Falcon', 'crew', 2)).toBe(2);
    expect(await ask('HGETALL', 'ship')).toEqual(['name', 'Falcon', 'crew', '2']);
    expect(await ask('rpush', 'droids', 'R2', new Uint8Array([67, 51]), 'Käpt’n')).toBe(3);
    expect(await ask('lrange', 'droids', 0, -1)).toEqual(['R2', 'C3', 'Käpt’n']);
    expect(await ask('eval', 'return {1, {2, false}, "x"}', 0)).toEqual([1, [2, null], 'x']);
  });

  it('has short names for what is wanted most', async () => {
    const server = await RedisServer.start();
    const { redis } = await ourRedis({ url: server.url });

    expect(await firstValueFrom(redis.get('name'))).toBeNull();
    expect(await firstValueFrom(redis.set('name', 'Luke'))).toBeUndefined();
    expect(await firstValueFrom(redis.get('name'))).toBe('Luke');
    expect(await firstValueFrom(redis.set('brief', 1, { seconds: 100 }))).toBeUndefined();
    expect(Number(await server.ask('PTTL', 'brief'))).toBeGreaterThan(90_000);
    expect(await firstValueFrom(redis.incr('visits'))).toBe(1);
    expect(await firstValueFrom(redis.incr('visits', 41))).toBe(42);
    expect(await firstValueFrom(redis.del('name', 'visits', 'nobody'))).toBe(2);
    expect(await firstValueFrom(redis.publish('nobody listens', 'hello'))).toBe(0);
  });

  it('sends nothing before someone subscribes, and once for each who does', async () => {
    const { redis } = await ourRedis({ url: (await RedisServer.start()).url });

    const visits = redis.incr('visits');

    expect(await firstValueFrom(redis.get('visits'))).toBeNull();
    expect([await firstValueFrom(visits), await firstValueFrom(visits)]).toEqual([1, 2]);
  });

  it('keeps the order of a thousand commands', async () => {
    const { redis } = await ourRedis({ url: (await RedisServer.start()).url });

    const replies = await Promise.all(
      Array.from({ length: 1000 }, () => firstValueFrom(redis.incr('number'))),
    );

    expect(replies).toEqual(Array.from({ length: 1000 }, (_, index) => index + 1));
  });

  it('fails a command with the words of the server, and goes on', async () => {
    const { redis } = await ourRedis({ url: (await RedisServer.start()).url });
    await firstValueFrom(redis.set('name', 'Luke'));

    const error = await new Heard(redis.incr('name')).failure();

    expect(error).toBeInstanceOf(NetError);
    expect(error.code).toBe('REDIS_ERROR');
    expect(error.message).toBe(
      `Expected INCRBY to be carried out by ${redis.address}, but the server said ` +
        '"ERR value is not an integer or out of range"',
    );
    expect(await firstValueFrom(redis.get('name'))).toBe('Luke');
  });

  it('drops the reply that nobody waits for any more, and not that of another', async () => {
    const { redis } = await ourRedis({ url: (await RedisServer.start()).url });
    const first = new Heard(redis.incr('number'));
    const second = new Heard(redis.incr('number'));

    first.subscription.unsubscribe();

    await second.count(1);
    expect([first.values, second.values]).toEqual([[], [2]]);
  });

  it('chooses a database', async () => {
    const server = await RedisServer.start();
    const { redis } = await ourRedis({ url: `${server.url}/3` });

    await firstValueFrom(redis.set('where', 'here'));

    expect(await server.ask('-n', '3', 'GET', 'where')).toBe('here');
  });

  it('says who it is', async () => {
    const server = await RedisServer.start('--requirepass', 'open sesame');
    await server.ask('-a', 'open sesame', 'ACL', 'SETUSER', 'luke', 'on', '>blue/milk', '~*', '&*', '+@all');

    for (const who of [':open%20sesame', 'luke:blue%2Fmilk']) {
      const { redis } = await ourRedis({ url: `redis://${who}@127.0.0.1:${server.port}` });
      expect(await firstValueFrom(redis.incr('visits'))).toBeGreaterThan(0);
    }
  });

  it.each([
    ['no password', {}],
    ['a wrong one', { password: 'abracadabra' }],
    ['nobody’s name', { username: 'nobody', password: 'open sesame' }],
  ])('fails for good with %s, and does not show it', async (_what, credentials) => {
    const server = await RedisServer.start('--requirepass', 'open sesame');

    const error = await new Heard(
      connectRedis({ url: server.url, ...credentials, waitForServer: true }),
    ).failure();

    expect(error.code).toBe('REDIS_AUTH');
    expect(inspect(error, { depth: 9 })).not.toMatch(/abracadabra|open sesame/);
  });

  it('tells a user what he may not do, and goes on', async () => {
    const server = await RedisServer.start();
    await server.ask('ACL', 'SETUSER', 'reader', 'on', '>pw', '~*', '+get');
    const { redis } = await ourRedis({ url: server.url, username: 'reader', password: 'pw' });

    expect(await new Heard(redis.set('a', 1)).failure()).toMatchObject({ code: 'REDIS_AUTH' });
    expect(await firstValueFrom(redis.get('a'))).toBeNull();
  });

  it.each([
    ['SUBSCRIBE', 'use subscribe'],
    ['select', 'give connectRedis a db'],
    ['MULTI', 'use EVAL, which is atomic too'],
    ['Monitor', 'it has more than one reply'],
  ])('refuses %s at the call', async (name, instead) => {
    const { redis } = await ourRedis({ url: (await RedisServer.start()).url });

    expect(thrownBy(() => redis.command(name))).toMatchObject({
      code: 'ARGUMENT',
      message: `Expected a command that leaves the connection as it was, but got ${name.toUpperCase()}: ${instead}`,
    });
  });

  it.each([
    ['an object', {}],
    ['undefined', undefined],
    ['NaN', NaN],
  ])('refuses %s as an argument, at the call', async (_what, argument) => {
    const { redis } = await ourRedis({ url: (await RedisServer.start()).url });

    expect(thrownBy(() => redis.command('SET', 'a', argument as string))).toMatchObject({ code: 'ARGUMENT' });
  });

  it('is never stopped from asking a blocking command', async () => {
    const server = await RedisServer.start();
    // Quiet for so short a time that a question would have gone unanswered long before the reply.
    const { redis } = await ourRedis({ url: server.url, idleSeconds: 0.02 });
    const popped = new Heard(redis.command('BLPOP', 'later', 0));
    const statuses = new Heard(redis.status);

    const quiet = new Heard((await ourRedis({ url: server.url })).redis.command('BLPOP', 'never', 0.3));
    await quiet.count(1);
    await server.ask('RPUSH', 'later', 'now');

    await popped.count(1);
    expect(popped.values).toEqual([['later', 'now']]);
    expect(statuses.values).toEqual([{ state: 'ready' }]);
  });

  it('asks an idle server whether it is there, and is content with its answer', async () => {
    const server = await RedisServer.start();
    const { redis } = await ourRedis({ url: server.url, idleSeconds: 0.02 });
    const statuses = new Heard(redis.status);
    const watcher = await ourRedis({ url: server.url });

    const pings = async (): Promise<number> => {
      const info = await firstValueFrom(watcher.redis.command('INFO', 'commandstats'));
      return Number(/cmdstat_ping:calls=(\d+)/.exec(info as string)![1]);
    };
    while ((await pings()) < 6);

    expect(statuses.values).toEqual([{ state: 'ready' }]);
  });
});

describe('connectRedis', () => {
  it('fails if nobody listens, by port and unix socket', async () => {
    const port = await freePort();

    expect(await new Heard(connectRedis({ port })).failure()).toMatchObject({
      code: 'CONNECTION_REFUSED',
      address: '127.0.0.1',
      port,
      message: `Expected a server at 127.0.0.1:${port}, but nothing listens there`,
    });
    expect(await new Heard(connectRedis({ path: '/nowhere/redis.sock' })).failure()).toMatchObject({
      code: 'CONNECTION_REFUSED',
      message: 'Expected a server at /nowhere/redis.sock, but nothing listens there',
    });
  });

  it.each([
    ['a port of zero', { port: 0 }, 'port to be a whole number from 1 to 65535, but got 0'],
    ['a negative db', { db: -1 }, 'db to be a whole number of at least 0, but got -1'],
    ['no patience', { timeoutSeconds: 0 }, 'timeoutSeconds to be a number of seconds above 0, but got 0'],
    ['no room', { maxPending: 0 }, 'maxPending to be a whole number of at least 1, but got 0'],
    ['another scheme', { url: 'http://host' }, 'url to be like '],
    ['a URL that is none', { url: 'redis://us er:secret@host' }, 'url to be like '],
    ['a bad escape', { url: 'redis://:secret%zz@host' }, 'url to be escaped as URLs are'],
  ])('refuses %s at the call, and shows no secret', (_what, options, message) => {
    const error = thrownBy(() => connectRedis(options)) as NetError;

    expect(error).toMatchObject({ code: 'ARGUMENT' });
    expect(error.message).toContain(message);
    expect(error.message).not.toContain('secret');
  });
});
