// SPDX-License-Identifier: MIT
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import type { NetError, NetPlace } from '../net-error';
import { closeServer } from '../close-server';
import { nodeModule } from '../node-backend';
import { listenError, reasonOf } from '../tcp/socket-errors';
import { ServerConnection, rawAnswer, type ServerLimits } from './server-connection';
import type { ServerExchange } from './server-exchange';

export interface HttpServerHooks {
  listening(place: NetPlace): void;
  request(exchange: ServerExchange): void;
  refused(reason: string, status?: number): void;
  /** The source of an answer's body failed. */
  bodyFailed(exchange: ServerExchange, error: unknown): void;
  /** The server is no more. */
  failed(error: NetError): void;
  /**
   * Takes a connection over whose request asks for it, with a Host and an Origin that may; the server only closes it at
   * its own end. Without this such a request is an ordinary one.
   */
  onUpgrade?(incoming: IncomingMessage, socket: Socket, head: Buffer): void;
}

/** Node's HTTP server with bounds: every connection, and every phase of it, has limits that are looked after here. */
export class HttpServer {
  private readonly server: Server;
  private readonly connections = new Map<Socket, ServerConnection>();
  private readonly sweep: NodeJS.Timeout;
  private bound: NetPlace;

  constructor(
    place: NetPlace,
    private readonly limits: ServerLimits,
    private readonly hooks: HttpServerHooks,
  ) {
    this.bound = place;
    const server = nodeModule('http', 'HTTP').createServer({
      maxHeaderSize: limits.maxHeaderBytes,
      insecureHTTPParser: false,
      // That is said in the same words as for one that is wrong.
      requireHostHeader: false,
    });
    this.server = server;
    // Node's own limits differ from version to version; in Node 16 (PuerTS's) they do not notice who sends nothing.
    Object.assign(server, { headersTimeout: 0, requestTimeout: 0, keepAliveTimeout: 0, timeout: 0 });
    // Who has ended its side may still be answered: it is what netcat does.
    Object.assign(server, { httpAllowHalfOpen: true });
    server
      .on('listening', this.onListening)
      .on('connection', this.onConnection)
      .on('request', this.onRequest)
      .on('checkContinue', this.onContinue)
      .on('checkExpectation', this.onExpectation)
      .on('clientError', this.onClientError)
      .on('error', this.onError);
    // With a listener of its own, so that Node does not destroy a socket that is only waited for.
    server.on('timeout', ignore);
    if (hooks.onUpgrade !== undefined) server.on('upgrade', this.onUpgrade);
    this.sweep = nodeModule('timers', 'HTTP').setInterval(this.onSweep, sweepMs(limits));
    server.listen({ host: place.address, port: place.port });
  }

  /** Closes the server and all its connections before it returns. */
  close(): void {
    const { server } = this;
    nodeModule('timers', 'HTTP').clearInterval(this.sweep);
    server
      .off('listening', this.onListening)
      .off('connection', this.onConnection)
      .off('request', this.onRequest)
      .off('error', this.onError);
    closeServer(server);
    for (const connection of this.connections.values()) connection.shutDown();
  }

  private readonly onListening = (): void => {
    const { address, port } = this.server.address() as AddressInfo;
    this.bound = { address, port };
    this.hooks.listening(this.bound);
  };

  private readonly onConnection = (socket: Socket): void => {
    const { connections, hooks, limits } = this;
    socket.on('error', ignore);
    if (connections.size >= limits.maxConnections) {
      const reason = `${connections.size} connections are open and ${limits.maxConnections} may be`;
      socket.write(rawAnswer(503, reason));
      socket.destroy();
      hooks.refused(reason, 503);
      return;
    }
    const bound = (): NetPlace => this.bound;
    const connection = new ServerConnection(
      socket,
      limits,
      {
        get bound() {
          return bound();
        },
        request: (exchange) => hooks.request(exchange),
        refused: (reason, status) => hooks.refused(reason, status),
        bodyFailed: (exchange, error) => hooks.bodyFailed(exchange, error),
      },
      performance.now(),
    );
    connections.set(socket, connection);
    socket.on('close', () => {
      connections.delete(socket);
      connection.closed();
    });
  };

  private readonly onRequest = (incoming: IncomingMessage, response: ServerResponse): void => {
    this.connections.get(incoming.socket)?.arrive({ incoming, response, expects: 'nothing' });
  };

  private readonly onContinue = (incoming: IncomingMessage, response: ServerResponse): void => {
    this.connections.get(incoming.socket)?.arrive({ incoming, response, expects: 'continue' });
  };

  private readonly onExpectation = (incoming: IncomingMessage, response: ServerResponse): void => {
    this.connections.get(incoming.socket)?.arrive({ incoming, response, expects: 'something' });
  };

  private readonly onUpgrade = (incoming: IncomingMessage, socket: Socket, head: Buffer): void => {
    const take = this.hooks.onUpgrade!.bind(this.hooks);
    this.connections.get(socket)?.upgrade(incoming, head, take);
  };

  private readonly onClientError = (error: NodeJS.ErrnoException, socket: Socket): void => {
    const connection = this.connections.get(socket);
    if (connection === undefined) socket.destroy();
    else connection.clientError(error);
  };

  private readonly onSweep = (): void => {
    const now = performance.now();
    for (const connection of this.connections.values()) connection.check(now);
  };

  private readonly onError = (error: NodeJS.ErrnoException): void => {
    // One connection that could not be taken (out of file descriptors, or gone again) is not the end of the server.
    if (error.syscall === 'accept') this.hooks.refused(reasonOf(error));
    else this.hooks.failed(listenError(error, this.bound));
  };
}

/** Often enough for the shortest limit to be kept within an eighth, and seldom enough to cost nothing. */
function sweepMs(limits: ServerLimits): number {
  const { headerTimeoutSeconds, requestTimeoutSeconds, answerTimeoutSeconds, idleTimeoutSeconds } = limits;
  const shortest = Math.min(
    headerTimeoutSeconds,
    requestTimeoutSeconds,
    answerTimeoutSeconds,
    idleTimeoutSeconds,
  );
  return Math.max(5, Math.min(250, (shortest * 1000) / 8));
}

function ignore(): void {}
