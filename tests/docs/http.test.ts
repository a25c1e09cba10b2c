// SPDX-License-Identifier: MIT
// The pages begin, or end, with an example.
import { createTestWorld } from 'transient-loop/testing/world';
import { ask } from '../net/http-peers';
import { exampleOf, firstExampleOf } from './example';

type World = Awaited<ReturnType<typeof createTestWorld>>;

let world: World | undefined;

afterEach(() => world?.end());

/** Ticks a world while its network goes on. */
async function tickUntil<T>(made: World, look: () => T | undefined): Promise<T> {
  for (let turn = 0; turn < 20_000; turn += 1) {
    const found = look();
    if (found !== undefined) return found;
    await new Promise((resolve) => setImmediate(resolve));
    await made.tick();
  }
  throw new Error('nothing came');
}

function logged(made: World, pattern: RegExp): string | undefined {
  const messages = made.log.find({ event: 'log' }).map(({ message }) => pattern.exec(message)?.[1]);
  return messages.find((text) => text !== undefined);
}

async function answerOf(made: World, asking: ReturnType<typeof ask>): ReturnType<typeof ask> {
  let answer: Awaited<typeof asking> | undefined;
  void asking.then((came) => (answer = came));
  return tickUntil(made, () => answer);
}

describe('docs/http.md', () => {
  it('begins with an example that runs', async () => {
    const script = firstExampleOf('docs/http.md');
    const made = await createTestWorld({ actors: [{ label: 'Gate', script, arguments: { port: 0 } }] });
    world = made;
    const port = await tickUntil(made, () => logged(made, /^listening on 127\.0\.0\.1:(\d+)/));
    const url = `http://127.0.0.1:${port}`;

    const state = await answerOf(made, ask(`${url}/world`));
    const door = await answerOf(made, ask(`${url}/doors/north`, { method: 'POST' }));
    const foreign = await answerOf(made, ask(`${url}/world`, { headers: { Host: 'game.example' } }));

    expect(JSON.parse(state.text)).toMatchObject({ seconds: expect.any(Number) });
    expect(door).toMatchObject({ status: 200, text: 'north is open\n' });
    expect(foreign.status).toBe(421);
    await tickUntil(made, () => logged(made, /^(turned a request away): /));
    made.expectNoErrors();
  });
});

describe('docs/dns.md', () => {
  it('ends with an example that runs', async () => {
    const made = await createTestWorld({ actors: [{ label: 'Gate', script: exampleOf('docs/dns.md') }] });
    world = made;

    expect(await tickUntil(made, () => logged(made, /^is at (.*)/))).toBe('127.0.0.1');
    made.expectNoErrors();
  });
});
