// SPDX-License-Identifier: MIT
import { firstValueFrom } from 'rxjs';
import { connectRedis, type RedisStatus } from '../../TypeScript/net';
import { backOffSeconds } from '../../TypeScript/net/redis/back-off';
import { FakeRedis, Heard, closeRedis, ourRedis, timers } from './redis-peers';
import { RedisServer, describeWithRedis, freePort } from './redis-server';

afterEach(closeRedis);

function is(state: RedisStatus['state']): (status: RedisStatus) => boolean {
  return (status) => status.state === state;
}

describeWithRedis('a connection whose server is killed', () => {
  it('is mended when the server is back, and tells all of it', async () => {
    const server = await RedisServer.start();
    const { redis, stream } = await ourRedis({ url: server.url });
    const status = new Heard(redis.status);

    await server.kill();
    await status.until(
      (all) => all.filter((one) => one.state === 'reconnecting' && one.attempt === 3).length > 0,
    );
    await server.startAgain();
    await status.value(is('ready'), 1);

    expect(await firstValueFrom(redis.incr('visits'))).toBe(1);
    expect(status.values[0]).toEqual({ state: 'ready' });
    expect(status.values.slice(1, 3)).toMatchObject([
      { state: 'reconnecting', attempt: 1, error: { code: 'CONNECTION_RESET' } },
      { state: 'reconnecting', attempt: 2, error: { code: 'CONNECTION_REFUSED' } },
    ]);
    expect(stream.values).toHaveLength(1);
  });

  it('keeps commands that come meanwhile, in order', async () => {
    const server = await RedisServer.start();
    const { redis } = await ourRedis({ url: server.url });
    const status = new Heard(redis.status);
    await server.kill();
    await status.value(is('reconnecting'));

    const replies = [1, 2, 3].map(() => new Heard(redis.incr('number')));
    const unwanted = new Heard(redis.incr('number', 100));
    unwanted.subscription.unsubscribe();
    await server.startAgain();

    await Promise.all(replies.map((reply) => reply.count(1)));
    expect(replies.map(({ values }) => values)).toEqual([[1], [2], [3]]);
  });

  it('fails commands that were sent, and does not send them again', async () => {
    const server = await RedisServer.start();
    const { redis } = await ourRedis({ url: server.url });
    const popped = new Heard(redis.command('BLPOP', 'list', 0));
    while (!(await server.ask('INFO', 'clients')).includes('blocked_clients:1'));

    await server.kill();

    expect(await popped.failure()).toMatchObject({
      code: 'REDIS_DOWN',
      cause: { code: 'CONNECTION_RESET' },
      message:
        `Expected a reply to BLPOP from ${redis.address}, but the connection broke before it came: ` +
        'nobody knows whether it was carried out',
    });
    await server.startAgain();
    expect(await firstValueFrom(redis.command('LLEN', 'list'))).toBe(0);
  });

  it('lets no more commands wait than it may', async () => {
    const server = await RedisServer.start();
    const { redis } = await ourRedis({ url: server.url, maxPending: 2, maxPendingBytes: 100 });
    const status = new Heard(redis.status);
    await server.kill();
    await status.value(is('reconnecting'));
    const large = new Heard(redis.set('large', 'x'.repeat(1000)));

    const second = await new Heard(redis.set('b', 'x')).failure();
    large.subscription.unsubscribe();
    const [b, c] = [new Heard(redis.incr('b')), new Heard(redis.incr('c'))];
    const fourth = await new Heard(redis.incr('d')).failure();

    const begin = `Expected ${redis.address} to be there again before`;
    expect(second.message).toBe(`${begin} SET is asked for too, but commands of 1005 bytes wait for it`);
    expect(fourth).toMatchObject({
      code: 'REDIS_DOWN',
      message: `${begin} INCRBY is asked for too, but 2 commands wait for it`,
    });
    await server.startAgain();
    await Promise.all([b.count(1), c.count(1)]);
  });

  it('is given up after as many attempts as it may have', async () => {
    const server = await RedisServer.start();
    const { redis, stream } = await ourRedis({ url: server.url, maxAttempts: 2 });
    const status = new Heard(redis.status);
    await server.kill();
    await status.value(is('reconnecting'));
    const waiting = new Heard(redis.get('a'));
    const messages = new Heard(redis.subscribe('news'));

    const error = await stream.failure();

    expect(error.code).toBe('CONNECTION_REFUSED');
    expect(await waiting.failure()).toMatchObject({ code: 'REDIS_DOWN', cause: error });
    // Subscriptions have a connection of their own, which may have been given up before.
    await expect(messages.until(() => false)).rejects.toThrow(/it completed|nothing listens/);
    expect(status.hasCompleted).toBe(true);
    expect(status.values.map(({ state }) => state)).toEqual([
      'ready',
      'reconnecting',
      'reconnecting',
      'closed',
    ]);
  });

  it('notices one that is frozen, by its silence', async () => {
    const server = await RedisServer.start();
    const { redis } = await ourRedis({ url: server.url, idleSeconds: 0.05 });
    const status = new Heard(redis.status);

    server.freeze();
    const down = await status.value(is('reconnecting'));
    server.thaw();
    await status.value(is('ready'), 1);

    expect(down).toMatchObject({
      error: {
        code: 'PEER_SILENT',
        message: `Expected ${redis.address} to answer PING, but nothing came for 0.05 s`,
      },
    });
  });

  it('outlives being cut off by the server', async () => {
    const server = await RedisServer.start();
    const { redis } = await ourRedis({ url: server.url });
    const status = new Heard(redis.status);

    for (let times = 0; times < 5; times += 1) {
      const from = status.values.length;
      await server.ask('CLIENT', 'KILL', 'TYPE', 'normal');
      await status.value(is('ready'), from);
    }

    expect(await firstValueFrom(redis.command('PING'))).toBe('PONG');
  });
});

