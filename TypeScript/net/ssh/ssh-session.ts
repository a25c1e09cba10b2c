// SPDX-License-Identifier: MIT
import type { ServerChannel } from 'ssh2';
import { LineSplitter } from '../tcp/line-splitter';
import { LineTooLong } from '../tcp/line-too-long';
import { CommandCall, type Answering } from './command-call';
import type { SshLogin } from './credentials';
import { LEAVE, LineEditor, type EditedLine } from './line-editor';
import { printable } from './printable';
import type { CommandTable, SshCommand } from './ssh-command';
import { splitWords } from './words';

const WRONG_CALL = 2;
const UNKNOWN_COMMAND = 127;
const CTRL_C = 3;

/** What a session needs of its connection. */
export interface SessionOwner {
  readonly login: SshLogin;
  readonly commands: CommandTable;
  readonly prompt: string;
  readonly maxLineBytes: number;
  onCommand(command: SshCommand): void;
  /** The user has done something, or an answer has come. */
  onActivity(): void;
  /** Something was sent: looks whether the peer reads. */
  onOutput(): void;
}

/** One channel of a connection, over which commands come: a single one, or line by line. */
export class SshSession implements Answering {
  private running: CommandCall | undefined;
  private lastExitCode = 0;
  private isTaking = false;
  private hasInputEnded = false;
  private hasClosed = false;
  private readonly editor: LineEditor | undefined;
  private readonly splitter: LineSplitter;

  /**
   * @param hasTerminal - whether a person sits there: shows what is entered, and a prompt
   * @param isShell - whether lines are read; else {@link execute} has the only one
   */
  constructor(
    private readonly channel: ServerChannel,
    private readonly owner: SessionOwner,
    private readonly hasTerminal: boolean,
    private readonly isShell: boolean,
  ) {
    const { prompt, maxLineBytes } = owner;
    this.splitter = new LineSplitter(maxLineBytes, 'utf8');
    if (hasTerminal) this.editor = new LineEditor(prompt, maxLineBytes, (text) => this.write(text));
    channel.on('error', () => undefined);
    channel.stderr.on('error', () => undefined);
    channel.on('data', this.onData).on('end', this.onEnd);
    if (isShell) this.editor?.ask();
  }

  get isBusy(): boolean {
    return this.running !== undefined;
  }

  /** Bytes sent here that the peer has not taken. */
  get waitingBytes(): number {
    return this.channel.writableLength + this.channel.stderr.writableLength;
  }

  /** Bytes the peer has sent though it was told to wait. */
  get unreadBytes(): number {
    return this.channel.readableLength;
  }

  execute(line: string): void {
    this.take(
      Buffer.byteLength(line) > this.owner.maxLineBytes ? new LineTooLong(this.owner.maxLineBytes) : line,
    );
  }

  /** The channel or its connection is gone. */
  closed(): void {
    this.hasClosed = true;
    this.running?.disconnected();
    this.running = undefined;
  }

  print(text: string): boolean {
    return this.write(`${printable(text)}\n`);
  }

  printError(text: string): boolean {
    // A terminal has one stream for both.
    return this.write(`${printable(text)}\n`, this.hasTerminal ? this.channel : this.channel.stderr);
  }

  done(exitCode: number): void {
    this.running = undefined;
    this.owner.onActivity();
    this.over(exitCode);
    this.takeLines();
  }

  /** Says goodbye: the channel closes in order. */
  finish(exitCode = this.lastExitCode): void {
    if (this.hasClosed) return;
    this.hasClosed = true;
    this.channel.exit(exitCode);
    this.channel.end();
    // What still comes is dropped, and must not keep the channel from its end.
    this.channel.resume();
  }

  private readonly onData = (chunk: Buffer): void => {
    if (this.hasClosed) return;
    this.owner.onActivity();
    if (this.editor !== undefined && this.running !== undefined && chunk.includes(CTRL_C)) {
      this.editor.forgetWaiting();
      this.editor.push(chunk.subarray(chunk.lastIndexOf(CTRL_C) + 1));
      this.write('^C\n');
      this.running.interrupt();
    } else if (this.isShell) {
      (this.editor ?? this.splitter).push(chunk);
      this.takeLines();
    }
  };

  private readonly onEnd = (): void => {
    this.hasInputEnded = true;
    if (this.isShell) this.takeLines();
  };

  /** Takes lines until one has to be waited for. */
  private takeLines(): void {
    // A command that is answered at once comes here from below.
    if (this.isTaking || !this.isShell) return;
    this.isTaking = true;
    while (!this.hasClosed && this.running === undefined) {
      const line = this.nextLine();
      if (line === undefined) break;
      this.take(line);
    }
    this.isTaking = false;
    if (this.hasClosed) return;
    if (this.running !== undefined) this.holdInput();
    else if (this.hasInputEnded) this.finish();
    else this.channel.resume();
  }

  private nextLine(): EditedLine | undefined {
    if (this.editor !== undefined) return this.editor.next();
    return this.splitter.next() ?? (this.hasInputEnded ? this.splitter.finish() : undefined);
  }

  private holdInput(): void {
    // A terminal is read on, for Ctrl-C.
    if (this.editor !== undefined) this.editor.limitWaiting();
    else this.channel.pause();
  }

  private take(line: EditedLine): void {
    if (line === LEAVE) return this.finish();
    if (line instanceof LineTooLong) {
      return this.refuse(`a line has at most ${line.maxBytes} bytes`, WRONG_CALL);
    }
    const words = splitWords(line);
    if (words === undefined) return this.refuse('a quote is not closed', WRONG_CALL);
    const [name, ...rest] = words;
    if (name === undefined) return this.over(this.lastExitCode);
    this.call(name, rest);
  }

  private call(name: string, words: readonly string[]): void {
    const { commands, login } = this.owner;
    if (!commands.has(name)) {
      return this.refuse(`unknown command ${JSON.stringify(name.slice(0, 60))}: try help`, UNKNOWN_COMMAND);
    }
    if (!commands.takes(name, words.length)) return this.refuse(`usage: ${commands.usage(name)}`, WRONG_CALL);
    if (name === 'exit') return this.finish();
    if (name === 'help') {
      this.print(commands.help());
      return this.over(0);
    }
    const call = new CommandCall(name, words, login, this);
    this.running = call;
    this.owner.onCommand(call);
  }

  private refuse(message: string, exitCode: number): void {
    this.printError(message);
    this.over(exitCode);
  }

  /** A line is dealt with. */
  private over(exitCode: number): void {
    this.lastExitCode = exitCode;
    if (!this.isShell) this.finish();
    else if (!this.hasClosed) this.editor?.ask();
  }

  private write(text: string, stream: NodeJS.WritableStream = this.channel): boolean {
    if (this.hasClosed) return false;
    stream.write(this.hasTerminal ? text.replace(/\r?\n/g, '\r\n') : text);
    this.owner.onOutput();
    return !this.hasClosed;
  }
}
