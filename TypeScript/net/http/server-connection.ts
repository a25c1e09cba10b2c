// SPDX-License-Identifier: MIT
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { timerMs } from '../argument-checks';
import { checkHostAndOrigin, type HostCheckOptions } from '../host-check';
import { NetError, placeText, type NetPlace } from '../net-error';
import { nodeModule } from '../node-backend';
import { ServerExchange } from './server-exchange';

/** The limits of a server, checked and complete. */
export interface ServerLimits extends HostCheckOptions {
  readonly maxConnections: number;
  readonly maxHeaderBytes: number;
  readonly maxBodyBytes: number;
  readonly maxWaitingBytes: number;
  readonly maxPipelined: number;
  readonly headerTimeoutSeconds: number;
  readonly requestTimeoutSeconds: number;
  readonly answerTimeoutSeconds: number;
  readonly idleTimeoutSeconds: number;
}

export interface ConnectionHooks {
  readonly bound: NetPlace;
  request(exchange: ServerExchange): void;
  refused(reason: string, status?: number): void;
  bodyFailed(exchange: ServerExchange, error: unknown): void;
}

/**
 * What a connection is in: the headers of a request; a request, until its answer begins; its answer; the pause until the
 * next one; our end, after which the peer may read what it was told; or an upgrade, which is somebody else's.
 */
type Phase = 'header' | 'request' | 'answer' | 'idle' | 'lingering' | 'upgraded';

/** After our last word, so much is thrown away of what a peer still sends. A reset would take that word from it. */
const LINGER_SECONDS = 1;
const LINGER_BYTES = 1024 * 1024;
/** Framing of a body that is cut into single bytes takes six for each. */
const FRAMING_BYTES = 16;

interface Arrival {
  readonly incoming: IncomingMessage;
  readonly response: ServerResponse;
  readonly expects: 'nothing' | 'continue' | 'something';
}

/** One client of a server: its requests one after the other, and the time each of its phases may take. */
export class ServerConnection {
  private phase: Phase = 'header';
  private since: number;
  /** What the socket had read when the phase began. */
  private bytesThen = 0;
  /** All of the current request is here. */
  private isWhole = false;
  private readonly queue: Arrival[] = [];
  private current: ServerExchange | undefined;
  /** What to say after the answers that are due. */
  private lastWords: { status: number; reason: string } | undefined;

  constructor(
    readonly socket: Socket,
    private readonly limits: ServerLimits,
    private readonly hooks: ConnectionHooks,
    now: number,
  ) {
    this.since = now;
    const destroySoon = socket.destroySoon.bind(socket);
    // Node closes after a last answer. What the peer still sends would be answered with a reset, which may reach it before
    // that answer does.
    socket.destroySoon = () => {
      const isAllRead = (this.current === undefined || this.current.isHere) && this.queue.length === 0;
      if (isAllRead && this.lastWords === undefined) destroySoon();
      else this.linger();
    };
    socket.setNoDelay(true);
    socket.on('timeout', () => this.silent());
  }

  /** A request whose headers are there. Those that come before the last one was answered have to wait. */
  arrive(arrival: Arrival): void {
    const { queue } = this;
    if (this.phase === 'lingering' || this.lastWords !== undefined) return;
    if (queue.length >= this.limits.maxPipelined) {
      const reason = `more than ${this.limits.maxPipelined} requests were sent before an answer`;
      this.lastWords = { status: 503, reason };
      return;
    }
    queue.push(arrival);
    if (this.current === undefined) this.next();
    else this.socket.pause();
  }

  /** A request to become something else. */
  upgrade(
    incoming: IncomingMessage,
    head: Buffer,
    take: (incoming: IncomingMessage, socket: Socket, head: Buffer) => void,
  ): void {
    if (this.current !== undefined || this.lastWords !== undefined) return this.die();
    const problem = this.problemOf(incoming);
    if (problem !== undefined) return this.say(problem.status, problem.reason);
    this.phase = 'upgraded';
    take(incoming, this.socket, head);
  }

  /** What came is no HTTP, too much of it, or half of it. */
  clientError(error: NodeJS.ErrnoException): void {
    const { current } = this;
    if (this.phase === 'lingering' || this.phase === 'upgraded') return;
    if (error.code === 'ECONNRESET' || error.code === 'EPIPE' || !this.socket.writable) return this.die();
    const status = error.code === 'HPE_HEADER_OVERFLOW' ? 431 : 400;
    const reason = this.faultOf(error);
    if (current !== undefined && !current.incoming.complete) {
      this.failBody(new NetError('BAD_REQUEST', `a whole body from ${this.peer}`, reason), status, reason);
    } else if (current === undefined) {
      this.say(status, reason);
    } else {
      this.lastWords ??= { status, reason };
    }
  }

