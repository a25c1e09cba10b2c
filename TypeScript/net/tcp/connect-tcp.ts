// SPDX-License-Identifier: MIT
import { Observable } from 'rxjs';
import { expectHost, expectPort, expectSeconds } from '../argument-checks';
import { deadline } from '../deadline';
import { NetError, placeText } from '../net-error';
import { nodeModule, nodeNet } from '../node-backend';
import { SocketConnection, connectionLimits } from './socket-connection';
import { connectError } from './socket-errors';
import type { TcpConnection, TcpConnectionOptions } from './tcp-connection';
import { expectTls, tlsOptions, type TlsOptions } from './tls-options';

const DEFAULT_TIMEOUT_SECONDS = 10;

export interface ConnectTcpOptions extends TcpConnectionOptions {
  /** Name or address. Default 127.0.0.1. */
  readonly host?: string;
  readonly port: number;
  /** Speaks TLS: `true` with a server that has a well-known certificate, else see {@link TlsOptions}. Default: no TLS. */
  readonly tls?: boolean | TlsOptions;
  /** Longest real time until it must be connected, TLS included. Default 10. */
  readonly timeoutSeconds?: number;
}

/**
 * Connects to a TCP server for each subscriber.
 *
 * Cold. Emits one connection when it is open; completes when it has closed in order or was destroyed by us.
 * **Cancellation:** unsubscribing destroys the socket, whatever state it is in, before it returns.
 * @throws {NetError} `ARGUMENT` at the call; as the stream's error what kept it from connecting
 *   (`CONNECTION_REFUSED`, `HOST_NOT_FOUND`, `CONNECT_TIMEOUT`, `TLS_FAILED`, …) or broke the open connection (`CONNECTION_RESET`, …)
 * @example
 * self.subscribe(connectTcp({ port: 8023 }).pipe(mergeMap((connection) => connection.lines())), (line) => self.log(line));
 */
export function connectTcp(options: ConnectTcpOptions): Observable<TcpConnection> {
  const place = { address: expectHost(options.host ?? '127.0.0.1'), port: expectPort(options.port, 1) };
  const seconds = expectSeconds('timeoutSeconds', options.timeoutSeconds ?? DEFAULT_TIMEOUT_SECONDS);
  const limits = connectionLimits(options);
  const tls =
    options.tls === true ? {} : options.tls === false ? undefined : options.tls && expectTls(options.tls);

  return new Observable<TcpConnection>((subscriber) => {
    const target = { host: place.address, port: place.port, allowHalfOpen: true };
    const socket =
      tls === undefined
        ? nodeNet().connect(target)
        : nodeModule('tls', 'TLS').connect({ ...target, ...tlsOptions(tls, place.address) });
    const connected = tls === undefined ? 'connect' : 'secureConnect';
    const onConnect = (): void => {
      forgetAttempt();
      const connection = new SocketConnection(socket, limits);
      connection.closed.subscribe(({ error }) => {
        if (error === undefined) subscriber.complete();
        else subscriber.error(error);
      });
      destroy = () => connection.destroy();
      subscriber.next(connection);
    };
    const onError = (error: Error): void => subscriber.error(connectError(error, place));
    const stopTimer = deadline(seconds, () => {
      const came = `none came for ${seconds} s`;
      subscriber.error(new NetError('CONNECT_TIMEOUT', `an answer from ${placeText(place)}`, came, place));
    });
    const forgetAttempt = (): void => {
      stopTimer();
      socket.off(connected, onConnect).off('error', onError);
    };
    let destroy = (): void => {
      forgetAttempt();
      // Node throws an error that nobody listens for, and one may still be on its way.
      socket.on('error', () => undefined);
      socket.destroy();
    };
    socket.on(connected, onConnect).on('error', onError);
    return () => destroy();
  });
}
