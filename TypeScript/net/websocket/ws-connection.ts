// SPDX-License-Identifier: MIT
import type { Socket } from 'node:net';
import { AsyncSubject, Observable } from 'rxjs';
import type { RawData, WebSocket } from 'ws';
import { expectCount, expectSeconds, timerMs, wrongArgument } from '../argument-checks';
import { NetError, placeText, type NetPlace } from '../net-error';
import { closeOf } from '../tcp/socket-errors';
import type { ReadOptions } from '../tcp/tcp-connection';
import { KeepAlive } from './keep-alive';
import { MessageQueue, type Message } from './message-queue';
import { protocolError } from './websocket-errors';
import type { WebSocketClose, WebSocketConnection, WebSocketConnectionOptions } from './websocket-connection';

const MIB = 1024 * 1024;
const NO_HANDSHAKE = 1006;
const MAX_REASON_BYTES = 123;

/** The limits of connections, checked and complete. */
export type WebSocketLimits = Required<WebSocketConnectionOptions>;

export function webSocketLimits(options: WebSocketConnectionOptions): WebSocketLimits {
  return {
    // ws counts in 32 bits.
    maxMessageBytes: Math.min(expectCount('maxMessageBytes', options.maxMessageBytes ?? MIB), 2 ** 31 - 1),
    maxWaitingBytes: expectCount('maxWaitingBytes', options.maxWaitingBytes ?? MIB),
    pingSeconds: expectSeconds('pingSeconds', options.pingSeconds ?? 30),
    graceSeconds: expectSeconds('graceSeconds', options.graceSeconds ?? 5),
  };
}

/** What either side of ws is made with. */
export function wsOptions(limits: WebSocketLimits): {
  perMessageDeflate: false;
  maxPayload: number;
  maxFragments: number;
  maxBufferedChunks: number;
  closeTimeout: number;
} {
  return {
    // It keeps memory per connection and fragments it, and a small message may become a huge one.
    perMessageDeflate: false,
    maxPayload: limits.maxMessageBytes,
    maxFragments: 1024,
    // Each may hold a buffer of its own, however few its bytes.
    maxBufferedChunks: 8192,
    closeTimeout: timerMs(limits.graceSeconds),
  };
}

let lastId = 0;

/** A connection over a WebSocket that is open, and the socket below it. */
export class WsConnection implements WebSocketConnection {
  readonly id = (lastId += 1);
  readonly remoteAddress: string;
  readonly remotePort: number;
  readonly localAddress: string;
  readonly localPort: number;
  readonly protocol: string;
  readonly closed: Observable<WebSocketClose>;
  readonly drained: Observable<void>;
  private readonly closing = new AsyncSubject<WebSocketClose>();
  private readonly drainWaiters = new Set<() => void>();
  private readonly queue: MessageQueue;
  private readonly keepAlive: KeepAlive;
  private hasClosed = false;
  private hasOurSideEnded = false;
  /** What broke the connection, while the peer is still told about it. */
  private failure: NetError | undefined;
  private socketError: NodeJS.ErrnoException | undefined;

  constructor(
    private readonly ws: WebSocket,
    private readonly socket: Socket,
    private readonly limits: WebSocketLimits,
  ) {
    // A socket whose peer is gone already has no addresses.
    this.remoteAddress = socket.remoteAddress ?? 'unknown';
    this.remotePort = socket.remotePort ?? 0;
    this.localAddress = socket.localAddress ?? 'unknown';
    this.localPort = socket.localPort ?? 0;
    this.protocol = ws.protocol;
    this.closed = this.closing.asObservable();
    this.drained = new Observable<void>((subscriber) => {
      if (this.hasClosed) return subscriber.complete();
      const look = (): void => {
        if (!this.hasClosed && this.ws.bufferedAmount > 0) return;
        if (!this.hasClosed) subscriber.next();
        subscriber.complete();
      };
      this.drainWaiters.add(look);
      look();
      return () => this.drainWaiters.delete(look);
    });
    this.queue = new MessageQueue((isPaused) => (isPaused ? ws.pause() : ws.resume()));
    ws.on('message', this.onMessage).on('error', this.onError).on('close', this.onClose);
    socket.on('error', this.onSocketError);
    this.keepAlive = new KeepAlive(limits.pingSeconds, {
      ping: () => ws.ping(),
      bytesRead: () => socket.bytesRead,
      isListening: () => !this.queue.isPaused && ws.readyState === ws.OPEN,
      onSilence: () => this.settle('silent', this.peerSilent('to answer a ping', limits.pingSeconds)),
    });
  }

  get isOpen(): boolean {
    return !this.hasClosed && this.ws.readyState === this.ws.OPEN;
  }

  get waitingBytes(): number {
    return this.hasClosed ? 0 : this.ws.bufferedAmount;
  }

  messages(options: ReadOptions = {}): Observable<Message> {
    const window = expectCount('window', options.window ?? Infinity);
    return new Observable<Message>((subscriber) => {
      if (this.queue.hasReader) return subscriber.error(this.alreadyRead());
      const stop = this.queue.read(subscriber, window);
      return () => {
        stop();
        this.dropInputNobodyReads();
      };
    });
  }

