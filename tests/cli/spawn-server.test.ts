// SPDX-License-Identifier: MIT
import { spawn, spawnSync } from 'node:child_process';
import { createInterface } from 'node:readline';
import { NOTHING_LEFT, killAll, play, type CommandLine } from './command-line';
import { LevelFolder } from './level-folder';
import { TcpPeer, closePeers } from './tcp-peer';

const hasNetcat = spawnSync('nc', ['-h']).error === undefined;
if (!hasNetcat) console.warn('skipped: the program "nc" is not here');
const itWithNetcat = hasNetcat ? it : it.skip;

const levels = new LevelFolder();
const level = levels.writeRaw('Spawning', {
  name: 'Spawning',
  actors: [
    {
      class: 'Actor',
      label: 'spawn-server',
      script: 'tutorial/spawn-server',
      arguments: { port: 0, maxActors: 30 },
    },
    { class: 'Actor', label: 'timers', script: 'tutorial/timers', arguments: { short: 0.125 } },
  ],
});

let game: CommandLine;
let port: number;

beforeEach(async () => {
  game = play(level);
  port = await game.port('spawn-server');
});

afterEach(async () => {
  await closePeers();
  await killAll();
});

afterAll(() => levels.remove());

/** Ends play; what a peer has done must leave nothing behind, and must have been no error. */
async function endWell(): Promise<void> {
  const { code, stderr } = await game.interrupt();
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  expect(game.events.filter(({ severity }) => severity === 'error')).toEqual([]);
  expect(game.events.at(-1)).toMatchObject({ event: 'world.ended', left: NOTHING_LEFT });
}

describe('spawn-server', () => {
  itWithNetcat('answers the netcat of the README', async () => {
    const netcat = spawn('nc', ['127.0.0.1', String(port)], { stdio: ['pipe', 'pipe', 'inherit'] });
    const lines = createInterface({ input: netcat.stdout })[Symbol.asyncIterator]();
    try {
      netcat.stdin.end('Luke\nLeia\n');

      expect((await lines.next()).value).toBe('spawned Luke');
      expect((await lines.next()).value).toBe('spawned Leia');
      await game.event({ event: 'actor.spawned', class: 'Character', label: 'Leia' });
    } finally {
      netcat.kill();
    }
    await endWell();
  });

  it('spawns a Character for each line, as netcat sends them', async () => {
    const netcat = await TcpPeer.connect(port);

    netcat.socket.end('Luke\nLeia\n');

    expect(await netcat.receive(2)).toEqual(['spawned Luke', 'spawned Leia']);
    await netcat.closed;
    for (const label of ['Luke', 'Leia']) {
      await game.event({ event: 'actor.spawned', class: 'Character', label, actor: label });
    }
    await game.event({ actor: 'spawn-server', message: 'disconnected: ended' });
    await endWell();
  });

  it('takes a last line without line break, and lines that end as in Windows', async () => {
    const peer = await TcpPeer.connect(port);

    peer.socket.end('Han Solo\r\nChewie');

    expect(await peer.receive(2)).toEqual(['spawned Han Solo', 'spawned Chewie']);
  });

  it('takes a name that arrives in pieces', async () => {
    const peer = await TcpPeer.connect(port);
    const text = Buffer.from('Luke\nПадме\n');

    // Cut inside a letter; what comes before the cut is known to have arrived once it is answered.
    peer.send(text.subarray(0, 8));
    await peer.receive(1);
    peer.send(text.subarray(8));

    expect(await peer.receive(2)).toEqual(['spawned Luke', 'spawned Падме']);
  });

  it.each<[what: string, line: string | Buffer, answer: string]>([
    ['an empty line', '', 'refused: a name has at least one letter'],
    ['a line of blanks', '   \t ', 'refused: a name has at least one letter'],
    ['an escape sequence', '\x1b[2JLuke', 'refused: a name has printable characters only'],
    ['a tab inside', 'Luke\tLeia', 'refused: a name has printable characters only'],
    ['a null', 'Lu\0ke', 'refused: a name has printable characters only'],
    ['a mark that turns the writing', 'Luke\u202eaieL', 'refused: a name has printable characters only'],
    [
      'bytes that are no text',
      Buffer.from([0xff, 0xfe, 0x41]),
      'refused: a name has printable characters only',
    ],
    ['a line that is too long', 'x'.repeat(65), 'refused: a name has at most 64 bytes'],
    ['a line that is far too long', 'x'.repeat(1_000_000), 'refused: a name has at most 64 bytes'],
  ])('answers %s, and goes on', async (_what, line, answer) => {
    const peer = await TcpPeer.connect(port);

    peer.send(Buffer.concat([Buffer.from(line), Buffer.from('\nLuke\n')]));

    expect(await peer.receive(2)).toEqual([answer, 'spawned Luke']);
    await endWell();
  });

  it('says when the world is full', async () => {
    const peer = await TcpPeer.connect(port);

    peer.send('Clone\n'.repeat(40));

    const answers = await peer.receive(40);
    expect(answers[0]).toBe('spawned Clone');
    expect(answers[39]).toBe('refused: the world is full, 30 actors are in it');
    await endWell();
  });

  it('serves many clients at a time', async () => {
    const peers = await Promise.all(Array.from({ length: 300 }, () => TcpPeer.connect(port)));

    peers.forEach((peer) => peer.send('\n'));

    const answers = await Promise.all(peers.map((peer) => peer.receive(1)));
    expect(new Set(answers.flat())).toEqual(new Set(['refused: a name has at least one letter']));
    await endWell();
  });
});

describe('spawn-server and bad peers', () => {
  it('survives one that floods and never reads', async () => {
    const flooder = await TcpPeer.connect(port);
    const polite = await TcpPeer.connect(port);
    flooder.socket.pause();

    const flood = '\n'.repeat(256 * 1024);
    let isFlooding = true;
    const pump = (): void => {
      while (isFlooding && flooder.socket.write(flood));
    };
    flooder.socket.on('drain', pump);
    pump();
    // The world goes on meanwhile.
    for (let times = 0; times < 4; times += 1) await game.event({ actor: 'timers' }, game.lines.length);
    polite.send('Luke\n');

    expect(await polite.receive(1)).toEqual(['spawned Luke']);
    isFlooding = false;
    await endWell();
  });

  it('survives one that never ends its line', async () => {
    const peer = await TcpPeer.connect(port);

    peer.send('x'.repeat(1_000_000));

    expect(await peer.receive(1)).toEqual(['refused: a name has at most 64 bytes']);
    await endWell();
  });

  it('logs one that resets', async () => {
    const peer = await TcpPeer.connect(port);
    peer.send('Luke\n');
    await peer.receive(1);

    peer.socket.resetAndDestroy();

    await game.event({ actor: 'spawn-server', message: 'disconnected: reset' });
    await endWell();
  });

  it('logs one that comes and goes without a word', async () => {
    const peer = await TcpPeer.connect(port);

    peer.socket.end();

    await peer.closed;
    await game.event({ actor: 'spawn-server', message: 'disconnected: ended' });
    await endWell();
  });

  it('goes on listening after a hundred that reset at once', async () => {
    const peers = await Promise.all(Array.from({ length: 100 }, () => TcpPeer.connect(port)));
    peers.forEach(({ socket }) => socket.resetAndDestroy());

    const peer = await TcpPeer.connect(port);
    peer.send('Luke\n');

    expect(await peer.receive(1)).toEqual(['spawned Luke']);
    await endWell();
  });
});
