// SPDX-License-Identifier: MIT
import { spawn, spawnSync, type ChildProcessWithoutNullStreams } from 'node:child_process';
import { once } from 'node:events';
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import type { Subscription } from 'rxjs';
import { Client, utils, type ClientChannel, type ConnectConfig } from 'ssh2';
import { listenSsh, type ListenSshOptions, type SshCommand, type SshServerEvent } from '../../TypeScript/net';
import { closeAll, signal } from './peers';

/** Keys of servers and clients, gone when the test file is over. */
export const FOLDER = fs.mkdtempSync(path.join(os.tmpdir(), 'ssh-'));

export const HOST_KEY = path.join(FOLDER, 'host', 'key');

export const PASSWORD = 'open sesame';

const COMMANDS = {
  say: { usage: 'WORD...', help: 'says it again' },
  wait: { help: 'answers when the test does' },
  pair: { usage: 'ONE TWO', arguments: 2 },
};

const openClients = new Set<Client>();
const programs = new Set<ChildProcessWithoutNullStreams>();

/** A key pair of a user. */
export function makeKey(comment = 'anna@pc'): { file: string; publicKey: string } {
  const pair = utils.generateKeyPairSync('ed25519', { comment });
  const file = path.join(FOLDER, `key-${fs.readdirSync(FOLDER).length}`);
  fs.writeFileSync(file, pair.private, { mode: 0o600 });
  return { file, publicKey: pair.public };
}

export interface SshServer {
  readonly port: number;
  readonly fingerprint: string;
  readonly events: SshServerEvent[];
  readonly subscription: Subscription;
  command(index: number): Promise<SshCommand>;
  event<Type extends SshServerEvent['type']>(
    type: Type,
    index?: number,
  ): Promise<Extract<SshServerEvent, { type: Type }>>;
}

const servers = new Set<Subscription>();

/** A server of ours; `say` and `pair` are answered, `wait` is left to the test. */
export async function sshServer(options: Partial<ListenSshOptions> = {}): Promise<SshServer> {
  const events: SshServerEvent[] = [];
  const arrival = signal();
  let failure: Error | undefined;
  const credentials =
    options.authorizedKeys ?? options.authorizedKeysFile ?? options.passwords ?? options.password;
  const subscription = listenSsh({
    port: 0,
    hostKeyFile: HOST_KEY,
    commands: COMMANDS,
    ...(credentials === undefined ? { password: PASSWORD } : {}),
    ...options,
  }).subscribe({
    next: (event) => {
      events.push(event);
      if (event.type === 'command') answer(event.command);
      arrival.ring();
    },
    error: (error: Error) => {
      failure = error;
      arrival.ring();
    },
  });
  servers.add(subscription);
  const find = async (type: SshServerEvent['type'], index: number): Promise<SshServerEvent> => {
    const found = (): SshServerEvent | undefined => events.filter((event) => event.type === type)[index];
    await arrival.until(() => failure !== undefined || found() !== undefined);
    if (failure !== undefined) throw failure;
    return found()!;
  };
  const listening = (await find('listening', 0)) as Extract<SshServerEvent, { type: 'listening' }>;
  return {
    port: listening.port,
    fingerprint: listening.fingerprint,
    events,
    subscription,
    event: (type, index = 0) => find(type, index) as never,
    command: async (index) => ((await find('command', index)) as { command: SshCommand }).command,
  };
}

function answer(command: SshCommand): void {
  if (command.name === 'wait') return;
  if (command.arguments[0] === 'nonsense') command.fail('that is nonsense');
  else command.end(command.arguments.join('|'));
}

/** Somebody else's client, logged in. */
export async function sshClient(port: number, config: ConnectConfig = {}): Promise<Client> {
  const client = rawClient();
  client.connect({ host: '127.0.0.1', port, username: 'anna', password: PASSWORD, ...config });
  await once(client, 'ready');
  return client;
}

/** How the login of a client comes out. */
export async function loginOutcome(port: number, config: ConnectConfig): Promise<string> {
  const client = rawClient();
  const outcome = new Promise<string>((resolve) => {
    client.on('ready', () => resolve('ready'));
    client.on('error', (error: Error) => resolve(error.message));
    client.on('close', () => resolve('closed'));
  });
  client.connect({ host: '127.0.0.1', port, username: 'anna', ...config });
  return outcome;
}

function rawClient(): Client {
  const client = new Client();
  openClients.add(client);
  client.on('error', () => undefined);
  return client;
}

/** What a client sees of one session. */
export interface Transcript {
  readonly channel: ClientChannel;
  readonly text: () => string;
  readonly errors: () => string;
  readonly closed: Promise<{ code: number | undefined }>;
  /** Waits for text that fits, and returns all. */
  readonly read: (pattern: RegExp) => Promise<string>;
}

