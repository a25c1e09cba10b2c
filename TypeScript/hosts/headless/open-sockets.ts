// SPDX-License-Identifier: MIT
import { Server, Socket } from 'node:net';

/** Counts the sockets and servers that came into being since it was made and are not closed. */
export class OpenSockets {
  private readonly before = new Set<unknown>(activeHandles());

  count(): number {
    return activeHandles().filter((handle) => !this.before.has(handle) && isOpen(handle)).length;
  }
}

function isOpen(handle: unknown): boolean {
  if (handle instanceof Server) return handle.listening;
  // Terminals and pipes of the process itself are sockets to Node as well.
  if (handle === process.stdin || handle === process.stdout || handle === process.stderr) return false;
  return handle instanceof Socket && !handle.destroyed;
}

/** Node has no public list of handles; this one is what its own tools read, in all versions we support. */
function activeHandles(): unknown[] {
  return (process as unknown as { _getActiveHandles(): unknown[] })._getActiveHandles();
}
