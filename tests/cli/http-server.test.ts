// SPDX-License-Identifier: MIT
import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import { NOTHING_LEFT, killAll, play, type CommandLine } from './command-line';
import { LevelFolder } from './level-folder';
import { TcpPeer, closePeers } from './tcp-peer';

const levels = new LevelFolder();
const label = (script: string): string => script.replace('tutorial/', '');

function level(name: string, script: string, args: object): string {
  const actor = { class: 'Actor', label: label(script), script, arguments: args };
  return levels.writeRaw(name, {
    name,
    actors: [actor, { class: 'Pawn', label: 'Yoda', location: [1, 2, 3] }],
  });
}

function startServer(port = 0): CommandLine {
  return play(level('Endor', 'tutorial/http-server', { port, maxActors: 6 }));
}

/** Every request on a connection of its own. */
async function ask(port: number, path: string, options: RequestInit = {}): Promise<[number, unknown]> {
  const headers = { ...options.headers, connection: 'close' };
  const answer = await fetch(`http://127.0.0.1:${port}${path}`, { ...options, headers });
  const text = await answer.text();
  return [answer.status, text.startsWith('{') ? JSON.parse(text) : text];
}

const post = (port: number, body: string): Promise<[number, unknown]> =>
  ask(port, '/actors', { method: 'POST', body });

/** Ends play; what a peer has done must leave nothing behind, and must have been no error. */
async function endWell(game: CommandLine): Promise<void> {
  const { code, stderr } = await game.interrupt();
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  expect(game.events.filter(({ severity }) => severity === 'error')).toEqual([]);
  expect(game.events.at(-1)).toMatchObject({ event: 'world.ended', left: NOTHING_LEFT });
}

afterEach(async () => {
  await closePeers();
  await killAll();
});

afterAll(() => levels.remove());

describe('http-server', () => {
  it('answers with the state of the world', async () => {
    const game = startServer();

    const [status, world] = await ask(await game.port('http-server'), '/world');

    expect(status).toBe(200);
    expect(world).toEqual({
      name: 'Endor',
      seconds: expect.any(Number),
      actors: [
        { label: 'http-server', class: 'Actor' },
        { label: 'Yoda', class: 'Pawn' },
      ],
    });
    await endWell(game);
  });

  it('spawns a Character, which is in the world then', async () => {
    const game = startServer();
    const port = await game.port('http-server');

    expect(await post(port, '{"label": "Han Solo"}')).toEqual([
      201,
      { label: 'Han Solo', class: 'Character' },
    ]);

    await game.event({ event: 'actor.spawned', class: 'Character', label: 'Han Solo' });
    expect(await ask(port, '/actors/Han%20Solo')).toMatchObject([200, { class: 'Character' }]);
    expect(await ask(port, '/actors/Yoda')).toMatchObject([200, { location: { x: 1, y: 2, z: 3 } }]);
    await endWell(game);
  });

  it.each<[string, string, string, number, unknown]>([
    ['an unknown path', 'GET', '/moon', 404, 'there is no such path\n'],
    ['an unknown actor', 'GET', '/actors/Vader', 404, { refused: 'nobody is called so' }],
    ['a wrong method', 'DELETE', '/world', 405, expect.stringContaining('no DELETE')],
  ])('answers %s', async (_, method, path, status, body) => {
    const game = startServer();

    expect(await ask(await game.port('http-server'), path, { method })).toEqual([status, body]);
    await endWell(game);
  });

  it('refuses what is no name, and goes on', async () => {
    const game = startServer();
    const port = await game.port('http-server');

    expect(await post(port, '{"label":')).toMatchObject([400, expect.stringContaining('Expected JSON')]);
    expect(await post(port, 'null')).toEqual([422, { refused: 'a name has at least one letter' }]);
    expect(await post(port, '{"label": ["Luke"]}')).toMatchObject([422, {}]);
    expect(await post(port, '{"label": "\\u001b[2J"}')).toMatchObject([
      422,
      { refused: 'a name has printable characters only' },
    ]);
    expect(await post(port, JSON.stringify({ label: 'x'.repeat(65) }))).toMatchObject([422, {}]);
    expect((await post(port, JSON.stringify({ label: 'x'.repeat(2000) })))[0]).toBe(413);
    expect(await post(port, '{"label": "Luke"}')).toMatchObject([201, {}]);
    await endWell(game);
  });

  it('says when the world is full', async () => {
    const game = startServer();
    const port = await game.port('http-server');

    const answers = await Promise.all(Array.from({ length: 8 }, () => post(port, '{"label": "Clone"}')));

    expect(answers.filter(([status]) => status === 201)).toHaveLength(4);
    expect(answers.filter(([status]) => status === 422)).toEqual(
      Array(4).fill([422, { refused: 'the world is full, 6 actors are in it' }]),
    );
    await endWell(game);
  });

  it('turns a page of another site away', async () => {
    const game = startServer();
    const peer = await TcpPeer.connect(await game.port('http-server'));

    peer.send('GET /world HTTP/1.1\r\nHost: game.example\r\n\r\n');

    await peer.read(/^HTTP\/1\.1 421 /);
    await game.event({ actor: 'http-server', severity: 'log', event: 'log' });
    await endWell(game);
  });

  it('ends play in the middle of requests', async () => {
    const game = startServer();
    const port = await game.port('http-server');
    const half = await TcpPeer.connect(port);
    half.send(`POST /actors HTTP/1.1\r\nHost: localhost:${port}\r\nContent-Length: 100\r\n\r\n{"label"`);
    const slow = await TcpPeer.connect(port);
    slow.send('GET /world HTT');
    await ask(port, '/world');

    await endWell(game);

    await Promise.all([half.closed, slow.closed]);
  });
});

describe('http-client', () => {
  it('logs what the server answers', async () => {
    const server = startServer();
    const port = await server.port('http-server');
    const client = play(level('Hoth', 'tutorial/http-client', { port, every: 0.05 }));

    const { message } = await client.event({ event: 'log', actor: 'http-client' });

    expect(message).toMatch(/^Endor is \d+\.\d s old and has 2 actors$/);
    await post(port, '{"label": "Luke"}');
    await client.event({ actor: 'http-client', event: 'log' }, client.lines.length);
    await endWell(client);
    await endWell(server);
  });

  it('goes on while the server is away, and when it comes back', async () => {
    const place = createServer().listen(0, '127.0.0.1');
    await once(place, 'listening');
    const { port } = place.address() as AddressInfo;
    await new Promise((resolve) => place.close(resolve));
    const client = play(level('Hoth', 'tutorial/http-client', { port, every: 0.05 }));
    const away = `no answer: Expected a server at 127.0.0.1:${port}, but nothing listens there`;
    await client.event({ message: away });

    const server = startServer(port);
    await server.port('http-server');
    const said = async (pattern: RegExp): Promise<void> => {
      for (;;) {
        const { message } = await client.event({ event: 'log' }, client.lines.length);
        if (pattern.test(message)) return;
      }
    };
    await said(/^Endor is/);
    await endWell(server);
    await client.event({ message: away }, client.lines.length);

    await endWell(client);
  });

  it('ends play while it waits for an answer', async () => {
    const silent = createServer().listen(0, '127.0.0.1');
    await once(silent, 'listening');
    const connected = once(silent, 'connection');
    const { port } = silent.address() as AddressInfo;
    const client = play(level('Hoth', 'tutorial/http-client', { port }));
    const [socket] = await connected;

    await endWell(client);

    socket.destroy();
    silent.close();
  });
});
