// SPDX-License-Identifier: MIT
import type { Socket } from 'node:net';
import type { Readable } from 'node:stream';
import { nodeModule } from '../node-backend';

const READ_AHEAD_BYTES = 64 * 1024;

/** What comes from a socket, looked at as it arrives, and kept for a reader: 64 KiB of it, then the peer waits. */
export class AnsweredInput {
  readonly readable: Readable;

  constructor(
    private readonly socket: Socket,
    private readonly look: (chunk: Buffer) => void,
  ) {
    const { Readable: NodeReadable } = nodeModule('stream', 'TCP');
    this.readable = new NodeReadable({ highWaterMark: READ_AHEAD_BYTES, read: () => void socket.resume() });
    socket.on('data', this.onData).on('end', this.onEnd);
  }

  stop(): void {
    this.socket.off('data', this.onData).off('end', this.onEnd);
    this.readable.destroy();
  }

  private readonly onData = (chunk: Buffer): void => {
    this.look(chunk);
    if (!this.readable.destroyed && !this.readable.push(chunk)) this.socket.pause();
  };

  private readonly onEnd = (): void => {
    this.readable.push(null);
  };
}
