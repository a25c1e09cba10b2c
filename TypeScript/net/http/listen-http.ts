// SPDX-License-Identifier: MIT
import { Observable } from 'rxjs';
import { expectCount, expectHost, expectPort, expectSeconds } from '../argument-checks';
import { expectHostLists, type HostCheckOptions } from '../host-check';
import { HttpServer } from './http-server';
import type { HttpRequest } from './http-server-request';
import { DEFAULT_MAX_BODY_BYTES } from './incoming-body';
import type { ServerLimits } from './server-connection';

export interface ListenHttpOptions extends HostCheckOptions {
  /** 0 takes a free port; the `listening` event says which. */
  readonly port: number;
  /** Address to listen at. Default 127.0.0.1: this machine only. */
  readonly host?: string;
  /** Most connections open at a time; more are answered 503 and closed at once. Default 256. */
  readonly maxConnections?: number;
  /** Most bytes of a request's line and headers, else 431. Default 16 KiB. */
  readonly maxHeaderBytes?: number;
  /** Most bytes of a request's body, else 413. Default 1 MiB. */
  readonly maxBodyBytes?: number;
  /** Most bytes of a streamed answer that may wait for a client that does not read; more cut it. Default 1 MiB. */
  readonly maxWaitingBytes?: number;
  /** Most requests that may wait on one connection for the answer to an earlier one; it is closed after those. Default 64. */
  readonly maxPipelined?: number;
  /** Longest real time for the headers of a request, else 408. Default 10. */
  readonly headerTimeoutSeconds?: number;
  /** Longest real time for the body of a request, else 408. Default 60. */
  readonly requestTimeoutSeconds?: number;
  /** Longest real time that a whole request may wait for an answer, else 503. Default 30. */
  readonly answerTimeoutSeconds?: number;
  /** Longest real time between two requests, and in which a client reads nothing of its answer. Default 10. */
  readonly idleTimeoutSeconds?: number;
}

export type HttpServerEvent =
  /** The first event: the server accepts connections at this address and port. */
  | { readonly type: 'listening'; readonly address: string; readonly port: number }
  | { readonly type: 'request'; readonly request: HttpRequest }
  /** The server itself turned a client or a request away, with `status`; `total` counts them since it began. */
  | {
      readonly type: 'refused';
      readonly reason: string;
      readonly status: number | undefined;
      readonly total: number;
    }
  /** The stream of an answer's body failed; the client was cut off. */
  | { readonly type: 'failed'; readonly request: HttpRequest; readonly error: unknown };

/**
 * Opens an HTTP server for each subscriber.
 *
 * Cold. Emits `listening`, then a `request` for each that names this server in its Host header and comes from none of a
 * foreign web page (see {@link HostCheckOptions}); never completes by itself. One connection has one request at a time.
 * **Cancellation:** unsubscribing closes the server and destroys all its connections before it returns; requests that
 * wait are answered 503.
 * @throws {NetError} `ARGUMENT` at the call; as the stream's error `ADDRESS_IN_USE`, `LISTEN_FAILED`, `HOST_NOT_FOUND`
 * @example
 * self.subscribe(listenHttp({ port: 8080 }), (event) => {
 *   if (event.type === 'request') event.request.respondJson({ seconds: self.world!.seconds });
 * });
 */
export function listenHttp(options: ListenHttpOptions): Observable<HttpServerEvent> {
  const place = { address: expectHost(options.host ?? '127.0.0.1'), port: expectPort(options.port, 0) };
  const limits = serverLimits(options);

  return new Observable<HttpServerEvent>((subscriber) => {
    let total = 0;
    const server = new HttpServer(place, limits, {
      listening: ({ address, port }) => subscriber.next({ type: 'listening', address, port }),
      request: (request) => subscriber.next({ type: 'request', request }),
      refused: (reason, status) => subscriber.next({ type: 'refused', reason, status, total: (total += 1) }),
      bodyFailed: (request, error) => subscriber.next({ type: 'failed', request, error }),
      failed: (error) => subscriber.error(error),
    });
    return () => server.close();
  });
}

/** @throws {NetError} `ARGUMENT` */
export function serverLimits(options: Omit<ListenHttpOptions, 'port'>): ServerLimits {
  return {
    ...expectHostLists(options),
    maxConnections: expectCount('maxConnections', options.maxConnections ?? 256),
    maxHeaderBytes: expectCount('maxHeaderBytes', options.maxHeaderBytes ?? 16 * 1024),
    maxBodyBytes: expectCount('maxBodyBytes', options.maxBodyBytes ?? DEFAULT_MAX_BODY_BYTES, 0),
    maxWaitingBytes: expectCount('maxWaitingBytes', options.maxWaitingBytes ?? 1024 * 1024),
    maxPipelined: expectCount('maxPipelined', options.maxPipelined ?? 64),
    headerTimeoutSeconds: expectSeconds('headerTimeoutSeconds', options.headerTimeoutSeconds ?? 10),
    requestTimeoutSeconds: expectSeconds('requestTimeoutSeconds', options.requestTimeoutSeconds ?? 60),
    answerTimeoutSeconds: expectSeconds('answerTimeoutSeconds', options.answerTimeoutSeconds ?? 30),
    idleTimeoutSeconds: expectSeconds('idleTimeoutSeconds', options.idleTimeoutSeconds ?? 10),
  };
}
