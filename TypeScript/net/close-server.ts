// SPDX-License-Identifier: MIT
import type { Server } from 'node:net';

/** Stops a server, whatever state it is in; its connections are the caller's to close. Take your own listeners off first. */
export function closeServer(server: Server): void {
  // Node throws an error that nobody listens for, and one may still be on its way.
  server.on('error', () => undefined);
  // Node looks even an address up before it listens. In Node 16 (PuerTS's) closing does not stop that: it would listen
  // for ever.
  if (!server.listening) server.once('listening', () => server.close());
  server.close();
}
