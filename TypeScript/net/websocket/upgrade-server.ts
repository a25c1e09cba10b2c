// SPDX-License-Identifier: MIT
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { deadline } from '../deadline';
import { closeServer } from '../close-server';
import { checkHostAndOrigin, type HostCheckOptions } from '../host-check';
import { placeText, type NetError, type NetPlace } from '../net-error';
import { nodeModule } from '../node-backend';
import { listenError, reasonOf } from '../tcp/socket-errors';

export interface UpgradeLimits extends HostCheckOptions {
  readonly path: string | undefined;
  readonly maxConnections: number;
  readonly maxHeaderBytes: number;
  readonly handshakeSeconds: number;
}

export interface UpgradeHooks {
  listening(place: NetPlace): void;
  /** A request that asks for an upgrade, with this server's name and path. */
  upgrade(request: IncomingMessage, socket: Socket, head: Buffer): void;
  refused(reason: string): void;
  failed(error: NetError): void;
}

/**
 * An HTTP server that does nothing but upgrade, and keeps sockets that take too long, ask for too much or come from
 * elsewhere away from whoever does the upgrade.
 */
export class UpgradeServer {
  private readonly server: Server;
  /** Every socket that is open, with what stops the time of its handshake. */
  private readonly sockets = new Map<Socket, () => void>();
  private bound: NetPlace;

  constructor(
    place: NetPlace,
    private readonly limits: UpgradeLimits,
    private readonly hooks: UpgradeHooks,
  ) {
    this.bound = place;
    this.server = nodeModule('http', 'WebSocket').createServer({ maxHeaderSize: limits.maxHeaderBytes });
    // Node looks at these from time to time only, and not at all at who sends a byte now and then: see onConnection.
    this.server.headersTimeout = 0;
    this.server.requestTimeout = 0;
    this.server.timeout = 0;
    this.server
      .on('listening', this.onListening)
      .on('connection', this.onConnection)
      .on('request', this.onRequest)
      .on('upgrade', this.onUpgrade)
      .on('clientError', this.onClientError)
      .on('error', this.onError);
    this.server.listen({ host: place.address, port: place.port });
  }

  /** The handshake of this socket is done: it may take its time. */
  upgraded(socket: Socket): void {
    this.sockets.get(socket)?.();
  }

  close(): void {
    const { server } = this;
    server
      .off('listening', this.onListening)
      .off('connection', this.onConnection)
      .off('request', this.onRequest)
      .off('upgrade', this.onUpgrade)
      .off('clientError', this.onClientError)
      .off('error', this.onError);
    closeServer(server);
    for (const [socket, stopTimer] of this.sockets) {
      stopTimer();
      socket.on('error', ignore).destroy();
    }
    this.sockets.clear();
  }

  /** Answers a request for an upgrade with an error of HTTP's. */
  refuse(socket: Socket, status: number, reason: string): void {
    const title = nodeModule('http', 'WebSocket').STATUS_CODES[status] ?? '';
    const head = [
      `HTTP/1.1 ${status} ${title}`,
      'Connection: close',
      'Content-Type: text/plain; charset=utf-8',
      `Content-Length: ${Buffer.byteLength(reason) + 1}`,
      ...(status === 426 ? ['Upgrade: websocket'] : []),
      ...(status === 400 ? ['Sec-WebSocket-Version: 13'] : []),
    ];
    socket.once('finish', () => socket.destroy());
    socket.end(`${head.join('\r\n')}\r\n\r\n${reason}\n`);
    this.hooks.refused(reason);
  }

  private readonly onListening = (): void => {
    const { address, port } = this.server.address() as AddressInfo;
    this.bound = { address, port };
    this.hooks.listening(this.bound);
  };

  private readonly onConnection = (socket: Socket): void => {
    const { maxConnections, handshakeSeconds } = this.limits;
    if (this.sockets.size >= maxConnections) {
      socket.on('error', ignore).destroy();
      this.hooks.refused(`${this.sockets.size} connections are open and ${maxConnections} may be`);
      return;
    }
    const stopTimer = deadline(handshakeSeconds, () => {
      const peer = peerText(socket);
      socket.destroy();
      this.hooks.refused(`the handshake of ${peer} took more than ${handshakeSeconds} s`);
    });
    this.sockets.set(socket, stopTimer);
    socket.on('error', ignore).on('close', () => {
      stopTimer();
      this.sockets.delete(socket);
    });
  };

  private readonly onRequest = (request: IncomingMessage, response: ServerResponse): void => {
    // Node has the headers of the request only, and would wait for its body, as long as that may take.
    response.detachSocket(request.socket);
    this.refuse(request.socket, 426, 'Expected a request to become a WebSocket, but got one of plain HTTP');
  };

  private readonly onUpgrade = (request: IncomingMessage, socket: Socket, head: Buffer): void => {
    const problem = checkHostAndOrigin(request.headers, { ...this.limits, boundAddress: this.bound });
    if (problem !== null) return this.refuse(socket, 403, problem);
    const { path } = this.limits;
    const asked = (request.url ?? '').split('?', 1)[0]!;
    if (path === undefined || asked === path) return this.hooks.upgrade(request, socket, head);
    this.refuse(socket, 404, `Expected the path ${path}, but got ${JSON.stringify(asked.slice(0, 60))}`);
  };

  private readonly onClientError = (error: NodeJS.ErrnoException, socket: Socket): void => {
    // Gone, or never there: there is nobody to tell.
    if (!socket.writable || error.code === 'ECONNRESET') return void socket.destroy();
    if (error.code === 'HPE_HEADER_OVERFLOW') {
      this.refuse(
        socket,
        431,
        `Expected at most ${this.limits.maxHeaderBytes} bytes of headers, but got more`,
      );
    } else {
      this.refuse(
        socket,
        400,
        `Expected a request of HTTP's, but got something else (${error.code ?? 'no code'})`,
      );
    }
  };

  private readonly onError = (error: NodeJS.ErrnoException): void => {
    // One connection that could not be taken (out of file descriptors, or gone again) is not the end of the server.
    if (error.syscall === 'accept') this.hooks.refused(reasonOf(error));
    else this.hooks.failed(listenError(error, this.bound));
  };
}

function peerText({ remoteAddress, remotePort }: Socket): string {
  return placeText({ address: remoteAddress ?? 'a peer', port: remotePort ?? 0 });
}

function ignore(): void {}
