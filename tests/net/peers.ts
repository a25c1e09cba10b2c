import { once } from 'node:events';
import net, { type AddressInfo, type Socket } from 'node:net';
import { firstValueFrom, toArray, type Observable, type Subscription } from 'rxjs';
import {
  connectTcp,
  listenTcp,
  type ConnectTcpOptions,
  type ListenTcpOptions,
  type NetError,
  type TcpConnection,
  type TcpServerEvent,
} from '../../TypeScript/net';

const closers: (() => void)[] = [];

/** A server of ours, and a way to reach its connections in the order they came. */
export interface OurServer {
  readonly port: number;
  readonly events: TcpServerEvent[];
  readonly subscription: Subscription;
  connection(index: number): Promise<TcpConnection>;
  refused(total: number): Promise<void>;
}

export async function ourServer(
  options: Partial<ListenTcpOptions> = {},
  onConnection: (connection: TcpConnection) => void = () => undefined,
): Promise<OurServer> {
  const events: TcpServerEvent[] = [];
  const arrival = signal();
  const subscription = listenTcp({ port: 0, ...options }).subscribe((event) => {
    events.push(event);
    if (event.type === 'connection') onConnection(event.connection);
    arrival.ring();
  });
  closers.push(() => subscription.unsubscribe());
  const connections = (): TcpConnection[] =>
    events.flatMap((event) => (event.type === 'connection' ? [event.connection] : []));
  await arrival.until(() => events.length > 0);
  const [listening] = events;
  if (listening?.type !== 'listening') throw new Error('the first event is not "listening"');
  return {
    port: listening.port,
    events,
    subscription,
    connection: async (index) => {
      await arrival.until(() => connections().length > index);
      return connections()[index]!;
    },
    refused: (total) =>
      arrival.until(() => events.some((event) => event.type === 'refused' && event.total === total)),
  };
}

/** A connection of ours to a server, and how the stream it came from ends. */
export async function ourClient(options: ConnectTcpOptions): Promise<{
  connection: TcpConnection;
  subscription: Subscription;
  outcome: Promise<NetError | undefined>;
}> {
  let settle: (error: NetError | undefined) => void;
  const outcome = new Promise<NetError | undefined>((resolve) => (settle = resolve));
  return new Promise((resolve, reject) => {
    const subscription = connectTcp(options).subscribe({
      next: (connection) => resolve({ connection, subscription, outcome }),
      error: (error: NetError) => {
        settle(error);
        reject(error);
      },
      complete: () => settle(undefined),
    });
    closers.push(() => subscription.unsubscribe());
  });
}

/** Somebody else's client. */
export async function strangerClient(port: number): Promise<Socket> {
  const socket = net.connect({ host: '127.0.0.1', port, allowHalfOpen: true });
  watch(socket);
  await once(socket, 'connect');
  return socket;
}

/** Somebody else's server. */
export async function strangerServer(): Promise<{ port: number; client(index: number): Promise<Socket> }> {
  const sockets: Socket[] = [];
  const arrival = signal();
  const server = net.createServer({ allowHalfOpen: true }, (socket) => {
    watch(socket);
    sockets.push(socket);
    arrival.ring();
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  closers.push(() => server.close());
  return {
    port: (server.address() as AddressInfo).port,
    client: async (index) => {
      await arrival.until(() => sockets.length > index);
      return sockets[index]!;
    },
  };
}

/** A server of ours with one stranger connected. */
export async function pair(
  options: Partial<ListenTcpOptions> = {},
): Promise<{ server: OurServer; ours: TcpConnection; stranger: Socket }> {
  const server = await ourServer(options);
  const stranger = await strangerClient(server.port);
  return { server, ours: await server.connection(0), stranger };
}

/** All text a stranger receives until the other side ends. */
export async function textUntilEnd(socket: Socket): Promise<string> {
  let text = '';
  socket.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
  await once(socket, 'end');
  return text;
}

export function all<T>(source: Observable<T>): Promise<T[]> {
  return firstValueFrom(source.pipe(toArray()));
}

/** The error a stream ends with. */
export function failureOf(source: Observable<unknown>): Promise<NetError> {
  return new Promise((resolve, reject) => {
    const subscription = source.subscribe({
      error: resolve,
      complete: () => reject(new Error('it completed')),
    });
    closers.push(() => subscription.unsubscribe());
  });
}

/** The error a call throws. */
export function thrownBy(call: () => unknown): unknown {
  try {
    call();
  } catch (error) {
    return error;
  }
  throw new Error('it threw nothing');
}

/** Wakes whoever waits for a condition each time it rings. */
export function signal(): { ring(): void; until(condition: () => boolean): Promise<void> } {
  const waiting = new Set<() => void>();
  return {
    ring: () => waiting.forEach((look) => look()),
    until: (condition) =>
      new Promise((resolve) => {
        const look = (): void => {
          if (!condition()) return;
          waiting.delete(look);
          resolve();
        };
        waiting.add(look);
        look();
      }),
  };
}

/** Has something closed by {@link closeAll}. */
export function onClose(close: () => void): void {
  closers.push(close);
}

/** Closes everything these helpers opened, and fails if a TCP handle of anyone stays. */
export async function closeAll(): Promise<void> {
  for (const close of closers.splice(0)) close();
  for (let turn = 0; turn < 1000; turn += 1) {
    if (tcpHandles().length === 0) return;
    await new Promise((resolve) => setImmediate(resolve));
  }
  throw new Error(`TCP handles are left: ${tcpHandles().join(', ')}`);
}

/** TCP sockets and servers that came into being since this file was loaded: another test file may have left some. */
export function tcpHandles(): string[] {
  const before = [...HANDLES_BEFORE];
  return allTcpHandles().filter((name) => {
    const at = before.indexOf(name);
    if (at >= 0) before.splice(at, 1);
    return at < 0;
  });
}

function allTcpHandles(): string[] {
  return process.getActiveResourcesInfo().filter((name) => name.startsWith('TCP'));
}

const HANDLES_BEFORE = allTcpHandles();

function watch(socket: Socket): void {
  socket.on('error', () => undefined);
  closers.push(() => socket.destroy());
}
