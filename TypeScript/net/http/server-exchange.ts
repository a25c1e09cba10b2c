// SPDX-License-Identifier: MIT
import type { IncomingMessage, ServerResponse } from 'node:http';
import { AsyncSubject, type Observable, type Subscription } from 'rxjs';
import { wrongArgument } from '../argument-checks';
import { NetError, placeText } from '../net-error';
import { nodeModule } from '../node-backend';
import { expectHeaders, hasHeader } from './http-headers';
import type { HttpBody, HttpHeaders } from './http-message';
import type { HttpAnswer, HttpClose, HttpRequest } from './http-server-request';
import { IncomingBody, type IncomingBodyHooks } from './incoming-body';
import { expectBody, isStream, sendStream } from './outgoing-body';

export interface ServerExchangeHooks extends IncomingBodyHooks {
  /** The answer begins. */
  responding(): void;
  /** The source of the answer's body failed. */
  bodyFailed(error: unknown): void;
  /** Cut the connection. */
  cut(): void;
}

let lastId = 0;

/** A request and its answer, over Node's two messages. */
export class ServerExchange extends IncomingBody implements HttpRequest {
  readonly id = (lastId += 1);
  readonly method: string;
  readonly path: string;
  readonly query: Readonly<Record<string, string>>;
  params: Readonly<Record<string, string>> = {};
  readonly remoteAddress: string;
  readonly remotePort: number;
  readonly closed: Observable<HttpClose>;
  /** Sent with every answer. */
  readonly extraHeaders: Record<string, string> = {};
  private readonly closing = new AsyncSubject<HttpClose>();
  private sending: Subscription | undefined;
  private hasAnswer = false;
  private isClosed = false;

  constructor(
    readonly incoming: IncomingMessage,
    readonly response: ServerResponse,
    target: string,
    maxBodyBytes: number,
    private readonly maxWaitingBytes: number,
    private readonly exchangeHooks: ServerExchangeHooks,
  ) {
    const { remoteAddress = 'unknown', remotePort = 0 } = incoming.socket;
    super(incoming, placeText({ address: remoteAddress, port: remotePort }), maxBodyBytes, exchangeHooks);
    const [path, query] = splitTarget(target);
    this.method = incoming.method ?? 'GET';
    this.path = path;
    this.query = query;
    this.remoteAddress = remoteAddress;
    this.remotePort = remotePort;
    this.closed = this.closing.asObservable();
    response.on('error', ignore);
  }

  get isWaiting(): boolean {
    return !this.hasAnswer && !this.isClosed;
  }

  /** Whether nothing of the request is still to come. Node itself knows that a moment after the headers only. */
  get isHere(): boolean {
    const { complete, headers } = this.incoming;
    const hasBody = headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0;
    return complete || !hasBody;
  }

  respond(answer: HttpAnswer = {}): boolean {
    const { status = 200, headers = {}, body = '' } = answer;
    if (!Number.isInteger(status) || status < 200 || status > 599) {
      throw wrongArgument('status', 'a whole number from 200 to 599', status);
    }
    expectHeaders(headers);
    expectBody(body);
    if (!this.isWaiting) return false;
    this.hasAnswer = true;
    const isBodyless = status === 204 || status === 304;
    this.exchangeHooks.responding();
    if (isStream(body) && !isBodyless && this.method !== 'HEAD') {
      this.respondStream(status, headers, body);
      return true;
    }
    const bytes =
      isStream(body) || isBodyless ? undefined : typeof body === 'string' ? Buffer.from(body) : body;
    this.writeHead(status, headers, typeof body === 'string' && body !== '', bytes?.byteLength);
    // Node leaves the body of an answer to HEAD away.
    this.response.end(bytes);
    return true;
  }

  respondJson(value: unknown, answer: Omit<HttpAnswer, 'body'> = {}): boolean {
    const json = JSON.stringify(value) as string | undefined;
    if (json === undefined) throw wrongArgument('value', 'one that JSON can say', value);
    const headers = answer.headers ?? {};
    const type = hasHeader(headers, 'content-type')
      ? {}
      : { 'Content-Type': 'application/json; charset=utf-8' };
    return this.respond({ ...answer, headers: { ...type, ...headers }, body: json });
  }

  destroy(): void {
    if (this.isClosed) return;
    this.close({ reason: 'destroyed', error: undefined });
    this.exchangeHooks.cut();
  }

  /** It is over: stops the source of the answer, and tells who waits for the end of it. */
  close(close: HttpClose): void {
    if (this.isClosed) return;
    this.isClosed = true;
    this.sending?.unsubscribe();
    const came = close.reason === 'answered' ? 'it was answered' : `it is over: ${close.reason}`;
    const error =
      close.error ?? new NetError('BODY_GONE', 'a request that waits while its body is read', came);
    // A reader may have the rest of what is here.
    if (close.reason === 'answered' && this.isRead) this.cut(error);
    else this.giveUp(error);
    this.closing.next(close);
    this.closing.complete();
  }

  private respondStream(
    status: number,
    headers: HttpHeaders,
    body: Exclude<HttpBody, string | Uint8Array>,
  ): void {
    const { response } = this;
    this.writeHead(status, headers, false, undefined);
    response.flushHeaders();
    const sending = sendStream(body, response, this.maxWaitingBytes, {
      sent: () => undefined,
      tooSlow: (waiting) => {
        const expected = `${this.remoteAddress} to read its answer`;
        const came = `${waiting} bytes would wait and ${this.maxWaitingBytes} may`;
        this.close({ reason: 'too-slow', error: new NetError('PEER_TOO_SLOW', expected, came) });
        this.exchangeHooks.cut();
      },
      failed: (error) => {
        const why = error instanceof Error ? error.message.split('\n', 1)[0]! : String(error);
        const expected = 'the stream of an answer to complete';
        const failure = new NetError('CONNECTION_FAILED', expected, `it failed: ${why}`, undefined, error);
        this.close({ reason: 'failed', error: failure });
        this.exchangeHooks.cut();
        this.exchangeHooks.bodyFailed(error);
      },
    });
    if (this.isClosed) sending.unsubscribe();
    else this.sending = sending;
  }

  private writeHead(status: number, headers: HttpHeaders, isText: boolean, length: number | undefined): void {
    const { response } = this;
    response.writeHead(status, {
      ...(isText && !hasHeader(headers, 'content-type')
        ? { 'Content-Type': 'text/plain; charset=utf-8' }
        : {}),
      ...this.extraHeaders,
      ...headers,
      ...(length === undefined ? {} : { 'Content-Length': length }),
      // What is still to come of the request is no beginning of the next one.
      ...(this.isHere ? {} : { Connection: 'close' }),
    });
  }
}

function splitTarget(target: string): [path: string, query: Record<string, string>] {
  const at = target.indexOf('?');
  const query = Object.create(null) as Record<string, string>;
  if (at < 0) return [target, query];
  const { URLSearchParams } = nodeModule('url', 'HTTP');
  for (const [name, value] of new URLSearchParams(target.slice(at + 1))) query[name] ??= value;
  return [target.slice(0, at), query];
}

function ignore(): void {}
