// SPDX-License-Identifier: MIT
import net, { type Socket } from 'node:net';
import { connectRedis, subscribeRedis, type RedisStatus } from '../../TypeScript/net';
import { countShared } from '../../TypeScript/net/redis/shared-subscriber';
import { FakeRedis, Heard, SOON, closeRedis, nothingLeft, ourRedis, timers } from './redis-peers';
import { freePort } from './redis-server';

afterEach(async () => {
  jest.restoreAllMocks();
  await closeRedis();
});

function is(state: RedisStatus['state']): (status: RedisStatus) => boolean {
  return (status) => status.state === state;
}

/** Every socket that is made from now on. */
function madeSockets(): () => Socket[] {
  const connect = jest.spyOn(net, 'connect');
  return () => connect.mock.results.map(({ value }) => value as Socket);
}

async function expectNothingLeft(sockets: readonly Socket[], timersBefore: number): Promise<void> {
  // At once, not some time later.
  expect(sockets.map(({ destroyed }) => destroyed)).toEqual(sockets.map(() => true));
  expect(timers()).toBeLessThanOrEqual(timersBefore);
  expect(countShared()).toBe(0);
  await nothingLeft();
}

describe.each([
  ['a connection', (port: number) => connectRedis({ ...SOON, port, waitForServer: true })],
  ['a subscription', (port: number) => subscribeRedis({ ...SOON, port, channel: 'a', waitForServer: true })],
])('unsubscribing from %s', (_what, open) => {
  it('that is connecting leaves nothing', async () => {
    const before = timers();
    const fake = await FakeRedis.listen(() => undefined);
    const sockets = madeSockets();

    new Heard<unknown>(open(fake.port)).subscription.unsubscribe();

    expect(sockets()).toHaveLength(1);
    await closeRedis();
    await expectNothingLeft(sockets(), before);
  });

  it('whose server has not answered yet leaves nothing', async () => {
    const before = timers();
    const sockets = madeSockets();
    const asked = new Promise<FakeRedis>((resolve) => {
      const listening = FakeRedis.listen((socket) => {
        socket.once('data', () => void listening.then(resolve));
      });
      void listening.then(({ port }) => (stream = new Heard<unknown>(open(port))));
    });
    let stream: Heard<unknown> | undefined;
    await asked;

    stream!.subscription.unsubscribe();

    expect(sockets()).toHaveLength(1);
    expect(sockets()[0]!.destroyed).toBe(true);
    await closeRedis();
    await expectNothingLeft(sockets(), before);
  });

  it('that is open leaves nothing, and its server hears of it', async () => {
    const before = timers();
    const sockets = madeSockets();
    let told!: () => void;
    const answered = new Promise<void>((resolve) => (told = resolve));
    const fake = await FakeRedis.accepting(() => {
      told();
      return undefined;
    });
    const stream = new Heard<unknown>(open(fake.port));
    await answered;

    stream.subscription.unsubscribe();

    await fake.empty();
    await closeRedis();
    await expectNothingLeft(sockets(), before);
  });

  it('that waits for its next attempt leaves nothing, and tries no more', async () => {
    const before = timers();
    const sockets = madeSockets();
    const port = await freePort();
    const stream = new Heard<unknown>(open(port));
    const [socket] = sockets();
    await new Promise((resolve) => socket!.once('close', resolve));

    stream.subscription.unsubscribe();

    const attempts = sockets().length;
    await expectNothingLeft(sockets(), before);
    expect(sockets()).toHaveLength(attempts);
  });
});

describe('unsubscribing from a connection', () => {
  it('that is being mended frees its port at once', async () => {
    const fake = await FakeRedis.listen((socket, index) => {
      if (index === 0) socket.once('data', () => socket.end('+PONG\r\n'));
    });
    const before = timers();
    const { redis, stream } = await ourRedis({ port: fake.port });
    await new Heard(redis.status).value(is('reconnecting'));
    await fake.connected(2);

    stream.subscription.unsubscribe();

    await fake.empty();
    expect(timers()).toBeLessThanOrEqual(before);
    expect(fake.sockets).toHaveLength(2);
  });

  it('ends what is under way, each in one way', async () => {
    const fake = await FakeRedis.accepting(() => undefined);
    const { redis, stream } = await ourRedis({ port: fake.port });
    const command = new Heard(redis.get('a'));
    const messages = new Heard(redis.subscribe('news'));
    const status = new Heard(redis.status);

    stream.subscription.unsubscribe();

    expect(command.error).toMatchObject({ code: 'REDIS_DOWN' });
    expect(messages.hasCompleted).toBe(true);
    expect(status.values).toEqual([{ state: 'ready' }, { state: 'closed', error: undefined }]);
    expect(status.hasCompleted).toBe(true);
    expect((await new Heard(redis.get('a')).failure()).message).toBe(
      `Expected an open connection to ${redis.address} for GET, but it is closed`,
    );
  });

  it('inside of what it told is as good', async () => {
    const before = timers();
    const fake = await FakeRedis.accepting(() => '?');
    const stream = new Heard(connectRedis({ port: fake.port, ...SOON }));
    await stream.count(1);
    stream.values[0]!.status.subscribe(({ state }) => {
      if (state === 'reconnecting') stream.subscription.unsubscribe();
    });
    const status = new Heard(stream.values[0]!.status);

    await status.value(is('closed'));

    await fake.empty();
    expect(timers()).toBeLessThanOrEqual(before);
    expect(fake.sockets).toHaveLength(1);
  });

  it('a hundred times in a row leaves nothing', async () => {
    const fake = await FakeRedis.accepting(() => undefined);
    const before = timers();

    for (let times = 0; times < 100; times += 1) {
      const { redis, stream } = await ourRedis({ port: fake.port });
      new Heard(redis.subscribe(`channel ${times}`));
      stream.subscription.unsubscribe();
    }

    await fake.empty();
    expect(timers()).toBeLessThanOrEqual(before);
    expect(countShared()).toBe(0);
  });
});
