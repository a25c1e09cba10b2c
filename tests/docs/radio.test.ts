// SPDX-License-Identifier: MIT
// The page begins with an example.
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import * as net from 'node:net';
import { join } from 'node:path';
import { createTestWorld } from 'transient-loop/testing/world';
import { firstExampleOf } from './example';

const TUNE = readFileSync(join(__dirname, '../../Content/Sounds/RadioTune.mp3'));

let closeServer: () => void;

/** A station that plays the tune once, at one go, and then says nothing more. */
async function station(): Promise<{ port: number; left: Promise<unknown> }> {
  const title = Buffer.from("\x02StreamTitle='The Tune';".padEnd(33, '\0'));
  const server = net.createServer((socket) => {
    socket
      .on('error', () => undefined)
      .on('close', () => server.emit('left'))
      .resume();
    const body = [TUNE.subarray(0, 8000), title, TUNE.subarray(8000, 16_000), Buffer.alloc(1)];
    socket.write(Buffer.concat([Buffer.from('ICY 200 OK\r\nicy-metaint: 8000\r\n\r\n'), ...body]));
  });
  closeServer = () => server.close();
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return { port: (server.address() as net.AddressInfo).port, left: once(server, 'left') };
}

/** Jest's time limit does not stop a loop. */
let isOver = false;
afterEach(() => {
  isOver = true;
  closeServer();
});

describe('docs/radio.md', () => {
  it('begins with an example that runs', async () => {
    const { port, left } = await station();
    const script = firstExampleOf('docs/radio.md');
    const world = await createTestWorld({
      actors: [{ label: 'Radio', script, arguments: { url: `http://127.0.0.1:${port}/` } }],
    });
    const radio = world.actor('Radio');
    const sound = radio.sound({ sampleRate: 24_000, channels: 2 });

    // 16,000 bytes at 64 kbit/s are 2 s; what has been played of them by now is less than one.
    while (sound.queuedSeconds < 1.5 && !isOver) {
      await world.tick(0.0005);
      await new Promise((resolve) => setImmediate(resolve));
    }

    expect(sound.queuedSeconds).toBeLessThan(2);
    expect(world.log.find(/now playing: The Tune/)).toHaveLength(1);
    await world.advance(0.5);
    const before = sound.queuedSeconds;
    await world.advance(0.5);
    expect(before - sound.queuedSeconds).toBeCloseTo(0.5, 3);

    await world.asEngine(() => radio.destroy());
    expect(sound.queuedSeconds).toBe(0);
    await left;
    world.expectNoErrors();
    world.expectNothingLeft();
    await world.endPlay();
  });
});