  private faultOf(error: NodeJS.ErrnoException): string {
    const { code = 'unknown', message } = error;
    if (code === 'HPE_HEADER_OVERFLOW')
      return `more than ${this.limits.maxHeaderBytes} bytes of headers were sent`;
    if (code === 'HPE_INVALID_EOF_STATE') return 'the request ended in its middle';
    return `what was sent is no HTTP: ${message.replace(/^Parse Error:?\s*/, '') || code}`;
  }

  /** Looks whether the phase has taken too long. */
  check(now: number): void {
    const { limits, socket } = this;
    const seconds = (now - this.since) / 1000;
    switch (this.phase) {
      case 'idle':
        // The next request has begun.
        if (socket.bytesRead > this.bytesThen) this.enter('header', now);
        else if (seconds > limits.idleTimeoutSeconds) this.die();
        return;
      case 'header':
        if (seconds <= limits.headerTimeoutSeconds) return;
        return this.say(408, `the headers of a request took more than ${limits.headerTimeoutSeconds} s`);
      case 'request':
        return this.checkRequest(seconds, now);
      case 'lingering':
        if (seconds > LINGER_SECONDS || socket.bytesRead - this.bytesThen > LINGER_BYTES) this.die();
        return;
      case 'answer':
      case 'upgraded':
    }
  }

  /** The server closes: who waits for an answer gets one, and the connection is gone when this returns. */
  shutDown(): void {
    const { current, socket } = this;
    // Written past Node's message, whose data may wait for a turn of the event loop that this socket does not live to see.
    if (current?.isWaiting === true && socket.writable) socket.write(rawAnswer(503, 'the server closes'));
    current?.close({ reason: 'destroyed', error: undefined });
    this.die();
  }

  /** The socket has closed. */
  closed(): void {
    const { current } = this;
    this.queue.length = 0;
    if (current === undefined) return;
    const error = new NetError('CONNECTION_RESET', `${this.peer} to wait for its answer`, 'it left');
    current.close({ reason: 'left', error });
  }

  private next(): void {
    const arrival = this.queue.shift();
    if (arrival === undefined) {
      this.current = undefined;
      if (this.lastWords !== undefined) return this.say(this.lastWords.status, this.lastWords.reason);
      this.enter('idle', performance.now());
      this.socket.resume();
      return;
    }
    const { incoming, response, expects } = arrival;
    this.enter('request', performance.now());
    this.isWhole = false;
    const exchange: ServerExchange = new ServerExchange(
      incoming,
      response,
      targetOf(incoming),
      this.limits.maxBodyBytes,
      this.limits.maxWaitingBytes,
      {
        begun: () => {
          if (expects === 'continue' && exchange.isWaiting) response.writeContinue();
        },
        givenUp: (error) => {
          if (error?.code === 'BODY_TOO_LARGE') this.refuse(exchange, 413, error.message);
        },
        responding: () => this.responding(),
        bodyFailed: (error) => this.hooks.bodyFailed(exchange, error),
        cut: () => this.die(),
      },
    );
    this.current = exchange;
    response.on('finish', () => this.finished(exchange));
    const problem = this.problemOf(incoming) ?? (expects === 'something' ? UNKNOWN_EXPECTATION : undefined);
    if (problem !== undefined) return this.refuse(exchange, problem.status, problem.reason);
    const { origin } = incoming.headers;
    // It is one of those that may ask: its browser wants to be told.
    if (origin !== undefined)
      Object.assign(exchange.extraHeaders, { 'Access-Control-Allow-Origin': origin, Vary: 'Origin' });
    this.hooks.request(exchange);
  }

  private responding(): void {
    this.phase = 'answer';
    // From here on it is the peer's turn: silence while it has something to read is what cuts it.
    this.socket.setTimeout(timerMs(this.limits.idleTimeoutSeconds));
  }

  private finished(exchange: ServerExchange): void {
    this.socket.setTimeout(0);
    exchange.close({ reason: 'answered', error: undefined });
    // Lingering, or gone.
    if (this.phase === 'answer' && !this.socket.destroyed) this.next();
  }

