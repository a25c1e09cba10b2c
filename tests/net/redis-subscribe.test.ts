// SPDX-License-Identifier: MIT
import { firstValueFrom, take } from 'rxjs';
import { subscribeRedis, type RedisChannelEvent, type RedisConnection } from '../../TypeScript/net';
import { countShared } from '../../TypeScript/net/redis/shared-subscriber';
import { FakeRedis, Heard, SOON, closeRedis, ourRedis } from './redis-peers';
import { RedisServer, describeWithRedis, freePort } from './redis-server';
import { thrownBy } from './peers';

afterEach(closeRedis);

function isSubscribed({ type }: RedisChannelEvent): boolean {
  return type === 'subscribed';
}

function messagesOf(events: Heard<RedisChannelEvent>): string[] {
  return events.values.flatMap((event) => (event.type === 'message' ? [event.message] : []));
}

/** Listens, and is sure that the server knows. */
async function listen(redis: RedisConnection, channel: string): Promise<Heard<RedisChannelEvent>> {
  const events = new Heard(redis.events({ channel }));
  await events.value(isSubscribed);
  return events;
}

async function publish(redis: RedisConnection, channel: string, message: string): Promise<number> {
  return firstValueFrom(redis.publish(channel, message));
}

describeWithRedis('redis.subscribe', () => {
  it('emits what is published to a channel, in order', async () => {
    const { redis } = await ourRedis({ url: (await RedisServer.start()).url });
    const messages = new Heard(redis.subscribe('news'));
    await listen(redis, 'news');

    for (const message of ['one', 'two', '', 'ünder', 'a\r\nb']) await publish(redis, 'news', message);
    await publish(redis, 'weather', 'rain');
    await publish(redis, 'news', 'end');

    await messages.count(6);
    expect(messages.values).toEqual(
      ['one', 'two', '', 'ünder', 'a\r\nb', 'end'].map((message) => ({ channel: 'news', message })),
    );
  });

  it('has patterns, and says which one fits', async () => {
    const { redis } = await ourRedis({ url: (await RedisServer.start()).url });
    const messages = new Heard(redis.psubscribe('news.*'));
    await new Heard(redis.events({ pattern: 'news.*' })).value(isSubscribed);

    for (const channel of ['news.local', 'weather.local', 'news.far']) await publish(redis, channel, 'x');

    await messages.count(2);
    expect(messages.values).toEqual([
      { channel: 'news.local', message: 'x', pattern: 'news.*' },
      { channel: 'news.far', message: 'x', pattern: 'news.*' },
    ]);
  });

  it('tells a channel and a pattern of one name apart', async () => {
    const { redis } = await ourRedis({ url: (await RedisServer.start()).url });
    const channel = await listen(redis, 'n*');
    const pattern = new Heard(redis.events({ pattern: 'n*' }));
    await pattern.value(isSubscribed);

    await publish(redis, 'nn', 'to the pattern');
    await publish(redis, 'n*', 'to both');

    await pattern.count(3);
    expect(messagesOf(channel)).toEqual(['to both']);
    expect(messagesOf(pattern)).toEqual(['to the pattern', 'to both']);
  });

  it('says that it is in force before the first message', async () => {
    const { redis } = await ourRedis({ url: (await RedisServer.start()).url });
    await listen(redis, 'other');
    const events = new Heard(redis.events({ channel: 'news' }));

    // Sent until one arrives: the first to arrive may come in one piece with the reply to SUBSCRIBE.
    while (messagesOf(events).length === 0) await publish(redis, 'news', 'x');

    expect(events.values[0]).toEqual({ type: 'subscribed', again: false });
    expect(events.values.filter(isSubscribed)).toHaveLength(1);
  });

  it('shares one connection and one subscription a channel with everybody, until the last leaves', async () => {
    const server = await RedisServer.start();
    const actors = await Promise.all([1, 2, 3].map(() => ourRedis({ url: server.url })));
    const [first, second, third] = await Promise.all([
      listen(actors[0]!.redis, 'news'),
      listen(actors[1]!.redis, 'news'),
      listen(actors[2]!.redis, 'weather'),
    ]);
    const listening = async (): Promise<number> =>
      (await server.clients()).filter((line) => / sub=[1-9]/.test(line)).length;

    expect(countShared()).toBe(1);
    expect(await listening()).toBe(1);
    expect(await publish(actors[0]!.redis, 'news', 'all')).toBe(1);
    await Promise.all([first.count(2), second.count(2)]);

    first.subscription.unsubscribe();
    await publish(actors[0]!.redis, 'news', 'second only');
    await second.count(3);
    expect(messagesOf(first)).toEqual(['all']);

    second.subscription.unsubscribe();
    while ((await publish(actors[0]!.redis, 'news', 'nobody')) > 0);
    expect(await listening()).toBe(1);

    third.subscription.unsubscribe();
    expect(countShared()).toBe(0);
    while ((await listening()) > 0);
  });

  it('takes a channel up again that the last has just left', async () => {
    const { redis } = await ourRedis({ url: (await RedisServer.start()).url });
    await listen(redis, 'other');

    for (let times = 0; times < 50; times += 1) {
      (await listen(redis, 'news')).subscription.unsubscribe();
    }
    const last = await listen(redis, 'news');
    await publish(redis, 'news', 'x');

    await last.count(2);
    expect(messagesOf(last)).toEqual(['x']);
  });

  it('lets one leave while a message is being told', async () => {
    const { redis } = await ourRedis({ url: (await RedisServer.start()).url });
    const once = new Heard(redis.subscribe('news').pipe(take(1)));
    const second: Heard<RedisChannelEvent> = await listen(redis, 'news');
    // Takes its neighbour along in the middle of an emission.
    redis.subscribe('news').subscribe(() => second.subscription.unsubscribe());
    const third = await listen(redis, 'news');

    await publish(redis, 'news', 'one');
    await publish(redis, 'news', 'two');

    await third.count(3);
    expect(once.values).toHaveLength(1);
    expect(messagesOf(second)).toEqual(['one']);
  });

  it('does not share with another user', async () => {
    const server = await RedisServer.start();
    await server.ask('ACL', 'SETUSER', 'luke', 'on', '>pw', '~*', '&news', '+@all');
    const anybody = await ourRedis({ url: server.url });
    const luke = await ourRedis({ url: server.url, username: 'luke', password: 'pw' });
    await listen(anybody.redis, 'secrets');
    const news = await listen(luke.redis, 'news');

    expect(await new Heard(luke.redis.subscribe('secrets')).failure()).toMatchObject({ code: 'REDIS_AUTH' });
    expect(countShared()).toBe(2);
    await publish(luke.redis, 'news', 'x');
    await news.count(2);
  });

  it('completes when its connection is closed', async () => {
    const { redis, stream } = await ourRedis({ url: (await RedisServer.start()).url });
    const events = await listen(redis, 'news');

    stream.subscription.unsubscribe();

    expect(events.hasCompleted).toBe(true);
    expect(new Heard(redis.subscribe('news')).hasCompleted).toBe(true);
    expect(countShared()).toBe(0);
  });

  it('refuses no name at all, at the call', async () => {
    const { redis } = await ourRedis({ url: (await RedisServer.start()).url });

    expect(thrownBy(() => redis.subscribe(''))).toMatchObject({ code: 'ARGUMENT' });
  });
});

