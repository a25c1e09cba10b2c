// SPDX-License-Identifier: MIT
import type { IncomingMessage } from 'node:http';
import type { Socket } from 'node:net';
import { Observable, type Subscriber } from 'rxjs';
import type { WebSocketServer } from 'ws';
import { expectCount, expectHost, expectPort, expectSeconds, wrongArgument } from '../argument-checks';
import { expectHostLists, type HostCheckOptions } from '../host-check';
import { wsLibrary } from '../libraries';
import type { NetPlace } from '../net-error';
import { expectToken } from './connect-websocket';
import { UpgradeServer, type UpgradeLimits } from './upgrade-server';
import type { WebSocketConnection, WebSocketConnectionOptions } from './websocket-connection';
import { WsConnection, webSocketLimits, wsOptions, type WebSocketLimits } from './ws-connection';

const DEFAULT_MAX_CONNECTIONS = 256;
const DEFAULT_MAX_HEADER_BYTES = 16 * 1024;
const DEFAULT_HANDSHAKE_SECONDS = 10;

export interface ListenWebSocketOptions extends WebSocketConnectionOptions, HostCheckOptions {
  /** 0 takes a free port; the `listening` event says which. */
  readonly port: number;
  /** Address to listen at. Default 127.0.0.1: this machine only. */
  readonly host?: string;
  /** The only path that is served, such as `/chat`, whatever query follows it. Default: every path. */
  readonly path?: string;
  /** Subprotocols this server speaks; the first one of the client's that is among them is agreed on. Default none. */
  readonly protocols?: readonly string[];
  /** Most sockets open at a time, those in their handshake too; more are closed at once and counted. Default 256. */
  readonly maxConnections?: number;
  /** Most bytes of headers in the request. Default 16 KiB. */
  readonly maxHeaderBytes?: number;
  /** Longest real time a handshake may take. Default 10. */
  readonly handshakeSeconds?: number;
}

export type WebSocketServerEvent =
  /** The first event: the server accepts connections at this address and port. */
  | { readonly type: 'listening'; readonly address: string; readonly port: number }
  | {
      readonly type: 'connection';
      readonly connection: WebSocketConnection;
      /** What was asked for, with its query: `/chat?room=1`. */
      readonly url: string;
      /** Of the request, names in lower case. */
      readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
    }
  /** A client was turned away; `total` counts them since the server began. */
  | { readonly type: 'refused'; readonly reason: string; readonly total: number };

/**
 * Opens a WebSocket server for each subscriber.
 *
 * Cold. Emits `listening`, then a `connection` per client; never completes by itself. Requests must name this server in
 * their Host header and must not come from a foreign web page: see {@link HostCheckOptions}.
 * **Cancellation:** unsubscribing closes the server and destroys all its connections before it returns.
 * @throws {NetError} `ARGUMENT` at the call; as the stream's error `ADDRESS_IN_USE`, `LISTEN_FAILED`, `HOST_NOT_FOUND`
 */
export function listenWebSocket(options: ListenWebSocketOptions): Observable<WebSocketServerEvent> {
  const { path, protocols = [] } = options;
  const place = { address: expectHost(options.host ?? '127.0.0.1'), port: expectPort(options.port, 0) };
  if (path !== undefined && !/^\/[^?#\s]*$/.test(path)) throw wrongArgument('path', 'like "/chat"', path);
  protocols.forEach(expectToken);
  const limits = webSocketLimits(options);
  const upgradeLimits: UpgradeLimits = {
    ...expectHostLists(options),
    path,
    maxConnections: expectCount('maxConnections', options.maxConnections ?? DEFAULT_MAX_CONNECTIONS),
    maxHeaderBytes: expectCount('maxHeaderBytes', options.maxHeaderBytes ?? DEFAULT_MAX_HEADER_BYTES),
    handshakeSeconds: expectSeconds(
      'handshakeSeconds',
      options.handshakeSeconds ?? DEFAULT_HANDSHAKE_SECONDS,
    ),
  };

  return new Observable<WebSocketServerEvent>((subscriber) => {
    const listener = new Listener(place, protocols, upgradeLimits, limits, subscriber);
    return () => listener.close();
  });
}

class Listener {
  private readonly open = new Set<WebSocketConnection>();
  private readonly sockets: WebSocketServer;
  private readonly server: UpgradeServer;
  private refusals = 0;

  constructor(
    place: NetPlace,
    protocols: readonly string[],
    upgradeLimits: UpgradeLimits,
    private readonly limits: WebSocketLimits,
    private readonly subscriber: Subscriber<WebSocketServerEvent>,
  ) {
    this.sockets = new (wsLibrary().WebSocketServer)({
      ...wsOptions(limits),
      noServer: true,
      clientTracking: false,
      handleProtocols: (offered) => [...offered].find((name) => protocols.includes(name)) ?? false,
    });
    this.sockets.on('wsClientError', (error, socket) => {
      this.server.refuse(socket as Socket, 400, `Expected a handshake of WebSocket's, but: ${error.message}`);
    });
    this.server = new UpgradeServer(place, upgradeLimits, {
      listening: (bound) => subscriber.next({ type: 'listening', ...bound }),
      upgrade: (request, socket, head) => this.upgrade(request, socket, head),
      refused: (reason) => subscriber.next({ type: 'refused', reason, total: (this.refusals += 1) }),
      failed: (error) => subscriber.error(error),
    });
  }

  close(): void {
    this.server.close();
    for (const connection of this.open) connection.destroy();
  }

  private upgrade(request: IncomingMessage, socket: Socket, head: Buffer): void {
    this.sockets.handleUpgrade(request, socket, head, (ws) => {
      this.server.upgraded(socket);
      const connection = new WsConnection(ws, socket, this.limits);
      this.open.add(connection);
      connection.closed.subscribe(() => this.open.delete(connection));
      const { url = '/', headers } = request;
      this.subscriber.next({ type: 'connection', connection, url, headers });
    });
  }
}
