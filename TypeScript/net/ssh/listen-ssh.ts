// SPDX-License-Identifier: MIT
import type { AddressInfo, Server, Socket } from 'node:net';
import { Observable, type Subscriber } from 'rxjs';
import { expectCount, expectHost, expectPort, expectSeconds } from '../argument-checks';
import { closeServer } from '../close-server';
import { NetError, type NetPlace } from '../net-error';
import { nodeModule } from '../node-backend';
import { listenError, reasonOf } from '../tcp/socket-errors';
import {
  Credentials,
  checkCredentials,
  fingerprintOf,
  type SshCredentialOptions,
  type SshLogin,
} from './credentials';
import { hostKeyOf } from './host-key';
import { CommandTable, type SshCommand, type SshCommands } from './ssh-command';
import { SshConnection, type ConnectionListener, type SshSettings } from './ssh-connection';

export interface ListenSshOptions extends SshCredentialOptions {
  /** 0 takes a free port; the `listening` event says which. */
  readonly port: number;
  /** Address to listen at. Default 127.0.0.1: this machine only. */
  readonly host?: string;
  /** File of the key by which clients know this server again. Made the first time, for its owner only, and kept. */
  readonly hostKeyFile: string;
  /** The only commands there are, by name, besides `help` and `exit`. */
  readonly commands: SshCommands;
  /** What a terminal shows where a line is to be entered. Default `"> "`. */
  readonly prompt?: string;
  /** Most clients at a time; a newcomer takes the place of one that has not logged in, else it is refused. Default 16. */
  readonly maxConnections?: number;
  /** Most sessions of one client at a time. Default 8. */
  readonly maxSessions?: number;
  /** Longest real time until a client must have logged in. Default 20. */
  readonly authTimeoutSeconds?: number;
  /** After so many wrong keys or passwords the connection is closed. Default 6. */
  readonly maxAuthTries?: number;
  /** A client that does nothing and waits for nothing for so many real seconds is sent away. Default 600; Infinity for never. */
  readonly idleSeconds?: number;
  /** Longest line in bytes. Default 4096. */
  readonly maxLineBytes?: number;
  /** Most bytes that may wait for a client that does not read; then it is closed. Default 1 MiB. */
  readonly maxWaitingBytes?: number;
}

export type SshServerEvent =
  /** The first event: the server accepts connections; clients show the fingerprint when they see it for the first time. */
  | {
      readonly type: 'listening';
      readonly address: string;
      readonly port: number;
      readonly fingerprint: string;
    }
  | ({
      readonly type: 'login';
      readonly connection: number;
      readonly address: string;
      readonly port: number;
    } & SshLogin)
  /** Somebody entered a command, and waits until it is ended. */
  | { readonly type: 'command'; readonly command: SshCommand }
  | ({ readonly type: 'logout'; readonly connection: number; readonly reason: string } & SshLogin)
  /** A client was turned away, or went, without having logged in; `total` counts them since the server began. */
  | { readonly type: 'refused'; readonly address: string; readonly reason: string; readonly total: number };

/**
 * Opens an SSH server for each subscriber that runs the commands given to it, and nothing else: no files, no programs, no
 * forwarding.
 *
 * Cold. Emits `listening`, then what clients do; never completes by itself.
 * **Cancellation:** unsubscribing closes the server and all connections before it returns.
 * @throws {NetError} `ARGUMENT`, `SSH_NO_CREDENTIALS` at the call; as the stream's error `SSH_KEY_UNUSABLE`,
 *   `SSH_NO_CREDENTIALS`, `ADDRESS_IN_USE`, `LISTEN_FAILED`, `HOST_NOT_FOUND`, `NET_UNAVAILABLE`
 */
