// SPDX-License-Identifier: MIT
import { execFile, spawnSync } from 'node:child_process';
import http, { type IncomingMessage } from 'node:http';
import type { Socket } from 'node:net';
import type { Subscription } from 'rxjs';
import {
  listenHttp,
  type HttpRequest,
  type HttpServerEvent,
  type ListenHttpOptions,
} from '../../TypeScript/net';
import { signal, strangerClient } from './peers';

const subscriptions: Subscription[] = [];

/** A server of ours. */
export interface OurHttpServer {
  readonly port: number;
  readonly url: string;
  readonly events: HttpServerEvent[];
  readonly subscription: Subscription;
  request(index: number): Promise<HttpRequest>;
  /** Why the server itself turned someone away. */
  refused(total: number): Promise<{ reason: string; status: number | undefined }>;
  event<Type extends HttpServerEvent['type']>(type: Type): Promise<Extract<HttpServerEvent, { type: Type }>>;
}

export async function ourHttpServer(
  options: Partial<ListenHttpOptions> = {},
  onRequest: (request: HttpRequest) => void = () => undefined,
): Promise<OurHttpServer> {
  const events: HttpServerEvent[] = [];
  const arrival = signal();
  const subscription = listenHttp({ port: 0, ...options }).subscribe((event) => {
    events.push(event);
    if (event.type === 'request') onRequest(event.request);
    arrival.ring();
  });
  subscriptions.push(subscription);
  const nth = async <Type extends HttpServerEvent['type']>(
    type: Type,
    index: number,
  ): Promise<Extract<HttpServerEvent, { type: Type }>> => {
    const found = (): HttpServerEvent | undefined => events.filter((event) => event.type === type)[index];
    await arrival.until(() => found() !== undefined);
    return found() as Extract<HttpServerEvent, { type: Type }>;
  };
  const { port } = await nth('listening', 0);
  return {
    port,
    url: `http://127.0.0.1:${port}`,
    events,
    subscription,
    request: async (index) => (await nth('request', index)).request,
    refused: async (total) => {
      const { reason, status } = await nth('refused', total - 1);
      return { reason, status };
    },
    event: (type) => nth(type, 0),
  };
}

export function closeHttpServers(): void {
  for (const subscription of subscriptions.splice(0)) subscription.unsubscribe();
}

export interface Answer {
  readonly status: number;
  readonly headers: IncomingMessage['headers'];
  readonly text: string;
}

/** Asks as Node's own client does. */
export function ask(url: string, options: http.RequestOptions & { body?: string } = {}): Promise<Answer> {
  const { body, ...rest } = options;
  return new Promise((resolve, reject) => {
    const request = http.request(url, { agent: false, ...rest }, (response) => {
      let text = '';
      response.setEncoding('utf8').on('data', (piece: string) => (text += piece));
      response.on('end', () => resolve({ status: response.statusCode!, headers: response.headers, text }));
      response.on('error', reject);
    });
    request.on('error', reject).end(body);
  });
}

/** Names a test or a group that needs a program; where that is missing they are skipped, and that is said. */
export function needing<T>(program: string, block: T & { skip: T }): T {
  if (spawnSync(program, ['-V'], { stdio: 'ignore' }).error === undefined) return block;
  process.stderr.write(`${program} is not installed: the tests that need it are skipped\n`);
  return block.skip;
}

/** Asks as curl does. */
export function curl(...args: string[]): Promise<string> {
  return new Promise((resolve, reject) => {
    execFile(
      'curl',
      ['--silent', '--show-error', '--noproxy', '*', '--max-time', '10', ...args],
      (error, stdout) => {
        if (error === null) resolve(stdout);
        else reject(error);
      },
    );
  });
}

/** Somebody who writes HTTP by hand, and keeps what he is told. */
export class HandWriter {
  text = '';
  /** What he was told until the other side was done with him. */
  readonly closed: Promise<string>;
  private readonly arrival = signal();

  private constructor(readonly socket: Socket) {
    socket.setEncoding('utf8').on('data', (text: string) => {
      this.text += text;
      this.arrival.ring();
    });
    this.closed = new Promise((resolve) => {
      const done = (): void => {
        socket.destroy();
        resolve(this.text);
      };
      socket.on('end', done).on('close', done);
    });
  }

  static async connect(port: number): Promise<HandWriter> {
    return new HandWriter(await strangerClient(port));
  }

  write(...lines: string[]): this {
    this.socket.write(lines.join('\r\n'));
    return this;
  }

  /** A request without a body. */
  get(path: string, ...headers: string[]): this {
    return this.write(
      `GET ${path} HTTP/1.1`,
      'Host: localhost:' + this.socket.remotePort,
      ...headers,
      '',
      '',
    );
  }

  async until(pattern: RegExp): Promise<string> {
    await this.arrival.until(() => pattern.test(this.text));
    return this.text;
  }
}