export function transcript(channel: ClientChannel): Transcript {
  let text = '';
  let errors = '';
  let isClosed = false;
  const arrival = signal();
  channel.on('data', (chunk: Buffer) => {
    text += chunk.toString();
    arrival.ring();
  });
  channel.stderr.on('data', (chunk: Buffer) => (errors += chunk.toString()));
  let code: number | undefined;
  channel.on('exit', (value: number) => (code = value));
  const closed = new Promise<{ code: number | undefined }>((resolve) =>
    channel.on('close', () => {
      isClosed = true;
      resolve({ code });
      arrival.ring();
    }),
  );
  return {
    channel,
    text: () => text,
    errors: () => errors,
    closed,
    read: async (pattern) => {
      await arrival.until(() => isClosed || pattern.test(text));
      if (!pattern.test(text)) throw new Error(`Expected ${String(pattern)}, but it closed after ${text}`);
      return text;
    },
  };
}

export function execute(client: Client, command: string): Promise<Transcript> {
  return opened((done) => client.exec(command, done));
}

/** Opens a shell, with a terminal or without. */
export function shell(client: Client, terminal: boolean): Promise<Transcript> {
  return opened((done) => client.shell(terminal ? {} : false, done));
}

function opened(
  open: (done: (error: Error | undefined, channel: ClientChannel) => void) => void,
): Promise<Transcript> {
  return new Promise((resolve, reject) =>
    open((error, channel) => (error === undefined ? resolve(transcript(channel)) : reject(error))),
  );
}

/** The error that a request of a client is answered with. */
export function refusal(request: (done: (error?: Error | null) => void) => void): Promise<string> {
  return new Promise((resolve) => request((error) => resolve(error?.message ?? 'accepted')));
}

/** OpenSSH's own client, which knows the server's key and asks nobody anything. */
export class OpenSsh {
  readonly child: ChildProcessWithoutNullStreams;
  readonly ended: Promise<{ code: number | null; out: string; err: string }>;
  private out = '';
  private err = '';
  private readonly arrival = signal();

  constructor(server: { port: number }, keyFile: string, args: readonly string[]) {
    const knownHosts = path.join(FOLDER, `known-hosts-${server.port}`);
    fs.writeFileSync(knownHosts, `[127.0.0.1]:${server.port} ${publicHostKey()}\n`);
    const options = {
      BatchMode: 'yes',
      IdentitiesOnly: 'yes',
      StrictHostKeyChecking: 'yes',
      UserKnownHostsFile: knownHosts,
      GlobalKnownHostsFile: '/dev/null',
    };
    this.child = spawn('ssh', [
      ...['-F', '/dev/null', '-p', String(server.port), '-i', keyFile, '-l', 'anna'],
      ...Object.entries(options).flatMap(([name, value]) => ['-o', `${name}=${value}`]),
      ...args,
    ]);
    programs.add(this.child);
    this.child.stdin.on('error', () => undefined);
    this.child.stdout.setEncoding('utf8').on('data', (text: string) => {
      this.out += text;
      this.arrival.ring();
    });
    this.child.stderr.setEncoding('utf8').on('data', (text: string) => (this.err += text));
    this.ended = once(this.child, 'close').then(([code]: (number | null)[]) => {
      programs.delete(this.child);
      this.hasEnded = true;
      this.arrival.ring();
      return { code: code!, out: this.out, err: this.err };
    });
  }

  private hasEnded = false;

  async read(pattern: RegExp): Promise<string> {
    await this.arrival.until(() => this.hasEnded || pattern.test(this.out));
    if (!pattern.test(this.out)) {
      throw new Error(`Expected ${String(pattern)}, but ssh ended after ${this.out}\n${this.err}`);
    }
    return this.out;
  }
}

/** Describes tests that need OpenSSH's client; where it is missing they are skipped, and that is said. */
export const describeOpenSsh = hasOpenSsh() ? describe : describe.skip;

function hasOpenSsh(): boolean {
  if (spawnSync('ssh', ['-V']).error === undefined) return true;
  console.warn('skipped: tests with ssh, which is not installed (Debian: openssh-client)');
  return false;
}

function publicHostKey(): string {
  const key = utils.parseKey(fs.readFileSync(HOST_KEY));
  if (key instanceof Error) throw key;
  return `${key.type} ${key.getPublicSSH().toString('base64')}`;
}

/** Closes everything, and fails if a TCP handle of anyone stays. */
export async function closeSsh(): Promise<void> {
  for (const child of programs) child.kill('SIGKILL');
  for (const client of openClients) client.destroy();
  openClients.clear();
  for (const server of servers) server.unsubscribe();
  servers.clear();
  await closeAll();
}

export function removeKeys(): void {
  fs.rmSync(FOLDER, { recursive: true });
}