  taken(count = 1): void {
    this.queue.taken(expectCount('count', count, 0));
  }

  send(data: string | Uint8Array): boolean {
    if (!this.isOpen) return false;
    const waiting = this.ws.bufferedAmount;
    const size = typeof data === 'string' ? Buffer.byteLength(data) : data.byteLength;
    if (waiting > 0 && waiting + size > this.limits.maxWaitingBytes) {
      this.settle('too-slow', this.peerTooSlow(waiting + size));
      return false;
    }
    this.ws.send(data, this.onSent);
    return true;
  }

  close(code = 1000, reason = ''): void {
    if (!isCloseCode(code))
      throw wrongArgument('code', 'a code that may be sent, such as 1000 or 4000', code);
    if (Buffer.byteLength(reason) > MAX_REASON_BYTES) {
      throw wrongArgument('reason', `at most ${MAX_REASON_BYTES} bytes`, reason);
    }
    if (!this.isOpen) return;
    this.hasOurSideEnded = true;
    this.ws.close(code, reason);
    this.dropInputNobodyReads();
  }

  destroy(): void {
    this.queue.drop();
    this.settle('destroyed', undefined);
  }

  private readonly onMessage = (data: RawData, isBinary: boolean): void => {
    if (this.hasOurSideEnded && !this.queue.hasReader) return;
    const bytes = data as Buffer;
    this.queue.push(isBinary ? bytes : bytes.toString('utf8'));
  };

  /** The peer broke the protocol: ws has answered with a status code, and waits for the peer to go. */
  private readonly onError = (error: Error): void => {
    this.failure ??= protocolError(error, this.place, this.limits.maxMessageBytes);
    this.keepAlive.stop();
  };

  private readonly onSocketError = (error: NodeJS.ErrnoException): void => {
    this.socketError ??= error;
  };

  private readonly onClose = (code: number, text: Buffer): void => {
    if (this.failure !== undefined) this.settle('failed', this.failure);
    else if (code !== NO_HANDSHAKE) this.settle('ended', undefined, code, text.toString('utf8'));
    else if (this.socketError !== undefined) {
      const { reason, error } = closeOf(this.socketError, this.place);
      this.settle(reason === 'reset' ? 'reset' : 'failed', error);
    } else if (this.socket.readableEnded) {
      if (this.hasOurSideEnded) this.settle('ended', undefined);
      else this.settle('reset', this.endedWithoutHandshake());
    } else if (!this.hasOurSideEnded) {
      // ws has given up a peer that sends pings and does not read the answers.
      this.settle('too-slow', this.peerTooSlow(this.ws.bufferedAmount));
    } else this.settle('silent', this.peerSilent('to close its side too', this.limits.graceSeconds));
  };

  private readonly onSent = (): void => {
    for (const look of [...this.drainWaiters]) look();
  };

  private settle(
    reason: WebSocketClose['reason'],
    error: NetError | undefined,
    code = NO_HANDSHAKE,
    text = '',
  ): void {
    if (this.hasClosed) return;
    this.hasClosed = true;
    this.keepAlive.stop();
    const { ws, socket } = this;
    ws.off('message', this.onMessage).off('error', this.onError).off('close', this.onClose);
    socket.off('error', this.onSocketError);
    // Node throws an error that nobody listens for, and one may still be on its way.
    ws.on('error', ignore);
    socket.on('error', ignore);
    ws.terminate();
    socket.destroy();
    this.onSent();
    this.queue.end();
    this.closing.next({ reason, code, text, error });
    this.closing.complete();
  }

  private dropInputNobodyReads(): void {
    if (this.hasOurSideEnded && !this.queue.hasReader && !this.hasClosed) this.queue.forget();
  }

  private get place(): NetPlace {
    return { address: this.remoteAddress, port: this.remotePort };
  }

  private alreadyRead(): NetError {
    const expected = `one reader of the connection with ${placeText(this.place)}`;
    return new NetError('ALREADY_READ', expected, 'it has one already', this.place);
  }

  private peerTooSlow(waiting: number): NetError {
    const expected = `${placeText(this.place)} to read what it is sent`;
    const { maxWaitingBytes } = this.limits;
    const came =
      waiting > maxWaitingBytes
        ? `${waiting} bytes would wait and ${maxWaitingBytes} may`
        : 'too many answers to its pings wait';
    return new NetError('PEER_TOO_SLOW', expected, came, this.place);
  }

  private peerSilent(what: string, seconds: number): NetError {
    const expected = `${placeText(this.place)} ${what}`;
    return new NetError('PEER_SILENT', expected, `nothing came for ${seconds} s`, this.place);
  }

  private endedWithoutHandshake(): NetError {
    const expected = `${placeText(this.place)} to end the connection in order`;
    return new NetError('CONNECTION_RESET', expected, 'it ended without a closing handshake', this.place);
  }
}

function isCloseCode(code: number): boolean {
  const isStandard = code >= 1000 && code <= 1014 && code !== 1004 && code !== 1005 && code !== 1006;
  return Number.isInteger(code) && (isStandard || (code >= 3000 && code <= 4999));
}

function ignore(): void {}
