// SPDX-License-Identifier: MIT
import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process';
import { once } from 'node:events';
import * as path from 'node:path';
import { createInterface } from 'node:readline';

const ROOT = path.join(__dirname, '../..');
const MAIN = path.join(ROOT, 'dist/cli/main.js');

export const TUTORIAL = path.join(ROOT, 'Content/Levels/Tutorial.json');
/** Scripts that only tests use. */
export const SCRIPTS = path.join(__dirname, 'scripts');

/** A line of the JSON log. */
export interface LogLine {
  readonly time: number;
  readonly frame: number;
  readonly level?: string;
  readonly actor?: string;
  readonly script?: string;
  readonly task?: string;
  readonly event: string;
  readonly severity: string;
  readonly message: string;
  readonly [field: string]: unknown;
}

export interface Outcome {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
}

const running = new Set<CommandLine>();

/** The command line, run as a user does. */
export class CommandLine {
  readonly child: ChildProcessWithoutNullStreams;
  /** Lines of stdout so far. */
  readonly lines: string[] = [];
  readonly ended: Promise<Outcome>;
  private stderr = '';
  private readonly watchers = new Set<() => void>();

  constructor(args: readonly string[], environment: NodeJS.ProcessEnv = {}) {
    const env = {
      ...process.env,
      FORCE_COLOR: undefined,
      NO_COLOR: undefined,
      CI: undefined,
      ...environment,
    };
    this.child = spawn(process.execPath, [MAIN, ...args], { cwd: ROOT, env });
    running.add(this);
    this.child.stderr.setEncoding('utf8').on('data', (text: string) => (this.stderr += text));
    createInterface({ input: this.child.stdout }).on('line', (line) => {
      this.lines.push(line);
      this.tell();
    });
    this.ended = once(this.child, 'close').then(([code, signal]) => {
      running.delete(this);
      const outcome = { code, signal, stdout: this.lines.join('\n'), stderr: this.stderr } as Outcome;
      this.outcome = outcome;
      this.tell();
      return outcome;
    });
  }

  private outcome: Outcome | undefined;

  /** Everything the JSON log has told so far. */
  get events(): LogLine[] {
    return this.lines.map((line) => JSON.parse(line) as LogLine);
  }

  /** Waits for an event that has all these values; what was told already counts, from the given line on. */
  event(wanted: Readonly<Record<string, unknown>>, from = 0): Promise<LogLine> {
    let seen = from;
    return this.until(`an event ${JSON.stringify(wanted)}`, () => {
      for (; seen < this.lines.length; seen += 1) {
        const event = JSON.parse(this.lines[seen]!) as LogLine;
        if (Object.entries(wanted).every(([key, value]) => event[key] === value)) return event;
      }
      return undefined;
    });
  }

  /** Waits for a line of the pretty log. */
  line(pattern: RegExp): Promise<string> {
    return this.until(`a line ${String(pattern)}`, () => this.lines.find((line) => pattern.test(line)));
  }

  /** The port that a server of the level listens on. */
  async port(name: string): Promise<number> {
    return (await this.event({ event: 'listening', name }))['port'] as number;
  }

  /** Interrupts as Ctrl-C does, and waits for the end. */
  interrupt(signal: NodeJS.Signals = 'SIGINT'): Promise<Outcome> {
    this.child.kill(signal);
    return this.ended;
  }

  private until<T>(what: string, look: () => T | undefined): Promise<T> {
    return new Promise((resolve, reject) => {
      const check = (): void => {
        const found = look();
        if (found === undefined && this.outcome === undefined) return;
        this.watchers.delete(check);
        if (found !== undefined) resolve(found);
        else
          reject(
            new Error(`Expected ${what}, but the process ended: ${JSON.stringify(this.outcome, null, 2)}`),
          );
      };
      this.watchers.add(check);
      check();
    });
  }

  private tell(): void {
    for (const watcher of [...this.watchers]) watcher();
  }
}

/** Runs a level with the JSON log. */
export function play(level: string, ...args: string[]): CommandLine {
  return new CommandLine(['run', level, '--log', 'json', ...args]);
}

/** So fast that a second of the world is over at once, in frames so small that a client can follow. */
export const IN_A_HURRY = ['--speed', 'max', '--fps', '1000'];

/** Servers of the tutorial: tests that run at the same time must not meet. */
const SERVERS = ['spawn-server', 'ascii-theatre', 'http-server', 'radio-station', 'websocket-echo'];

/** Runs the tutorial on ports that are free. */
export function playTutorial(...args: string[]): CommandLine {
  const ports = SERVERS.flatMap((label) => ['--port', `${label}=0`]);
  return play(TUTORIAL, ...ports, '--set', 'offload.below=1000', ...args);
}

/** Kills what a failed test has left running. */
export async function killAll(): Promise<void> {
  await Promise.all([...running].map((commandLine) => commandLine.interrupt('SIGKILL')));
}

export const NOTHING_LEFT = { tasks: 0, timers: 0, subscriptions: 0, sockets: 0 };
