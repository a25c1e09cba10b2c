// SPDX-License-Identifier: MIT
import type { Socket } from 'node:net';
import { nodeModule } from '../node-backend';
import { tlsOptions } from '../tcp/tls-options';
import type { RedisTarget } from './redis-target';

const KEEP_ALIVE_MS = 60_000;

/** Begins to connect to a server, by TCP, TLS or a unix socket; `connect` or `secureConnect` says when it has. */
export function openSocket(target: RedisTarget): Socket {
  const net = nodeModule('net', 'Redis');
  const { host, port, path, tls } = target;
  const place = path === undefined ? { host, port } : { path };
  const socket =
    tls === undefined
      ? net.connect(place)
      : nodeModule('tls', 'Redis over TLS').connect({ ...place, ...tlsOptions(tls, host) });
  if (path === undefined) {
    socket.setNoDelay(true);
    // Finds out about a server whose machine or cable is gone; Node forgets it if it is told before.
    socket.once('connect', () => socket.setKeepAlive(true, KEEP_ALIVE_MS));
  }
  return socket;
}

/**
 * Has all that arrives go through a filter before anybody hears of it, and has the socket fail, and not the process, when the
 * filter or a listener throws.
 *
 * @param filter - passes on what others may hear
 */
export function filterData(
  socket: Socket,
  filter: (chunk: Uint8Array, pass: (chunk: Uint8Array) => void) => void,
  onThrow: (error: unknown) => void,
): void {
  const emit = socket.emit.bind(socket) as (...event: unknown[]) => boolean;
  const pass = (chunk: Uint8Array): void => {
    emit('data', Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength));
  };
  socket.emit = (...event: unknown[]): boolean => {
    if (event[0] !== 'data') return emit(...event);
    try {
      filter(event[1] as Uint8Array, pass);
    } catch (error) {
      onThrow(error);
    }
    return true;
  };
}
