// SPDX-License-Identifier: MIT
import { once } from 'node:events';
import * as net from 'node:net';

const peers = new Set<TcpPeer>();

/** A client as a user's netcat: what it is told is kept, and can be waited for. */
export class TcpPeer {
  readonly socket: net.Socket;
  readonly closed: Promise<void>;
  text = '';
  private readonly watchers = new Set<() => void>();
  private isClosed = false;

  private constructor(port: number) {
    this.socket = net.connect({ port, host: '127.0.0.1', allowHalfOpen: true });
    peers.add(this);
    this.socket.setEncoding('utf8').on('data', (text: string) => {
      this.text += text;
      this.tell();
    });
    // A reset is an end like any other here.
    this.socket.on('error', () => {});
    // Netcat goes when the other side has gone.
    this.socket.on('end', () => {
      this.tell();
      this.socket.end();
    });
    this.closed = new Promise((resolve) => {
      this.socket.on('close', () => {
        peers.delete(this);
        this.isClosed = true;
        this.tell();
        resolve();
      });
    });
  }

  static async connect(port: number): Promise<TcpPeer> {
    const peer = new TcpPeer(port);
    await once(peer.socket, 'connect');
    return peer;
  }

  get lines(): string[] {
    return this.text.split(/\r?\n/).slice(0, -1);
  }

  send(text: string | Buffer): void {
    this.socket.write(text);
  }

  /** Waits for so many lines. */
  receive(count: number): Promise<string[]> {
    return this.until(`${count} lines`, () => (this.lines.length >= count ? this.lines : undefined));
  }

  /** Waits for text that fits. */
  read(pattern: RegExp): Promise<string> {
    return this.until(String(pattern), () => (pattern.test(this.text) ? this.text : undefined));
  }

  /** Waits until there is something to find in what was told. */
  until<T>(what: string, look: () => T | undefined): Promise<T> {
    return new Promise((resolve, reject) => {
      const check = (): void => {
        const found = look();
        if (found === undefined && !this.isClosed) return;
        this.watchers.delete(check);
        if (found !== undefined) resolve(found);
        else
          reject(new Error(`Expected ${what}, but the connection closed after ${JSON.stringify(this.text)}`));
      };
      this.watchers.add(check);
      check();
    });
  }

  private tell(): void {
    for (const watcher of [...this.watchers]) watcher();
  }
}

/** Closes what a test has left open. */
export async function closePeers(): Promise<void> {
  await Promise.all(
    [...peers].map((peer) => {
      peer.socket.destroy();
      return peer.closed;
    }),
  );
}