  private checkRequest(seconds: number, now: number): void {
    const exchange = this.current!;
    const { limits, socket } = this;
    if (exchange.incoming.complete) {
      // The time for an answer begins when there is all of it.
      if (!this.isWhole) {
        this.isWhole = true;
        this.since = now;
      } else if (seconds > limits.answerTimeoutSeconds) {
        this.refuse(exchange, 503, `there was no answer within ${limits.answerTimeoutSeconds} s`);
      }
      return;
    }
    const isPadded = socket.bytesRead - this.bytesThen > (limits.maxBodyBytes + 64 * 1024) * FRAMING_BYTES;
    if (isPadded) {
      const error = new NetError(
        'BODY_TOO_LARGE',
        `a body from ${this.peer}`,
        'almost nothing but its framing came',
      );
      return this.failBody(error, 413, error.message);
    }
    if (seconds <= limits.requestTimeoutSeconds) return;
    const reason = `the body did not come within ${limits.requestTimeoutSeconds} s`;
    // It may have been us who did not read it.
    const status = exchange.isHungry ? 408 : 503;
    this.failBody(
      new NetError('REQUEST_TIMEOUT', `the whole body from ${this.peer}`, reason),
      status,
      reason,
    );
  }

  /** The body of the current request will not come. */
  private failBody(error: NetError, status: number, reason: string): void {
    const exchange = this.current!;
    const isWaiting = exchange.isWaiting;
    if (isWaiting) this.refuse(exchange, status, reason);
    exchange.cut(error);
    if (!isWaiting) this.die();
  }

  private refuse(exchange: ServerExchange, status: number, reason: string): void {
    if (exchange.respond({ status, body: `${reason}\n` })) this.hooks.refused(reason, status);
  }

  /** Says what is wrong without a request to answer, and closes. */
  private say(status: number, reason: string): void {
    this.hooks.refused(reason, status);
    if (this.socket.writable) this.socket.write(rawAnswer(status, reason));
    this.linger();
  }

  private linger(): void {
    if (this.phase === 'lingering') return;
    this.enter('lingering', performance.now());
    this.socket.end();
    this.socket.resume();
  }

  private silent(): void {
    const { current, limits, socket } = this;
    if (this.phase !== 'answer' || current === undefined) return;
    if (socket.writableLength === 0) return;
    const came = `it read nothing for ${limits.idleTimeoutSeconds} s`;
    const error = new NetError('PEER_TOO_SLOW', `${this.peer} to read its answer`, came);
    current.close({ reason: 'too-slow', error });
    this.die();
  }

  private die(): void {
    this.socket.destroy();
  }

  private enter(phase: Phase, now: number): void {
    this.phase = phase;
    this.since = now;
    this.bytesThen = this.socket.bytesRead;
  }

  private problemOf(incoming: IncomingMessage): { status: number; reason: string } | undefined {
    const { maxBodyBytes } = this.limits;
    const hosts = incoming.rawHeaders.filter((text, at) => at % 2 === 0 && text.toLowerCase() === 'host');
    if (hosts.length > 1) return { status: 400, reason: 'there is more than one Host header' };
    const check = { ...this.limits, boundAddress: this.hooks.bound };
    const host = absoluteHost(incoming) ?? incoming.headers.host;
    const hostProblem = checkHostAndOrigin({ host }, check);
    if (hostProblem !== null) return { status: 421, reason: hostProblem };
    const originProblem = checkHostAndOrigin({ host, origin: incoming.headers.origin }, check);
    if (originProblem !== null) return { status: 403, reason: originProblem };
    if (Number(incoming.headers['content-length']) > maxBodyBytes) {
      return {
        status: 413,
        reason: `Expected a body of at most ${maxBodyBytes} bytes, but a larger one is announced`,
      };
    }
    return undefined;
  }

  private get peer(): string {
    const { remoteAddress = 'unknown', remotePort = 0 } = this.socket;
    return placeText({ address: remoteAddress, port: remotePort });
  }
}

const UNKNOWN_EXPECTATION = { status: 417, reason: 'Expected no expectation but 100-continue' };

/** The whole answer to whoever sent no request that Node could answer. */
export function rawAnswer(status: number, reason: string): string {
  const title = nodeModule('http', 'HTTP').STATUS_CODES[status] ?? '';
  const head = [
    `HTTP/1.1 ${status} ${title}`,
    'Connection: close',
    'Content-Type: text/plain; charset=utf-8',
    `Content-Length: ${Buffer.byteLength(reason) + 1}`,
  ];
  return `${head.join('\r\n')}\r\n\r\n${reason}\n`;
}

const ABSOLUTE = /^https?:\/\/([^/?#]*)(.*)$/i;

/** What is asked for: as a proxy is asked, it has the host in front. */
function targetOf({ url = '/' }: IncomingMessage): string {
  const target = (ABSOLUTE.exec(url)?.[2] ?? url).split('#', 1)[0]!;
  return target.startsWith('?') || target === '' ? `/${target}` : target;
}

function absoluteHost({ url = '/' }: IncomingMessage): string | undefined {
  return ABSOLUTE.exec(url)?.[1];
}