describeWithRedis('subscriptions of a server that is killed in mid-stream', () => {
  it('go on when it is back, each channel and pattern, and tell of the gap', async () => {
    const server = await RedisServer.start();
    const { redis } = await ourRedis({ url: server.url });
    const channels = Array.from({ length: 600 }, (_, index) => `channel ${index}`);
    const all = await Promise.all([
      ...channels.map((channel) => listen(redis, channel)),
      (async () => {
        const events = new Heard(redis.events({ pattern: '*9' }));
        await events.value(isSubscribed);
        return events;
      })(),
    ]);
    await publish(redis, 'channel 599', 'before');
    await all[599]!.count(2);

    for (let times = 1; times <= 2; times += 1) {
      await server.kill();
      await all[600]!.until((events) => events.filter(({ type }) => type === 'interrupted').length === times);
      await server.startAgain();
      await Promise.all(
        all.map((events) => events.until((told) => told.filter(isSubscribed).length === times + 1)),
      );
      await publish(redis, 'channel 599', `after ${times}`);
      await all[599]!.until(() => messagesOf(all[599]!).includes(`after ${times}`));
    }

    expect(all[0].values.map((event) => (event.type === 'subscribed' ? event.again : event.type))).toEqual([
      false,
      'interrupted',
      true,
      'interrupted',
      true,
    ]);
    expect(messagesOf(all[599]!)).toEqual(['before', 'after 1', 'after 2']);
    expect(messagesOf(all[600]!)).toEqual(['before', 'after 1', 'after 2']);
    expect(countShared()).toBe(1);
  });

  it('that came and went meanwhile are right afterwards', async () => {
    const server = await RedisServer.start();
    const { redis } = await ourRedis({ url: server.url });
    const [left, stays] = [await listen(redis, 'left'), await listen(redis, 'stays')];
    await server.kill();
    await stays.value(({ type }) => type === 'interrupted');

    left.subscription.unsubscribe();
    const came = new Heard(redis.events({ channel: 'came' }));
    await server.startAgain();
    await Promise.all([
      came.value(isSubscribed),
      stays.until((told) => told.filter(isSubscribed).length === 2),
    ]);

    expect(await server.ask('PUBSUB', 'CHANNELS')).toMatch(/^(came\nstays|stays\ncame)$/);
  });
});

