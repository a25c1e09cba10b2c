// SPDX-License-Identifier: MIT
// Client and server of another make: Python's websockets.
import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { createInterface } from 'node:readline';
import { closeAll, onClose } from './peers';
import { ourWebSocketClient, ourWebSocketServer } from './websocket-peers';

const PYTHON = ['python3', '/usr/bin/python3'].find(
  (python) => spawnSync(python, ['-c', 'import websockets']).status === 0,
);
if (PYTHON === undefined) console.warn('skipped: no python3 here has the package "websockets"');
const describeWithPython = PYTHON === undefined ? describe.skip : describe;

const CLIENT = `
import asyncio, sys, websockets
async def main():
    async with websockets.connect(sys.argv[1]) as socket:
        for text in ["hello", "ü" * 1000, b"\\x00\\x01\\x02", "x" * 70000]:
            await socket.send(text)
            assert await socket.recv() == text
        await (await socket.ping())
        print("echoed", flush=True)
asyncio.run(main())
`;
const SERVER = `
import asyncio, sys, websockets
async def echo(socket):
    async for message in socket:
        await socket.send(message)
async def main():
    async with websockets.serve(echo, "127.0.0.1", int(sys.argv[1])) as server:
        print(server.sockets[0].getsockname()[1], flush=True)
        await asyncio.get_running_loop().run_in_executor(None, sys.stdin.read)
asyncio.run(main())
`;

afterEach(closeAll);

/** Runs a program of Python, and gives the lines that it prints. */
function python(program: string, ...args: string[]): { child: ChildProcess; lines: AsyncIterator<string> } {
  const child = spawn(PYTHON!, ['-c', program, ...args], { stdio: ['pipe', 'pipe', 'inherit'] });
  onClose(() => child.kill('SIGKILL'));
  return { child, lines: createInterface({ input: child.stdout })[Symbol.asyncIterator]() };
}

function over(child: ChildProcess): Promise<void> {
  return new Promise((resolve) => child.once('close', () => resolve()));
}

describeWithPython("with Python's websockets", () => {
  it('a server of ours echoes what its client sends, of every sort', async () => {
    const server = await ourWebSocketServer({ maxMessageBytes: 100_000 }, (connection) => {
      connection.messages().subscribe((message) => void connection.send(message));
    });

    const { child, lines } = python(CLIENT, server.url);

    expect((await lines.next()).value).toBe('echoed');
    await over(child);
    expect(child.exitCode).toBe(0);
    const connection = await server.connection(0);
    expect(connection.isOpen).toBe(false);
  });

  it('a client of ours talks to its server, which is killed and started again', async () => {
    const first = python(SERVER, '0');
    const port = String((await first.lines.next()).value);
    const url = `ws://127.0.0.1:${port}`;
    const { connection, outcome } = await ourWebSocketClient({ url });
    const heard = new Promise((resolve) =>
      connection.messages().subscribe({ next: resolve, error: resolve }),
    );
    connection.send('before');

    expect(await heard).toBe('before');
    first.child.kill('SIGKILL');
    expect(await outcome).toMatchObject({ code: 'CONNECTION_RESET' });
    expect(connection.isOpen).toBe(false);

    const second = python(SERVER, port);
    await second.lines.next();
    const again = await ourWebSocketClient({ url });
    const answer = new Promise((resolve) => again.connection.messages().subscribe(resolve));
    again.connection.send('after');

    expect(await answer).toBe('after');
  });
});
