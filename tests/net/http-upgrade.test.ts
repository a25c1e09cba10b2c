// SPDX-License-Identifier: MIT
// Private: what a protocol gets that takes connections over from an HTTP server.
import type { Socket } from 'node:net';
import { HttpServer } from '../../TypeScript/net/http/http-server';
import { serverLimits } from '../../TypeScript/net/http/listen-http';
import { HandWriter } from './http-peers';
import { closeAll } from './peers';

const servers: HttpServer[] = [];

afterEach(async () => {
  for (const server of servers.splice(0)) server.close();
  await closeAll();
});

/** A server that hands over, and what it handed over. */
function serve(take?: (socket: Socket, head: string) => void): Promise<{ port: number; server: HttpServer }> {
  return new Promise((resolve, reject) => {
    const server = new HttpServer(
      { address: '127.0.0.1', port: 0 },
      serverLimits({ headerTimeoutSeconds: 0.05, idleTimeoutSeconds: 0.05 }),
      {
        listening: ({ port }) => resolve({ port, server }),
        request: (exchange) => void exchange.respond({ body: 'an ordinary one' }),
        refused: () => undefined,
        bodyFailed: () => undefined,
        failed: reject,
        ...(take === undefined
          ? {}
          : { onUpgrade: (_: unknown, socket: Socket, head: Buffer) => take(socket, head.toString()) }),
      },
    );
    servers.push(server);
  });
}

const UPGRADE = ['Connection: Upgrade', 'Upgrade: echo', '', ''];

describe('HttpServer and upgrades', () => {
  it('hands a connection over, and puts no limits on it any more', async () => {
    const { port } = await serve((socket, head) => {
      socket.write(`took ${head}\n`);
      // Longer than the time-outs of the server.
      setTimeout(() => socket.end('still here\n'), 120);
    });
    const peer = await HandWriter.connect(port);

    peer.write('GET / HTTP/1.1', `Host: localhost:${port}`, ...UPGRADE, 'more');

    expect(await peer.closed).toMatch(/^took (\r\n)?more\nstill here\n$/);
  });

  it.each([
    ['name', 'Host: game.example', 421],
    ['page', 'Host: localhost:PORT\r\nOrigin: https://game.example', 403],
  ])('hands over nothing that is asked for by a foreign %s', async (_, headers, status) => {
    const taken: string[] = [];
    const { port } = await serve((_socket, head) => taken.push(head));
    const peer = await HandWriter.connect(port);

    peer.write('GET / HTTP/1.1', headers.replace('PORT', String(port)), ...UPGRADE);

    expect(await peer.closed).toMatch(new RegExp(`^HTTP/1.1 ${status} `));
    expect(taken).toEqual([]);
  });

  it('closes what it handed over with the server', async () => {
    const made = await serve(() => made.server.close());
    const peer = await HandWriter.connect(made.port);

    peer.write('GET / HTTP/1.1', `Host: localhost:${made.port}`, ...UPGRADE);

    expect(await peer.closed).toBe('');
  });

  it('takes it for an ordinary request where nobody takes it over', async () => {
    const { port } = await serve();
    const peer = await HandWriter.connect(port);

    peer.write('GET / HTTP/1.1', `Host: localhost:${port}`, ...UPGRADE);

    await peer.until(/an ordinary one$/);
  });
});