export function listenSsh(options: ListenSshOptions): Observable<SshServerEvent> {
  const place = { address: expectHost(options.host ?? '127.0.0.1'), port: expectPort(options.port, 0) };
  const maxConnections = expectCount('maxConnections', options.maxConnections ?? 16);
  const limits = {
    commands: new CommandTable(options.commands),
    prompt: options.prompt ?? '> ',
    maxSessions: expectCount('maxSessions', options.maxSessions ?? 8),
    authTimeoutSeconds: expectSeconds('authTimeoutSeconds', options.authTimeoutSeconds ?? 20),
    maxAuthTries: expectCount('maxAuthTries', options.maxAuthTries ?? 6),
    idleSeconds: expectSeconds('idleSeconds', options.idleSeconds ?? 600),
    maxLineBytes: expectCount('maxLineBytes', options.maxLineBytes ?? 4096),
    maxWaitingBytes: expectCount('maxWaitingBytes', options.maxWaitingBytes ?? 1024 * 1024),
  };
  if (typeof options.hostKeyFile !== 'string' || options.hostKeyFile === '') {
    throw new NetError('ARGUMENT', 'hostKeyFile to be the path of a file', 'got none');
  }
  checkCredentials(options);

  return new Observable<SshServerEvent>((subscriber) => {
    const net = nodeModule('net', 'SSH');
    const hostKey = hostKeyOf(options.hostKeyFile);
    const settings = { ...limits, hostKey, credentials: new Credentials(options) };
    const server = new SshServer(net.createServer(), place, maxConnections, settings, subscriber);
    return () => server.close();
  });
}

class SshServer implements ConnectionListener {
  /** In the order they came. */
  private readonly open = new Set<SshConnection>();
  private refused = 0;

  constructor(
    private readonly server: Server,
    private readonly place: NetPlace,
    private readonly maxConnections: number,
    private readonly settings: SshSettings,
    private readonly subscriber: Subscriber<SshServerEvent>,
  ) {
    server.on('listening', this.onListening).on('connection', this.onConnection).on('error', this.onError);
    server.listen({ host: place.address, port: place.port });
  }

  close(): void {
    const { server } = this;
    server.off('listening', this.onListening).off('connection', this.onConnection).off('error', this.onError);
    closeServer(server);
    for (const connection of this.open) connection.destroy('the server has closed');
  }

  onLogin(connection: SshConnection, login: SshLogin): void {
    const { id, address, port } = connection;
    this.subscriber.next({ type: 'login', connection: id, address, port, ...login });
  }

  onCommand(command: SshCommand): void {
    this.subscriber.next({ type: 'command', command });
  }

  onClosed(connection: SshConnection, reason: string): void {
    this.open.delete(connection);
    const { id, address, login } = connection;
    if (login === undefined) this.refuse(address, reason);
    else this.subscriber.next({ type: 'logout', connection: id, reason, ...login });
  }

  private readonly onListening = (): void => {
    const { address, port } = this.server.address() as AddressInfo;
    const fingerprint = fingerprintOf(this.settings.hostKey.getPublicSSH());
    this.subscriber.next({ type: 'listening', address, port, fingerprint });
  };

  private readonly onConnection = (socket: Socket): void => {
    if (this.open.size >= this.maxConnections) this.makeRoom();
    if (this.open.size >= this.maxConnections) {
      const address = socket.remoteAddress ?? 'unknown';
      socket.on('error', () => undefined).destroy();
      this.refuse(address, `${this.open.size} clients are here and ${this.maxConnections} may be`);
      return;
    }
    this.open.add(new SshConnection(socket, this.settings, this));
  };

  /** Nobody can keep others out by connecting and not logging in. */
  private makeRoom(): void {
    for (const connection of this.open) {
      if (connection.login === undefined) return connection.destroy('it had not logged in when others came');
    }
  }

  private readonly onError = (error: NodeJS.ErrnoException): void => {
    // One connection that could not be taken (out of file descriptors, or gone again) is not the end of the server.
    if (error.syscall === 'accept') this.refuse('unknown', reasonOf(error));
    else this.subscriber.error(listenError(error, this.place));
  };

  private refuse(address: string, reason: string): void {
    this.refused += 1;
    this.subscriber.next({ type: 'refused', address, reason, total: this.refused });
  }
}