describeWithRedis('waitForServer', () => {
  it('emits the connection at once, and keeps commands until the server is there', async () => {
    const server = await RedisServer.start();
    await server.kill();
    const { redis } = await ourRedis({ url: server.url, waitForServer: true });
    const status = new Heard(redis.status);
    const visits = new Heard(redis.incr('visits'));
    const events = new Heard(redis.events({ channel: 'news' }));
    await status.value(is('reconnecting'));

    await server.startAgain();

    await visits.count(1);
    await events.value(({ type }) => type === 'subscribed');
    expect(status.values[0]).toEqual({ state: 'connecting' });
    expect(events.values.map(({ type }) => type)).toEqual(['interrupted', 'subscribed']);
  });
});

describe('a connection of a server that never says a word', () => {
  it('fails in time', async () => {
    const fake = await FakeRedis.listen(() => undefined);

    const error = await new Heard(connectRedis({ port: fake.port, timeoutSeconds: 0.02 })).failure();

    expect(error).toMatchObject({
      code: 'CONNECT_TIMEOUT',
      message: `Expected an answer from 127.0.0.1:${fake.port}, but none came for 0.02 s`,
    });
    await fake.empty();
  });

  it('bounds what waits for its replies', async () => {
    const fake = await FakeRedis.accepting(() => undefined);
    const { redis } = await ourRedis({ port: fake.port, maxPending: 3 });
    const asked = [1, 2, 3].map(() => new Heard(redis.get('a')));

    expect(await new Heard(redis.get('a')).failure()).toMatchObject({
      code: 'PEER_TOO_SLOW',
      message: `Expected ${redis.address} to answer before GET is sent too, but 3 commands wait for a reply`,
    });
    expect(asked.map(({ error }) => error)).toEqual([undefined, undefined, undefined]);
  });

  it('that is loading its data, is asked again', async () => {
    const fake = await FakeRedis.listen((socket, index) => {
      socket.once('data', () => socket.write(index < 2 ? '-LOADING Redis is loading\r\n' : '+PONG\r\n'));
    });

    const { redis } = await ourRedis({ port: fake.port, waitForServer: true });
    const status = new Heard(redis.status);

    await status.value(is('ready'));
    expect(status.values.slice(1)).toMatchObject([
      { attempt: 1, error: { code: 'REDIS_ERROR' } },
      { attempt: 2, error: { code: 'REDIS_ERROR' } },
      { state: 'ready' },
    ]);
  });
});

describe('the delays between attempts', () => {
  it('double up to the longest, and are up to half shorter by chance', () => {
    const longest = [1, 2, 3, 4, 5, 1000].map((attempt) => backOffSeconds(attempt, 0.05, 0.5, 0));
    const shortest = [1, 2, 3, 4, 5, 1000].map((attempt) => backOffSeconds(attempt, 0.05, 0.5, 1));

    expect(longest).toEqual([0.05, 0.1, 0.2, 0.4, 0.5, 0.5]);
    expect(shortest).toEqual(longest.map((seconds) => seconds / 2));
  });

  it('go on growing with a server that takes us in and breaks at once', async () => {
    const fake = await FakeRedis.listen((socket) => {
      socket.once('data', () => socket.end('+PONG\r\n'));
    });
    const { redis } = await ourRedis({ port: fake.port, firstDelaySeconds: 0.001, maxDelaySeconds: 60 });
    const status = new Heard(redis.status);

    await status.until((all) => all.some((one) => one.state === 'reconnecting' && one.attempt === 5));

    expect(status.values.filter(is('ready')).length).toBeGreaterThan(3);
  });

  it('are over at once when nobody wants the connection any more', async () => {
    const port = await freePort();
    const before = timers();
    const { redis, stream } = await ourRedis({
      port,
      waitForServer: true,
      firstDelaySeconds: 100,
      maxDelaySeconds: 100,
    });
    await new Heard(redis.status).value(is('reconnecting'));
    expect(timers()).toBe(before + 1);

    stream.subscription.unsubscribe();

    expect(timers()).toBeLessThanOrEqual(before);
  });
});
