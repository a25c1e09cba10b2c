// SPDX-License-Identifier: MIT
import type { Socket } from 'node:net';
import type { Algorithms, AuthContext, Connection, ParsedKey, Server, ServerChannel, Session } from 'ssh2';
import { timerMs } from '../argument-checks';
import { ssh2Library } from '../libraries';
import { nodeModule } from '../node-backend';
import type { Credentials, SshLogin } from './credentials';
import { printable } from './printable';
import type { CommandTable, SshCommand } from './ssh-command';
import { SshSession, type SessionOwner } from './ssh-session';

/** A login takes some 10 KB; who sends more than this has something else in mind. */
const MAX_BYTES_BEFORE_LOGIN = 256 * 1024;
/** Twice what a client may send before it is told to go on. */
const MAX_UNREAD_BYTES = 4 * 1024 * 1024;
const MAX_UNUSED_SESSIONS = 100;
/** Real time that a peer has to take last words. */
const FAREWELL_MS = 2000;
const KEEP_ALIVE_MS = 15_000;

/** Neither SHA-1, nor groups of the client's choice, nor compression: a small packet can become a large one. */
const ALGORITHMS = {
  kex: { remove: [/-sha1$/, /group-exchange/, /group1[5-8]/] },
  hmac: { remove: [/sha1/] },
  compress: ['none'],
} as object as Algorithms;

/** What all connections of a server have in common. */
export interface SshSettings {
  readonly hostKey: ParsedKey;
  readonly credentials: Credentials;
  readonly commands: CommandTable;
  readonly prompt: string;
  readonly maxSessions: number;
  readonly authTimeoutSeconds: number;
  readonly maxAuthTries: number;
  readonly idleSeconds: number;
  readonly maxLineBytes: number;
  readonly maxWaitingBytes: number;
}

export interface ConnectionListener {
  onLogin(connection: SshConnection, login: SshLogin): void;
  onCommand(command: SshCommand): void;
  /** It is no more; nothing of ours is left on the socket. */
  onClosed(connection: SshConnection, reason: string): void;
}

let lastId = 0;

/** One client, from the first byte to the last. */
export class SshConnection {
  readonly id = (lastId += 1);
  readonly address: string;
  readonly port: number;
  private readonly timers = nodeModule('timers', 'SSH');
  private readonly server: Server;
  private readonly sessions = new Set<SshSession>();
  private readonly openSessions = new Set<Session>();
  private client: Connection | undefined;
  private timer: NodeJS.Timeout;
  private loggedIn: SshLogin | undefined;
  private bytes = 0;
  private tries = 0;
  private hasTriedNone = false;
  private unusedSessions = 0;
  private leavingBecause: string | undefined;
  private hasClosed = false;

  constructor(
    private readonly socket: Socket,
    private readonly settings: SshSettings,
    private readonly listener: ConnectionListener,
  ) {
    this.address = socket.remoteAddress ?? 'unknown';
    this.port = socket.remotePort ?? 0;
    const { authTimeoutSeconds: seconds } = settings;
    this.timer = this.timers.setTimeout(
      () => this.leave(`it did not log in within ${seconds} s`),
      timerMs(seconds),
    );
    socket.setNoDelay(true);
    socket
      .on('error', this.onSocketError)
      .on('end', this.onSocketClose)
      .on('close', this.onSocketClose)
      .on('finish', this.onFinish);
    const { Server: Ssh } = ssh2Library();
    // A server a connection: it costs little, and its only connection is this one.
    this.server = new Ssh(
      {
        hostKeys: [{ key: settings.hostKey }],
        algorithms: ALGORITHMS,
        ident: 'transient-loop',
        keepaliveInterval: KEEP_ALIVE_MS,
      },
      this.onClient,
    );
    this.server.injectSocket(socket);
    // It has paused the socket until it is ready itself, so nothing is lost.
    socket.on('data', this.onBytes);
  }

  get login(): SshLogin | undefined {
    return this.loggedIn;
  }

  private get isLeaving(): boolean {
    return this.hasClosed || this.leavingBecause !== undefined;
  }

  /** Closes at once. */
  destroy(reason: string): void {
    if (this.hasClosed) return;
    this.hasClosed = true;
    this.timers.clearTimeout(this.timer);
    const { socket } = this;
    socket
      .off('data', this.onBytes)
      .off('error', this.onSocketError)
      .off('end', this.onSocketClose)
      .off('close', this.onSocketClose)
      .off('finish', this.onFinish);
    // Node throws an error that nobody listens for, and one may still be on its way.
    socket.on('error', () => undefined);
    socket.destroy();
    for (const session of this.sessions) session.closed();
    this.sessions.clear();
    this.listener.onClosed(this, reason);
  }

  /** Tells the client that this is the end, and gives it a moment to hear it. */
  private leave(reason: string): void {
    if (this.isLeaving) return;
    this.leavingBecause = reason;
    this.restartTimer(FAREWELL_MS, () => this.destroy(reason));
    if (this.client === undefined) return this.destroy(reason);
    this.client.end();
  }

