// SPDX-License-Identifier: MIT
import type { Socket } from 'node:net';
import { Observable, type Subscriber } from 'rxjs';
import { expectCount, expectSeconds, timerMs } from '../argument-checks';
import { deadline } from '../deadline';
import { NetError, type NetErrorCode } from '../net-error';
import { nodeModule, nodeNet } from '../node-backend';
import { closeOf, connectError } from '../tcp/socket-errors';
import { expectTls, tlsOptions, type TlsOptions } from '../tcp/tls-options';
import type { IcyEvent } from './icy-event';
import { IcySplitter, type IcyPiece } from './icy-splitter';
import { icyTarget, type IcyTarget } from './icy-target';
import { titleIn } from './icy-text';
import { HeadReader, type ResponseHead } from './response-head';

const DEFAULT_TIMEOUT_SECONDS = 10;
const DEFAULT_SILENCE_SECONDS = 30;
const MAX_HEAD_BYTES = 16 * 1024;
const MAX_REDIRECTS = 5;

export interface ConnectIcyOptions {
  /** Of the stream itself, http or https; a playlist (`.m3u`, `.pls`) is none. May have a user name and password. */
  readonly url: string;
  /** Longest real time until the station has answered, redirects included. Default 10. */
  readonly timeoutSeconds?: number;
  /** Longest real time without a byte, while the consumer takes what comes. Default 30. */
  readonly silenceSeconds?: number;
  /**
   * Most audio events that may be out before {@link IcyAudio.taken} is called; then the socket pauses, and the station with
   * it. Default: no limit, for consumers that are done with an event when they have been handed it.
   */
  readonly window?: number;
  /** How the server of an https address is known. */
  readonly tls?: TlsOptions;
}

/**
 * Tunes in to an internet radio station (Icecast, SHOUTcast) for each subscriber.
 *
 * Cold. Emits `headers`, then `audio` as it comes and a `title` whenever it changes; completes when the station ends the
 * connection. Follows 5 redirects. **Time:** real seconds.
 * **Cancellation:** unsubscribing destroys the socket, whatever state it is in, before it returns.
 * @throws {NetError} `ARGUMENT` at the call; as the stream's error what kept it from connecting (`CONNECTION_REFUSED`,
 *   `CONNECT_TIMEOUT`, `TLS_FAILED`, …), an answer that is none (`BAD_RESPONSE`, `HEADERS_TOO_LARGE`,
 *   `TOO_MANY_REDIRECTS`), or what broke the stream (`CONNECTION_RESET`, `PEER_SILENT`)
 * @example
 * self.subscribe(connectIcy({ url: 'http://127.0.0.1:8888/' }), (event) => {
 *   if (event.type === 'title') self.log(`now playing: ${event.title}`);
 * });
 */
export function connectIcy(options: ConnectIcyOptions): Observable<IcyEvent> {
  const limits: IcyLimits = {
    timeoutSeconds: expectSeconds('timeoutSeconds', options.timeoutSeconds ?? DEFAULT_TIMEOUT_SECONDS),
    silenceSeconds: expectSeconds('silenceSeconds', options.silenceSeconds ?? DEFAULT_SILENCE_SECONDS),
    window: expectCount('window', options.window ?? Infinity),
    tls: expectTls(options.tls ?? {}),
  };
  const target = icyTarget(options.url);
  return new Observable<IcyEvent>((subscriber) => {
    const listener = new IcyListener(limits, subscriber);
    listener.connect(target);
    return () => listener.close();
  });
}

interface IcyLimits {
  readonly timeoutSeconds: number;
  readonly silenceSeconds: number;
  readonly window: number;
  readonly tls: TlsOptions;
}

/** One subscription: a connection, or one after another while it is sent elsewhere. */
class IcyListener {
  private socket: Socket | undefined;
  private target: IcyTarget | undefined;
  private redirects = 0;
  private readonly stopDeadline: () => void;
  private head: HeadReader | undefined;
  private splitter: IcySplitter | undefined;
  /** Of the last chunk, and not emitted yet because the window is full. */
  private pending: IcyPiece[] = [];
  private audioOut = 0;
  private isFlowing = false;
  private hasEnded = false;
  private lastTitle: string | undefined;

  constructor(
    private readonly limits: IcyLimits,
    private readonly subscriber: Subscriber<IcyEvent>,
  ) {
    this.stopDeadline = deadline(limits.timeoutSeconds, () => {
      this.fail('CONNECT_TIMEOUT', 'an answer', `none came for ${limits.timeoutSeconds} s`);
    });
  }

  connect(target: IcyTarget): void {
    const { address: host, port, isSecure, request } = target;
    this.target = target;
    this.head = new HeadReader(MAX_HEAD_BYTES);
    const socket = isSecure
      ? nodeModule('tls', 'https').connect({ host, port, ...tlsOptions(this.limits.tls, host) })
      : nodeNet().connect({ host, port });
    this.socket = socket;
    socket
      .on('data', this.onData)
      .on('end', this.onEnd)
      .on('error', this.onError)
      .on('timeout', this.onSilence);
    // Waits in the socket until it is connected.
    socket.write(request);
  }

  close(): void {
    this.stopDeadline();
    this.dropSocket();
    this.pending = [];
  }

  private dropSocket(): void {
    const { socket } = this;
    if (socket === undefined) return;
    this.socket = undefined;
    socket.off('data', this.onData).off('end', this.onEnd).off('error', this.onError);
    socket.off('timeout', this.onSilence);
    // Node throws an error that nobody listens for, and one may still be on its way.
    socket.on('error', () => undefined);
    socket.destroy();
  }

