// SPDX-License-Identifier: MIT
import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import net, { type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

/** `describe`, or `describe.skip` with a line that says why, where there is no redis-server. In CI it has to be there. */
export const describeWithRedis: jest.Describe = isInstalled() ? describe : describe.skip;

function isInstalled(): boolean {
  const { status } = spawnSync('redis-server', ['--version'], { stdio: 'ignore' });
  if (status === 0) return true;
  if (process.env['CI'] === 'true') throw new Error('Expected redis-server, but it is not installed');
  process.stderr.write('redis-server is not installed: the tests that need it are skipped\n');
  return false;
}

const started = new Set<RedisServer>();

/** A real server of a test's own, which keeps its port when it is killed and started again. */
export class RedisServer {
  private child: ChildProcess | undefined;
  private readonly folder = mkdtempSync(join(tmpdir(), 'redis-test-'));
  readonly path = join(this.folder, 'redis.sock');

  private constructor(
    readonly port: number,
    private readonly options: readonly string[],
  ) {}

  static async start(...options: string[]): Promise<RedisServer> {
    const server = new RedisServer(await freePort(), options);
    started.add(server);
    await server.startAgain();
    return server;
  }

  get url(): string {
    return `redis://127.0.0.1:${this.port}`;
  }

  async startAgain(): Promise<void> {
    const { folder, path, port } = this;
    const fixed = ['--port', `${port}`, '--bind', '127.0.0.1', '--unixsocket', path, '--dir', folder];
    const child = spawn('redis-server', [...fixed, '--save', '', '--appendonly', 'no', ...this.options]);
    this.child = child;
    const lines: string[] = [];
    for await (const line of createInterface({ input: child.stdout })) {
      lines.push(line);
      if (line.includes('eady to accept connections')) {
        child.stdout.resume();
        return;
      }
    }
    throw new Error(`redis-server did not start: ${lines.join('\n')}`);
  }

  /** Kills it, so that nothing is said in farewell; resolves when it is gone. */
  async kill(signal: NodeJS.Signals = 'SIGKILL'): Promise<void> {
    const { child } = this;
    this.child = undefined;
    if (child === undefined) return;
    const gone = once(child, 'exit');
    child.kill(signal);
    await gone;
  }

  /** Lets it neither read nor answer, and keeps its connections. */
  freeze(): void {
    this.child!.kill('SIGSTOP');
  }

  thaw(): void {
    this.child!.kill('SIGCONT');
  }

  /** Asks it over a connection of its own, as an operator does. */
  async ask(...words: string[]): Promise<string> {
    const cli = spawn('redis-cli', ['-p', `${this.port}`, ...words]);
    let text = '';
    cli.stdout.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
    await once(cli, 'close');
    return text.trim();
  }

  /** Clients that are connected, without the one that asks. */
  async clients(): Promise<string[]> {
    const list = await this.ask('CLIENT', 'LIST');
    return list.split('\n').filter((line) => line !== '' && !line.includes('cmd=client'));
  }

  async remove(): Promise<void> {
    started.delete(this);
    await this.kill();
    rmSync(this.folder, { recursive: true, force: true });
  }
}

/** Stops all that a test has started. */
export async function removeServers(): Promise<void> {
  await Promise.all([...started].map((server) => server.remove()));
}

export async function freePort(): Promise<number> {
  const server = net.createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}