  private readonly onClient = (client: Connection): void => {
    this.client = client;
    client.on('error', (error) => this.onClientError(error));
    if (this.hasClosed) return;
    client
      .on('rekey', () => {
        if (this.loggedIn === undefined) this.leave('it exchanged keys again before it logged in');
      })
      .on('authentication', (context) => this.onAuthentication(context))
      .on('session', (accept, reject) => this.onSession(accept, reject));
    // All else (forwarding of ports and sockets, subsystems, agents, X11) is refused by having no listener.
  };

  private readonly onBytes = (chunk: Buffer): void => {
    this.bytes += chunk.length;
    if (this.loggedIn === undefined && this.bytes > MAX_BYTES_BEFORE_LOGIN) {
      this.destroy(`it sent more than ${MAX_BYTES_BEFORE_LOGIN} bytes before it logged in`);
      return;
    }
    let unread = 0;
    for (const session of this.sessions) unread += session.unreadBytes;
    if (unread > MAX_UNREAD_BYTES) this.destroy('it sent more than it was allowed to');
    else this.checkOutput();
  };

  private onAuthentication(context: AuthContext): void {
    if (this.isLeaving) return;
    const { credentials, maxAuthTries } = this.settings;
    const verdict = credentials.judge(context);
    if (verdict === 'probe') return context.accept();
    if (verdict !== 'rejected') {
      this.loggedIn = verdict.login;
      context.accept();
      this.startIdleTime();
      this.listener.onLogin(this, verdict.login);
      return;
    }
    // Clients ask with `none` first, to be told what they may try.
    if (context.method === 'none' && !this.hasTriedNone) this.hasTriedNone = true;
    else this.tries += 1;
    if (this.tries >= maxAuthTries) this.leave(`it failed to log in ${this.tries} times`);
    else context.reject(credentials.methods);
  }

  private onSession(accept: () => Session, reject: () => void): void {
    if (this.isLeaving || this.openSessions.size >= this.settings.maxSessions) return reject();
    this.onActivity();
    const session = accept();
    this.openSessions.add(session);
    let hasTerminal = false;
    let running: SshSession | undefined;
    const begin = (channel: ServerChannel | undefined, isShell: boolean): SshSession | undefined => {
      // A session has one shell or one command; the library gives no channel to a second.
      if (channel === undefined) return undefined;
      running = new SshSession(channel, this.ownerOf(this.loggedIn!), hasTerminal, isShell);
      this.sessions.add(running);
      return running;
    };
    session.on('pty', (acceptTerminal: (() => void) | undefined) => {
      hasTerminal = true;
      acceptTerminal?.();
    });
    session.on('shell', (acceptShell) => void begin(acceptShell(), true));
    session.on('exec', (acceptCommand, _reject, { command }) =>
      begin(acceptCommand(), false)?.execute(command),
    );
    session.on('close', () => {
      this.openSessions.delete(session);
      if (running === undefined) return this.onUnusedSession();
      running.closed();
      this.sessions.delete(running);
    });
  }

  /** The library remembers each of them for as long as the connection lasts. */
  private onUnusedSession(): void {
    this.unusedSessions += 1;
    if (this.unusedSessions >= MAX_UNUSED_SESSIONS)
      this.leave(`it left ${MAX_UNUSED_SESSIONS} sessions unused`);
  }

  private ownerOf(login: SshLogin): SessionOwner {
    const { commands, prompt, maxLineBytes } = this.settings;
    return {
      login,
      commands,
      prompt,
      maxLineBytes,
      onCommand: (command) => this.listener.onCommand(command),
      onActivity: () => this.onActivity(),
      onOutput: () => this.checkOutput(),
    };
  }

  /** The library sends whatever it has to say, also to a peer that does not read. */
  private checkOutput(): void {
    let waiting = this.socket.writableLength;
    for (const session of this.sessions) waiting += session.waitingBytes;
    if (waiting > this.settings.maxWaitingBytes)
      this.destroy(`it does not read: ${waiting} bytes would wait`);
  }

  private startIdleTime(): void {
    const { idleSeconds: seconds } = this.settings;
    this.restartTimer(timerMs(seconds), () => {
      // Who waits for an answer is not idle.
      if ([...this.sessions].some((session) => session.isBusy)) return this.startIdleTime();
      for (const session of this.sessions) session.printError(`nothing came for ${seconds} s: goodbye`);
      this.leave(`it was idle for ${seconds} s`);
    });
  }

  private onActivity(): void {
    if (!this.isLeaving) this.timer.refresh();
  }

  private restartTimer(milliseconds: number, action: () => void): void {
    this.timers.clearTimeout(this.timer);
    this.timer = this.timers.setTimeout(action, milliseconds);
  }

  private onClientError(error: Error): void {
    this.destroy(printable(error.message.split('\n', 1)[0]!).slice(0, 200));
  }

  private readonly onSocketError = (error: NodeJS.ErrnoException): void => {
    this.destroy(
      error.code === 'ECONNRESET' || error.code === 'EPIPE' ? 'reset' : (error.code ?? error.message),
    );
  };

  /** The library has said its last word, because of an error or because the client has. */
  private readonly onFinish = (): void => {
    this.destroy(this.leavingBecause ?? (this.client === undefined ? 'it is no SSH client' : 'ended'));
  };

  private readonly onSocketClose = (): void => {
    this.destroy(this.leavingBecause ?? 'ended');
  };
}