describeWithRedis('a flood of messages', () => {
  it('arrives whole and in order, and lets commands through', async () => {
    // Else the server cuts off whoever has not read 32 MB of what it was sent.
    const server = await RedisServer.start('--client-output-buffer-limit', 'pubsub 0 0 0');
    const { redis } = await ourRedis({ url: server.url });
    let next = 0;
    let wrong = 0;
    let bytes = 0;
    const flood = redis.subscribe('flood').subscribe(({ message }) => {
      if (Number(message.slice(0, 8)) !== next) wrong += 1;
      next += 1;
      bytes += message.length;
    });
    // Not kept: it is thirty megabytes.
    await firstValueFrom(redis.events({ channel: 'flood' }));

    const script = `for i = 0, 9999 do
      redis.call('publish', KEYS[1], string.format('%08d', i + ARGV[1]) .. string.rep('x', 1000))
    end`;
    for (let round = 0; round < 3; round += 1) {
      await firstValueFrom(redis.command('EVAL', script, 1, 'flood', round * 10_000));
    }
    const end = await listen(redis, 'end');
    await publish(redis, 'end', 'x');
    await end.count(2);

    expect({ next, wrong, bytes }).toEqual({ next: 30_000, wrong: 0, bytes: 30_240_000 });
    flood.unsubscribe();
  });

  it('is cut off where a message is larger than it may be, once, and goes on', async () => {
    const server = await RedisServer.start();
    const { redis } = await ourRedis({ url: server.url, maxReplyBytes: 10_000 });
    const events = await listen(redis, 'news');
    await server.ask('EVAL', "redis.call('publish', 'news', string.rep('x', 20000))", '0');
    await events.until((told) => told.filter(isSubscribed).length === 2);
    await server.ask('PUBLISH', 'news', 'small');
    await events.count(4);

    expect(events.values).toMatchObject([
      { type: 'subscribed', again: false },
      {
        type: 'interrupted',
        error: {
          code: 'MESSAGE_TOO_LARGE',
          message: `Expected replies of at most 10000 bytes from ${redis.address}, but a larger one came`,
        },
      },
      { type: 'subscribed', again: true },
      { type: 'message', message: 'small' },
    ]);
  });
});

describeWithRedis('subscribeRedis', () => {
  it('listens without a connection for commands', async () => {
    const server = await RedisServer.start();
    const events = new Heard(subscribeRedis({ url: server.url, channel: 'news' }));
    await events.value(isSubscribed);

    await server.ask('PUBLISH', 'news', 'hello');

    await events.count(2);
    expect(events.values[1]).toEqual({ type: 'message', channel: 'news', message: 'hello' });
    expect(await server.clients()).toHaveLength(1);
  });

  it('fails for everybody who wanted it at once, and not for who waits', async () => {
    const port = await freePort();
    const [a, b] = [1, 2].map(() => new Heard(subscribeRedis({ port, ...SOON, channel: 'news' })));
    const patient = new Heard(subscribeRedis({ port, ...SOON, channel: 'news', waitForServer: true }));

    expect(await a!.failure()).toMatchObject({ code: 'CONNECTION_REFUSED', port });
    expect(await b!.failure()).toMatchObject({ code: 'CONNECTION_REFUSED', port });
    await patient.value(({ type }) => type === 'interrupted');
    expect(countShared()).toBe(1);
  });
});

describe('a server that tells of channels nobody asked for', () => {
  it('is not heard', async () => {
    const fake = await FakeRedis.listen((socket) => {
      socket.once('data', () => {
        socket.write('+PONG\r\n');
        socket.once('data', () => {
          socket.write('*3\r\n$9\r\nsubscribe\r\n$4\r\nnews\r\n:1\r\n');
          socket.write('*3\r\n$7\r\nmessage\r\n$5\r\nother\r\n$1\r\nx\r\n');
          socket.write('*4\r\n$8\r\npmessage\r\n$1\r\n*\r\n$4\r\nnews\r\n$1\r\nx\r\n');
          socket.write('*3\r\n$7\r\nmessage\r\n$4\r\nnews\r\n$1\r\ny\r\n');
        });
      });
    });

    const events = new Heard(subscribeRedis({ port: fake.port, channel: 'news' }));

    await events.count(2);
    expect(events.values).toEqual([
      { type: 'subscribed', again: false },
      { type: 'message', channel: 'news', message: 'y' },
    ]);
  });
});