  private readonly onData = (chunk: Buffer): void => {
    if (this.splitter !== undefined) return this.receive(chunk);
    const found = this.head?.push(chunk);
    if (found === undefined) return;
    if (found === 'too-large') {
      this.fail('HEADERS_TOO_LARGE', `headers of at most ${MAX_HEAD_BYTES} bytes`, 'more came');
    } else if (found === 'no-head') {
      this.fail('BAD_RESPONSE', 'an answer in HTTP or ICY', 'something else came');
    } else {
      this.answered(found.head, found.rest);
    }
  };

  private answered(head: ResponseHead, rest: Buffer): void {
    const { status, headers, reason } = head;
    const { location, 'icy-metaint': metaint, 'transfer-encoding': encoding } = headers;
    if (status >= 300 && status < 400 && location !== undefined) return this.redirect(location);
    if (status !== 200) {
      return this.fail('BAD_RESPONSE', 'a stream', `the answer was ${status} ${reason.slice(0, 80)}`.trim());
    }
    if (encoding !== undefined && encoding.toLowerCase() !== 'identity') {
      return this.fail('BAD_RESPONSE', 'a stream as it is', `it is encoded as ${encoding.slice(0, 80)}`);
    }
    const interval = metaint === undefined ? Infinity : /^\d{1,9}$/.test(metaint) ? Number(metaint) : 0;
    if (interval === 0) {
      const came = `it was ${JSON.stringify(metaint?.slice(0, 80))}`;
      return this.fail('BAD_RESPONSE', 'icy-metaint to be a number of bytes', came);
    }
    this.stopDeadline();
    this.socket?.setTimeout(timerMs(this.limits.silenceSeconds));
    this.splitter = new IcySplitter(interval);
    const bitrate = Number(headers['icy-br']?.split(',')[0]);
    this.subscriber.next({
      type: 'headers',
      name: headers['icy-name'],
      genre: headers['icy-genre'],
      contentType: headers['content-type']?.toLowerCase(),
      bitrate: bitrate > 0 ? bitrate : undefined,
      headers,
    });
    if (rest.length > 0 && !this.subscriber.closed) this.receive(rest);
  }

  private redirect(location: string): void {
    this.redirects += 1;
    if (this.redirects > MAX_REDIRECTS) {
      return this.fail('TOO_MANY_REDIRECTS', `at most ${MAX_REDIRECTS} redirects`, 'one more came');
    }
    let target: IcyTarget;
    try {
      target = icyTarget(location, this.target!.href);
    } catch {
      const came = JSON.stringify(location.slice(0, 80));
      return this.fail('BAD_RESPONSE', 'a redirect to an http or https address', `it is ${came}`);
    }
    this.dropSocket();
    this.connect(target);
  }

  private receive(chunk: Buffer): void {
    this.pending.push(...this.splitter!.push(chunk));
    this.flow();
  }

  /** Emits what there is room for. Not entered again when a consumer takes an event that it has just been handed. */
  private flow(): void {
    if (this.isFlowing) return;
    this.isFlowing = true;
    while (this.pending.length > 0 && !this.subscriber.closed) {
      // Titles too: there is audio between any two of them, so no flood of them gets past the window.
      if (this.audioOut >= this.limits.window) break;
      this.emit(this.pending.shift()!);
    }
    this.isFlowing = false;
    if (this.subscriber.closed) return;
    if (this.pending.length > 0) this.pause();
    else if (this.hasEnded) this.subscriber.complete();
    else this.resume();
  }

  private emit(piece: IcyPiece): void {
    if (piece.type === 'metadata') {
      const found = titleIn(piece.bytes);
      if (found === undefined || found.title === this.lastTitle) return;
      this.lastTitle = found.title;
      this.subscriber.next({ type: 'title', ...found });
      return;
    }
    this.audioOut += 1;
    let isOut = true;
    const taken = (): void => {
      if (!isOut) return;
      isOut = false;
      this.audioOut -= 1;
      this.flow();
    };
    this.subscriber.next({ type: 'audio', bytes: piece.bytes, taken });
  }

  private pause(): void {
    this.socket?.pause();
    // It is us who are silent.
    this.socket?.setTimeout(0);
  }

  private resume(): void {
    if (this.socket?.isPaused() !== true) return;
    this.socket.setTimeout(timerMs(this.limits.silenceSeconds));
    this.socket.resume();
  }

  private readonly onEnd = (): void => {
    this.hasEnded = true;
    if (this.splitter === undefined) {
      this.fail('BAD_RESPONSE', 'an answer', 'the connection ended before it was complete');
    } else if (this.pending.length === 0) {
      this.subscriber.complete();
    }
  };

  private readonly onSilence = (): void => {
    this.fail('PEER_SILENT', 'the station to send on', `nothing came for ${this.limits.silenceSeconds} s`);
  };

  private readonly onError = (error: NodeJS.ErrnoException): void => {
    const place = this.target!;
    const failure = this.splitter === undefined ? connectError(error, place) : closeOf(error, place).error;
    this.subscriber.error(failure);
  };

  private fail(code: NetErrorCode, expected: string, came: string): void {
    const target = this.target!;
    const { address, port, text } = target;
    this.subscriber.error(new NetError(code, `${expected} from ${text}`, came, { address, port }));
  }
}
