// SPDX-License-Identifier: MIT
import { deadline } from '../deadline';
import { nodeModule } from '../node-backend';

interface Pinged {
  ping(): void;
  bytesRead(): number;
  /** False while we let the peer wait: its answer would wait too. */
  isListening(): boolean;
  onSilence(): void;
}

/** Pings a peer from time to time, and finds out when nothing comes any more. */
export class KeepAlive {
  private cancel: () => void = () => undefined;
  private isStopped = false;
  /** Bytes that had been read when the last ping went out. */
  private pingedAt: number | undefined;

  constructor(
    private readonly seconds: number,
    private readonly peer: Pinged,
  ) {
    this.wait();
  }

  stop(): void {
    this.isStopped = true;
    this.cancel();
  }

  private wait(): void {
    this.cancel = deadline(this.seconds, this.look);
  }

  private readonly look = (): void => {
    if (!this.wasSilent()) return this.pingAgain();
    // This process may have stood still, and what came meanwhile is not read yet: a timer runs before the sockets.
    nodeModule('timers', 'WebSocket').setImmediate(() => {
      if (this.isStopped) return;
      if (this.wasSilent()) this.peer.onSilence();
      else this.pingAgain();
    });
  };

  private wasSilent(): boolean {
    return this.peer.isListening() && this.pingedAt === this.peer.bytesRead();
  }

  private pingAgain(): void {
    if (this.peer.isListening()) {
      this.pingedAt = this.peer.bytesRead();
      this.peer.ping();
    } else this.pingedAt = undefined;
    this.wait();
  }
}
