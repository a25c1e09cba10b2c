import { createHash } from 'node:crypto';
import type { Socket } from 'node:net';
import type { Subscription } from 'rxjs';
import {
  connectWebSocket,
  listenWebSocket,
  type ConnectWebSocketOptions,
  type ListenWebSocketOptions,
  type NetError,
  type WebSocketClose,
  type WebSocketConnection,
  type WebSocketServerEvent,
} from '../../TypeScript/net';
import { onClose, signal, strangerClient } from './peers';

export interface OurWebSocketServer {
  readonly port: number;
  readonly url: string;
  readonly events: WebSocketServerEvent[];
  readonly subscription: Subscription;
  connection(index: number): Promise<WebSocketConnection>;
  /** The reason of the refusal with this number, from 1 on. */
  refused(total: number): Promise<string>;
}

export async function ourWebSocketServer(
  options: Partial<ListenWebSocketOptions> = {},
  onConnection: (connection: WebSocketConnection) => void = () => undefined,
): Promise<OurWebSocketServer> {
  const events: WebSocketServerEvent[] = [];
  const arrival = signal();
  const subscription = listenWebSocket({ port: 0, ...options }).subscribe((event) => {
    events.push(event);
    if (event.type === 'connection') onConnection(event.connection);
    arrival.ring();
  });
  onClose(() => subscription.unsubscribe());
  await arrival.until(() => events.length > 0);
  const [listening] = events;
  if (listening?.type !== 'listening') throw new Error('the first event is not "listening"');
  const find = async <T>(index: number, pick: (event: WebSocketServerEvent) => T[]): Promise<T> => {
    await arrival.until(() => events.flatMap(pick).length > index);
    return events.flatMap(pick)[index]!;
  };
  return {
    port: listening.port,
    url: `ws://127.0.0.1:${listening.port}`,
    events,
    subscription,
    connection: (index) => find(index, (event) => (event.type === 'connection' ? [event.connection] : [])),
    refused: (total) => find(total - 1, (event) => (event.type === 'refused' ? [event.reason] : [])),
  };
}

/** A connection of ours to a server, and how the stream it came from ends. */
export function ourWebSocketClient(options: ConnectWebSocketOptions): Promise<{
  connection: WebSocketConnection;
  subscription: Subscription;
  outcome: Promise<NetError | undefined>;
}> {
  let settle: (error: NetError | undefined) => void;
  const outcome = new Promise<NetError | undefined>((resolve) => (settle = resolve));
  return new Promise((resolve, reject) => {
    const subscription = connectWebSocket(options).subscribe({
      next: (connection) => resolve({ connection, subscription, outcome }),
      error: (error: NetError) => {
        settle(error);
        reject(error);
      },
      complete: () => settle(undefined),
    });
    onClose(() => subscription.unsubscribe());
  });
}

/** A server of ours and a client of ours, connected. */
export async function webSocketPair(
  options: Partial<ListenWebSocketOptions> = {},
  clientOptions: Partial<ConnectWebSocketOptions> = {},
) {
  const server = await ourWebSocketServer(options);
  const client = await ourWebSocketClient({ url: server.url, ...clientOptions });
  return { server, client, there: await server.connection(0), here: client.connection };
}

export function closeOf(connection: WebSocketConnection): Promise<WebSocketClose> {
  return new Promise((resolve) => connection.closed.subscribe(resolve));
}

/** Messages as they come, and a way to wait for so many. */
export function inbox(connection: WebSocketConnection, window = Infinity) {
  const messages: (string | Uint8Array)[] = [];
  const arrival = signal();
  let isComplete = false;
  const subscription = connection.messages({ window }).subscribe({
    next: (message) => {
      messages.push(message);
      arrival.ring();
    },
    complete: () => {
      isComplete = true;
      arrival.ring();
    },
  });
  return {
    messages,
    subscription,
    async count(count: number) {
      await arrival.until(() => messages.length >= count);
      return messages;
    },
    completed: () => arrival.until(() => isComplete),
  };
}

export const KEY = Buffer.from('the sample nonce').toString('base64');
const GUID = '258EAFA5-E914-47DA-95CA-C5AB0DC85B11';

export function acceptOf(key: string): string {
  return createHash('sha1')
    .update(key + GUID)
    .digest('base64');
}

