// SPDX-License-Identifier: MIT
import type { IncomingMessage } from 'node:http';
import type { Socket } from 'node:net';
import { Observable } from 'rxjs';
import type { ClientOptions, WebSocket } from 'ws';
import { expectSeconds, wrongArgument } from '../argument-checks';
import { deadline } from '../deadline';
import { wsLibrary } from '../libraries';
import { NetError, type NetPlace } from '../net-error';
import { nodeModule, nodeNet } from '../node-backend';
import { expectTls, tlsOptions, type TlsOptions } from '../tcp/tls-options';
import type { WebSocketConnection, WebSocketConnectionOptions } from './websocket-connection';
import { handshakeError, upgradeRefused } from './websocket-errors';
import { WsConnection, webSocketLimits, wsOptions } from './ws-connection';

const DEFAULT_TIMEOUT_SECONDS = 10;
const MAX_ANSWER_HEADER_BYTES = 16 * 1024;

export interface ConnectWebSocketOptions extends WebSocketConnectionOptions {
  /** `ws://host:port/path?query`, or `wss://…` for TLS. */
  readonly url: string;
  /** Subprotocols to offer, the favourite first. The server has to take one. Default none. */
  readonly protocols?: readonly string[];
  /** More headers of the request, such as `Authorization` or `Origin`. */
  readonly headers?: Readonly<Record<string, string>>;
  /** For `wss:` what {@link TlsOptions} says. */
  readonly tls?: TlsOptions;
  /** Longest real time until it must be open, from looking up the name to the server's answer. Default 10. */
  readonly timeoutSeconds?: number;
}

/**
 * Connects to a WebSocket server for each subscriber.
 *
 * Cold. Emits one connection when it is open; completes when it has closed in order, whatever the code, or was destroyed
 * by us. Follows no redirects and offers no compression.
 * **Cancellation:** unsubscribing destroys the socket, whatever state it is in, before it returns.
 * @throws {NetError} `ARGUMENT` at the call; as the stream's error what kept it from connecting (`CONNECTION_REFUSED`,
 *   `HOST_NOT_FOUND`, `CONNECT_TIMEOUT`, `TLS_FAILED`, `UPGRADE_REFUSED`, …) or broke the open connection
 *   (`CONNECTION_RESET`, `PROTOCOL_ERROR`, `PEER_SILENT`, …)
 * @example
 * self.subscribe(connectWebSocket({ url: 'ws://localhost:9000' }).pipe(mergeMap((it) => it.messages())), (message) =>
 *   self.log(message.toString()),
 * );
 */
export function connectWebSocket(options: ConnectWebSocketOptions): Observable<WebSocketConnection> {
  const { protocols = [], headers = {} } = options;
  const url = expectUrl(options.url);
  protocols.forEach(expectToken);
  Object.entries(headers).forEach(expectHeader);
  const tls = expectTls(options.tls ?? {});
  const seconds = expectSeconds('timeoutSeconds', options.timeoutSeconds ?? DEFAULT_TIMEOUT_SECONDS);
  const limits = webSocketLimits(options);

  return new Observable<WebSocketConnection>((subscriber) => {
    let socket: Socket | undefined;
    const { WebSocket } = wsLibrary();
    const clientOptions: ClientOptions & { maxHeaderSize: number } = {
      ...wsOptions(limits),
      headers: { ...headers },
      maxHeaderSize: MAX_ANSWER_HEADER_BYTES,
      createConnection: () => (socket = open(place)),
    };
    const place = placeOf(url);
    const open = ({ address, port }: NetPlace): Socket =>
      url.startsWith('wss:')
        ? nodeModule('tls', 'TLS').connect({ host: address, port, ...tlsOptions(tls, address) })
        : nodeNet().connect({ host: address, port });
    const ws: WebSocket = new WebSocket(url, [...protocols], clientOptions);

    const onOpen = (): void => {
      forgetAttempt();
      const connection = new WsConnection(ws, socket!, limits);
      connection.closed.subscribe(({ error }) => {
        if (error === undefined) subscriber.complete();
        else subscriber.error(error);
      });
      destroy = () => connection.destroy();
      subscriber.next(connection);
    };
    const onError = (error: Error): void => subscriber.error(handshakeError(error, place));
    const onAnswer = (_request: unknown, { statusCode = 0, statusMessage = '' }: IncomingMessage): void =>
      subscriber.error(upgradeRefused(url, statusCode, statusMessage, place));
    const stopTimer = deadline(seconds, () => {
      const came = `it was not within ${seconds} s`;
      subscriber.error(new NetError('CONNECT_TIMEOUT', `${url} to be open`, came, place));
    });
    const forgetAttempt = (): void => {
      stopTimer();
      ws.off('open', onOpen).off('error', onError).off('unexpected-response', onAnswer);
    };
    let destroy = (): void => {
      forgetAttempt();
      // Node throws an error that nobody listens for, and one may still be on its way.
      ws.on('error', () => undefined);
      socket?.on('error', () => undefined);
      ws.terminate();
      socket?.destroy();
    };
    ws.on('open', onOpen).on('error', onError).on('unexpected-response', onAnswer);
    return () => destroy();
  });
}

function expectUrl(url: string): string {
  if (
    typeof url === 'string' &&
    /^wss?:\/\/(\[[0-9a-f:.]+\]|[\w.-]+)(:\d{1,5})?([/?][!-"$-~]*)?$/i.test(url)
  ) {
    return url.replace(/^ws/i, 'ws').replace(/^wss/i, 'wss');
  }
  throw wrongArgument('url', 'like "ws://host:port/path"', url);
}

/** Where the server is, by the parts of a URL that {@link expectUrl} let pass. */
function placeOf(url: string): NetPlace {
  const { URL } = nodeModule('url', 'WebSocket');
  const { hostname, port, protocol } = new URL(url);
  const address = hostname.startsWith('[') ? hostname.slice(1, -1) : hostname;
  return { address, port: port === '' ? (protocol === 'wss:' ? 443 : 80) : Number(port) };
}

export function expectToken(protocol: string): void {
  if (/^[!#$%&'*+\-.^_`|~0-9a-z]+$/i.test(protocol)) return;
  throw wrongArgument('protocols', 'names without blanks and commas', protocol);
}

function expectHeader([name, value]: readonly [string, string]): void {
  if (!/^[!#$%&'*+\-.^_`|~0-9a-z]+$/i.test(name)) throw wrongArgument('headers', 'names of headers', name);
  if (/^[\t\x20-\x7e\x80-\xff]*$/.test(value)) return;
  throw wrongArgument(`headers["${name}"]`, 'printable characters', value);
}
