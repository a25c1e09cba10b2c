// SPDX-License-Identifier: MIT
import type { Observable } from 'rxjs';
import { NetError } from '../net-error';

/** What a command of the server is called with. The name of the command is its key in the table. */
export interface SshCommandDefinition {
  /** One line for `help`. */
  readonly help?: string;
  /** What stands behind the name in `help` and in the answer to a wrong call, such as `LABEL`. */
  readonly usage?: string;
  /** How many words it takes: exactly so many, or from … to …; any other number is answered with the usage. Default any. */
  readonly arguments?: number | readonly [least: number, most: number];
}

export type SshCommands = Readonly<Record<string, SshCommandDefinition>>;

/** How a command was over: somebody `answered` it, its user `interrupted` it with Ctrl-C, or is gone: `disconnected`. */
export type SshCommandEnd = 'answered' | 'interrupted' | 'disconnected';

/** A command that a user entered, until it is ended. One at a time in each session: the prompt comes back after its end. */
export interface SshCommand {
  readonly name: string;
  /** The words behind the name; quotes and backslashes are taken away. */
  readonly arguments: readonly string[];
  /** The name given at login. Anybody with an authorised key, or with the `password`, may have called himself so. */
  readonly user: string;
  /** Which authorised key it was: its comment, else its fingerprint; undefined after login by password. */
  readonly key: string | undefined;
  /** False once it is over, and nothing more can be said. */
  readonly isOpen: boolean;
  /** Emits once, when the command is over, and completes. Late subscribers hear it too. */
  readonly ended: Observable<SshCommandEnd>;

  /**
   * Prints lines. What could steer the terminal (escape sequences in a label, …) is made visible.
   * @returns false if nobody can read it any more
   */
  reply(text: string): boolean;

  /** Prints lines as an error, and ends the command with exit code 1. Does nothing once it is over. */
  fail(text: string): void;

  /** Ends the command with exit code 0, after last lines. Does nothing once it is over. */
  end(lastWords?: string): void;
}

/** Commands of every server. */
const BUILT_IN: SshCommands = {
  help: { help: 'lists the commands' },
  exit: { help: 'ends the session', arguments: 0 },
};

/** The commands of a server, checked. */
export class CommandTable {
  private readonly definitions = new Map<string, SshCommandDefinition>();

  /** @throws {NetError} `ARGUMENT` for a name that cannot be one, or that is taken */
  constructor(commands: SshCommands) {
    for (const [name, definition] of Object.entries(commands)) {
      if (!/^[a-z][\w-]*$/i.test(name) || name in BUILT_IN) {
        const expected = 'names of commands in letters, digits, - and _, and other than help and exit';
        throw new NetError('ARGUMENT', expected, `got ${JSON.stringify(name.slice(0, 60))}`);
      }
      this.definitions.set(name, definition);
    }
    for (const [name, definition] of Object.entries(BUILT_IN)) this.definitions.set(name, definition);
  }

  has(name: string): boolean {
    return this.definitions.has(name);
  }

  /** Whether the command takes so many arguments. */
  takes(name: string, count: number): boolean {
    const { arguments: allowed } = this.definitions.get(name)!;
    if (allowed === undefined) return true;
    const [least, most] = typeof allowed === 'number' ? [allowed, allowed] : allowed;
    return count >= least && count <= most;
  }

  usage(name: string): string {
    const { usage } = this.definitions.get(name)!;
    return usage === undefined ? name : `${name} ${usage}`;
  }

  help(): string {
    const names = [...this.definitions.keys()];
    const width = Math.max(...names.map((name) => this.usage(name).length));
    return names
      .map((name) => `${this.usage(name).padEnd(width)}  ${this.definitions.get(name)!.help ?? ''}`.trimEnd())
      .join('\n');
  }
}