export function upgradeRequest(
  port: number,
  headers: Readonly<Record<string, string | undefined>> = {},
): string {
  const all = {
    Host: `127.0.0.1:${port}`,
    Connection: 'Upgrade',
    Upgrade: 'websocket',
    'Sec-WebSocket-Version': '13',
    'Sec-WebSocket-Key': KEY,
    ...headers,
  };
  const lines = Object.entries(all).flatMap(([name, value]) =>
    value === undefined ? [] : [`${name}: ${value}`],
  );
  return ['GET / HTTP/1.1', ...lines, '', ''].join('\r\n');
}

/** A WebSocket client of raw bytes, made without any library, that can send what no library would. */
export async function rawClient(port: number): Promise<RawPeer> {
  const socket = await strangerClient(port);
  const peer = new RawPeer(socket);
  socket.write(upgradeRequest(port));
  const head = await peer.until('\r\n\r\n');
  if (!head.startsWith('HTTP/1.1 101 ') || !head.includes(acceptOf(KEY))) throw new Error(head);
  return peer;
}

export interface FrameParts {
  readonly fin?: boolean;
  /** The three reserved bits. */
  readonly reserved?: number;
  readonly opcode: number;
  readonly payload?: string | Buffer;
  readonly masked?: boolean;
  /** A length that is not the payload's. */
  readonly length?: bigint;
}

export const TEXT = 1;
export const BINARY = 2;
export const CLOSE = 8;
export const PING = 9;
export const PONG = 10;

export function frame({ fin = true, reserved = 0, opcode, masked = true, ...parts }: FrameParts): Buffer {
  const payload = Buffer.from(parts.payload ?? '');
  const length = parts.length ?? BigInt(payload.length);
  const first = (fin ? 0x80 : 0) | (reserved << 4) | opcode;
  const bit = masked ? 0x80 : 0;
  let head: Buffer;
  if (length < 126n) head = Buffer.from([first, bit | Number(length)]);
  else if (length < 65536n) {
    head = Buffer.from([first, bit | 126, 0, 0]);
    head.writeUInt16BE(Number(length), 2);
  } else {
    head = Buffer.concat([Buffer.from([first, bit | 127]), Buffer.alloc(8)]);
    head.writeBigUInt64BE(length, 2);
  }
  const mask = Buffer.from([1, 2, 3, 4]);
  const body = masked ? payload.map((byte, index) => byte ^ mask[index % 4]!) : payload;
  return Buffer.concat(masked ? [head, mask, body] : [head, body]);
}

/** The frames that come, one at a time. */
export class RawPeer {
  private bytes = Buffer.alloc(0);
  private hasEnded = false;
  private readonly arrival = signal();

  constructor(readonly socket: Socket) {
    socket.on('data', (chunk: Buffer) => {
      this.bytes = Buffer.concat([this.bytes, chunk]);
      this.arrival.ring();
    });
    for (const event of ['end', 'close']) {
      socket.on(event, () => {
        this.hasEnded = true;
        this.arrival.ring();
      });
    }
  }

  send(...frames: FrameParts[]): void {
    this.socket.write(Buffer.concat(frames.map(frame)));
  }

  async until(text: string): Promise<string> {
    await this.arrival.until(() => this.bytes.includes(text) || this.hasEnded);
    const at = this.bytes.indexOf(text);
    const taken = this.bytes.subarray(0, at < 0 ? this.bytes.length : at + text.length);
    this.bytes = this.bytes.subarray(taken.length);
    return taken.toString();
  }

  /** An unmasked frame, as servers send them; undefined at the end. */
  async frame(): Promise<{ opcode: number; payload: Buffer } | undefined> {
    const has = (count: number): Promise<void> =>
      this.arrival.until(() => this.bytes.length >= count || this.hasEnded);
    await has(2);
    if (this.bytes.length < 2) return undefined;
    const short = this.bytes[1]! & 0x7f;
    const start = short === 126 ? 4 : short === 127 ? 10 : 2;
    await has(start);
    const length =
      short === 126
        ? this.bytes.readUInt16BE(2)
        : short === 127
          ? Number(this.bytes.readBigUInt64BE(2))
          : short;
    await has(start + length);
    const opcode = this.bytes[0]! & 0x0f;
    const payload = this.bytes.subarray(start, start + length);
    this.bytes = this.bytes.subarray(start + length);
    return { opcode, payload };
  }

  /** The code of the close frame that comes next. */
  async closeCode(): Promise<number | undefined> {
    const next = await this.frame();
    if (next === undefined) return undefined;
    if (next.opcode !== CLOSE) throw new Error(`a frame of opcode ${next.opcode} came`);
    return next.payload.readUInt16BE(0);
  }

  /** The other side has ended. */
  ended(): Promise<void> {
    return this.arrival.until(() => this.hasEnded);
  }
}
