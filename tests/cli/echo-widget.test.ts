// SPDX-License-Identifier: MIT
import { once } from 'node:events';
import { WebSocketServer, WebSocket } from 'ws';
import { freePort } from '../net/redis-server';
import { NOTHING_LEFT, killAll, play, type CommandLine } from './command-line';
import { LevelFolder } from './level-folder';

const levels = new LevelFolder();
const servers = new Set<WebSocketServer>();
let games = 0;

afterEach(async () => {
  await killAll();
  for (const server of servers) stop(server);
});
afterAll(() => levels.remove());

const button = { script: 'tutorial/echo-button', arguments: { every: 0.05 } };
const ECHO = { actor: 'tutorial/websocket-echo' };
const WIDGET = { actor: 'tutorial/echo-widget' };

function playLevel(...scripts: { script: string; arguments: object }[]): CommandLine {
  games += 1;
  return play(levels.write(`echo-${games}`, ...scripts));
}

const widgetFor = (port: number) => ({
  script: 'tutorial/echo-widget',
  arguments: { url: `ws://127.0.0.1:${port}`, retryAfter: 0.05, retryAfterMost: 0.2 },
});

const echoAt = (port: number) => ({ script: 'tutorial/websocket-echo', arguments: { port } });

/** Somebody else's echo server. */
async function startServer(port: number): Promise<WebSocketServer> {
  const server = new WebSocketServer({ port, host: '127.0.0.1' });
  servers.add(server);
  server.on('connection', (socket) =>
    socket.on('message', (data: Buffer) => socket.send(`${data.toString()}!`)),
  );
  await once(server, 'listening');
  return server;
}

function stop(server: WebSocketServer): void {
  servers.delete(server);
  server.clients.forEach((client) => client.terminate());
  server.close();
}

async function endWell(game: CommandLine): Promise<void> {
  const { code, stderr } = await game.interrupt();
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  expect(game.events.filter(({ severity }) => severity === 'error')).toEqual([]);
  expect(game.events.at(-1)).toMatchObject({ event: 'world.ended', left: NOTHING_LEFT });
}

describe('echo-widget and websocket-echo', () => {
  it('talk to each other in one world', async () => {
    const port = await freePort();
    const game = playLevel(echoAt(port), widgetFor(port), button);

    await game.event({ ...WIDGET, message: `connected to ws://127.0.0.1:${port}` });
    const { message } = await game.event({ ...ECHO, event: 'listening' });
    expect(message).toBe(`listening on ws://127.0.0.1:${port}`);
    for (const wanted of ['sent: hello', 'received: hello']) {
      await game.line(new RegExp(`${wanted} \\d+`));
    }

    await endWell(game);
  });

  it('log what comes back in the order of the presses', async () => {
    const port = await freePort();
    const game = playLevel(echoAt(port), widgetFor(port), button);
    await game.event({ ...WIDGET, message: `connected to ws://127.0.0.1:${port}` });
    let from = game.lines.length;
    for (let times = 0; times < 10; times += 1) {
      await game.event(WIDGET, from);
      from = game.lines.length;
    }
    await game.interrupt();

    const logged = game.events.filter(({ actor }) => actor === WIDGET.actor).map(({ message }) => message);
    const sent = logged.flatMap((text) => (text.startsWith('sent: ') ? [text.slice(6)] : []));
    const received = logged.flatMap((text) => (text.startsWith('received: ') ? [text.slice(10)] : []));
    expect(received.length).toBeGreaterThan(0);
    expect(received).toEqual(sent.slice(0, received.length));
  });
});

describe('echo-widget', () => {
  it('says when there is nobody, waits ever longer, and comes back when there is', async () => {
    const port = await freePort();
    const game = playLevel(widgetFor(port), button);

    await game.event({
      ...WIDGET,
      message: `no connection: Expected a server at 127.0.0.1:${port}, but nothing listens there`,
    });
    await game.event({ ...WIDGET, message: 'not connected, so this is not sent: hello 1' });
    for (const pause of [0.05, 0.1, 0.2])
      await game.event({ ...WIDGET, message: `tries again in ${pause} s` });
    const server = await startServer(port);
    await game.line(/received: hello \d+!/);

    const from = game.lines.length;
    stop(server);
    await game.event({ ...WIDGET, message: 'tries again in 0.05 s' }, from);
    await startServer(port);
    await game.event({ ...WIDGET, message: `connected to ws://127.0.0.1:${port}` }, from);

    await endWell(game);
  });
});

describe('websocket-echo', () => {
  it('echoes to a client of another make, and turns pages of other sites away', async () => {
    const game = playLevel(echoAt(0));
    const port = (await game.event({ ...ECHO, event: 'listening' }))['port'] as number;

    const foreign = new WebSocket(`ws://127.0.0.1:${port}`, { origin: 'http://evil.example' });
    const [error] = (await once(foreign, 'error')) as [Error];
    expect(error.message).toBe('Unexpected server response: 403');
    const client = new WebSocket(`ws://127.0.0.1:${port}`);
    await once(client, 'open');
    client.send('one');
    expect(String(((await once(client, 'message')) as [Buffer])[0])).toBe('one');
    client.close(1000);
    await game.event({ ...ECHO, message: 'disconnected: ended' });

    await endWell(game);
  });

  it('closes one that sends too much, and goes on', async () => {
    const game = playLevel(echoAt(0));
    const port = (await game.event({ ...ECHO, event: 'listening' }))['port'] as number;
    const client = new WebSocket(`ws://127.0.0.1:${port}`);
    await once(client, 'open');

    client.send('x'.repeat(64 * 1024 + 1));

    expect((await once(client, 'close'))[0]).toBe(1009);
    await game.line(/disconnected: failed \(Expected messages of at most 65536 bytes/);
    await endWell(game);
  });
});
