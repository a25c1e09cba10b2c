// SPDX-License-Identifier: MIT
import type { AddressInfo, Server, Socket } from 'node:net';
import { Observable, type Subscriber } from 'rxjs';
import { expectCount, expectHost, expectPort } from '../argument-checks';
import { closeServer } from '../close-server';
import type { NetPlace } from '../net-error';
import { nodeNet } from '../node-backend';
import { SocketConnection, connectionLimits, type ConnectionLimits } from './socket-connection';
import { listenError, reasonOf } from './socket-errors';
import type { TcpConnection, TcpConnectionOptions } from './tcp-connection';

const DEFAULT_MAX_CONNECTIONS = 256;

export interface ListenTcpOptions extends TcpConnectionOptions {
  /** 0 takes a free port; the `listening` event says which. */
  readonly port: number;
  /** Address to listen at. Default 127.0.0.1: this machine only. */
  readonly host?: string;
  /** Most connections open at a time; more are closed at once and counted. Default 256. */
  readonly maxConnections?: number;
}

export type TcpServerEvent =
  /** The first event: the server accepts connections at this address and port. */
  | { readonly type: 'listening'; readonly address: string; readonly port: number }
  | { readonly type: 'connection'; readonly connection: TcpConnection }
  /** A connection was turned away; `total` counts them since the server began. */
  | { readonly type: 'refused'; readonly reason: string; readonly total: number };

/**
 * Opens a TCP server for each subscriber.
 *
 * Cold. Emits `listening`, then a `connection` per client; never completes by itself.
 * **Cancellation:** unsubscribing closes the server and destroys all its connections before it returns.
 * @throws {NetError} `ARGUMENT` at the call; as the stream's error `ADDRESS_IN_USE`, `LISTEN_FAILED`, `HOST_NOT_FOUND`
 */
export function listenTcp(options: ListenTcpOptions): Observable<TcpServerEvent> {
  const place = { address: expectHost(options.host ?? '127.0.0.1'), port: expectPort(options.port, 0) };
  const maxConnections = expectCount('maxConnections', options.maxConnections ?? DEFAULT_MAX_CONNECTIONS);
  const limits = connectionLimits(options);

  return new Observable<TcpServerEvent>((subscriber) => {
    const listener = new Listener(
      nodeNet().createServer({ allowHalfOpen: true }),
      place,
      maxConnections,
      limits,
      subscriber,
    );
    return () => listener.close();
  });
}

class Listener {
  private readonly open = new Set<TcpConnection>();
  private refused = 0;

  constructor(
    private readonly server: Server,
    private readonly place: NetPlace,
    private readonly maxConnections: number,
    private readonly limits: ConnectionLimits,
    private readonly subscriber: Subscriber<TcpServerEvent>,
  ) {
    server.on('listening', this.onListening).on('connection', this.onConnection).on('error', this.onError);
    server.listen({ host: place.address, port: place.port });
  }

  close(): void {
    const { server } = this;
    server.off('listening', this.onListening).off('connection', this.onConnection).off('error', this.onError);
    closeServer(server);
    for (const connection of this.open) connection.destroy();
  }

  private readonly onListening = (): void => {
    const { address, port } = this.server.address() as AddressInfo;
    this.subscriber.next({ type: 'listening', address, port });
  };

  private readonly onConnection = (socket: Socket): void => {
    if (this.open.size >= this.maxConnections) {
      socket.on('error', () => undefined).destroy();
      this.refuse(`${this.open.size} connections are open and ${this.maxConnections} may be`);
      return;
    }
    const connection = new SocketConnection(socket, this.limits);
    this.open.add(connection);
    connection.closed.subscribe(() => this.open.delete(connection));
    this.subscriber.next({ type: 'connection', connection });
  };

  private readonly onError = (error: NodeJS.ErrnoException): void => {
    // One connection that could not be taken (out of file descriptors, or gone again) is not the end of the server.
    if (error.syscall === 'accept') this.refuse(reasonOf(error));
    else this.subscriber.error(listenError(error, this.place));
  };

  private refuse(reason: string): void {
    this.refused += 1;
    this.subscriber.next({ type: 'refused', reason, total: this.refused });
  }
}
