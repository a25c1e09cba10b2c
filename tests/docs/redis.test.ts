// SPDX-License-Identifier: MIT
// The page begins with an example.
import { createTestWorld } from 'transient-loop/testing/world';
import { RedisServer, describeWithRedis, removeServers } from '../net/redis-server';
import { firstExampleOf } from './example';

let world: Awaited<ReturnType<typeof createTestWorld>> | undefined;

afterEach(async () => {
  await world?.end();
  await removeServers();
});

describeWithRedis('docs/redis.md', () => {
  it('begins with an example that runs', async () => {
    const server = await RedisServer.start();
    const script = firstExampleOf('docs/redis.md');
    const made = await createTestWorld({
      actors: [{ label: 'Herald', script, arguments: { url: server.url } }],
    });
    world = made;
    const said = (): string[] => made.log.find({ event: 'log' }).map(({ message }) => message);
    const until = async (holds: () => boolean): Promise<void> => {
      while (!holds()) {
        await new Promise((resolve) => setImmediate(resolve));
        await made.tick();
      }
    };

    await until(() => said().includes('visit 1'));
    while ((await server.ask('PUBLISH', 'news.local', 'rain')) === '0');
    await until(() => said().includes('news.local: rain'));

    expect(said()).toEqual(['Redis is ready', 'visit 1', 'news.local: rain']);
    made.expectNoErrors();
  });
});
