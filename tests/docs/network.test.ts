// SPDX-License-Identifier: MIT
// The pages begin with an example, and tell of the errors there are.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { createTestWorld } from 'transient-loop/testing/world';
import { TcpPeer, closePeers } from '../cli/tcp-peer';
import { firstExampleOf, pageOf } from './example';

type World = Awaited<ReturnType<typeof createTestWorld>>;

let world: World | undefined;

afterEach(async () => {
  await closePeers();
  await world?.end();
});

/** Ticks a world, while its network goes on, until something is in its log. */
async function logged(made: World, pattern: RegExp): Promise<string> {
  for (let turn = 0; turn < 20_000; turn += 1) {
    const found = made.log.find({ event: 'log' }).flatMap(({ message }) => pattern.exec(message)?.[1] ?? []);
    if (found[0] !== undefined) return found[0];
    await new Promise((resolve) => setImmediate(resolve));
    await made.tick();
  }
  throw new Error('nothing came');
}

async function play(page: string): Promise<World> {
  const actors = [{ label: 'Gate', script: firstExampleOf(page), arguments: { port: 0 } }];
  world = await createTestWorld({ actors });
  return world;
}

describe('docs/tcp.md', () => {
  it('begins with an example that runs', async () => {
    const made = await play('docs/tcp.md');
    const port = Number(await logged(made, /^listening on 127\.0\.0\.1:(\d+)/));
    const peer = await TcpPeer.connect(port);
    peer.send('hello\n');

    while (peer.lines.length === 0) {
      await new Promise((resolve) => setImmediate(resolve));
      await made.tick();
    }

    expect(peer.lines).toEqual(['hello']);
    made.expectNoErrors();
  });
});

describe('docs/websocket.md', () => {
  it('begins with an example that runs', async () => {
    const made = await play('docs/websocket.md');

    expect(await logged(made, /^heard: (.*)/)).toBe('Hello there');
    made.expectNoErrors();
  });
});

describe('docs/network.md', () => {
  it('leads to pages that are there', () => {
    const pages = [...pageOf('docs/network.md').matchAll(/\]\((.+?\.md)\)/g)].map(([, page]) => page!);

    expect(pages.length).toBeGreaterThan(6);
    expect(pages.filter((page) => !existsSync(join(__dirname, '../../docs', page)))).toEqual([]);
  });
});
