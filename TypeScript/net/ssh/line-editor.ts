// SPDX-License-Identifier: MIT
import type { StringDecoder } from 'node:string_decoder';
import { nodeModule } from '../node-backend';
import { LineTooLong } from '../tcp/line-too-long';

/** The user wants to leave. */
export const LEAVE = Symbol('leave');

export type EditedLine = string | LineTooLong | typeof LEAVE;

const CTRL_C = '\x03';
const CTRL_D = '\x04';
const CTRL_U = '\x15';
const CTRL_W = '\x17';
const ESCAPE = '\x1b';
const BELL = '\x07';
const ERASE_LINE = '\r\x1b[K';
const MOST_REMEMBERED = 50;

/**
 * Makes lines of the keys of a terminal, and shows what is entered.
 *
 * Characters are added and taken away at the end; Ctrl-U, Ctrl-W and Ctrl-C are what they are in shells, Ctrl-D leaves, the
 * arrows up and down bring back earlier lines. Keys that come while nobody asks for a line wait.
 */
export class LineEditor {
  private readonly decoder: StringDecoder;
  private waiting = '';
  private line = '';
  private lineBytes = 0;
  /** What has come of an escape sequence. */
  private sequence = '';
  private wasReturn = false;
  private readonly remembered: string[] = [];
  private recalled = 0;

  constructor(
    private readonly prompt: string,
    private readonly maxBytes: number,
    private readonly show: (text: string) => void,
  ) {
    const { StringDecoder: Decoder } = nodeModule('string_decoder', 'SSH');
    this.decoder = new Decoder('utf8');
  }

  /** Asks for a line. */
  ask(): void {
    this.show(this.prompt);
  }

  push(chunk: Buffer): void {
    this.waiting += this.decoder.write(chunk);
  }

  /** Nobody asks for a line now: as many keys may wait as a line may have. */
  limitWaiting(): void {
    if (this.waiting.length <= this.maxBytes) return;
    this.waiting = this.waiting.slice(0, this.maxBytes);
    this.show(BELL);
  }

  /** Ctrl-C while a command runs: forgets the keys that wait. */
  forgetWaiting(): void {
    this.waiting = '';
  }

  next(): EditedLine | undefined {
    let shown = '';
    for (let at = 0; at < this.waiting.length;) {
      const key = String.fromCodePoint(this.waiting.codePointAt(at)!);
      at += key.length;
      const { line, echo } = this.enter(key);
      shown += echo;
      if (line === undefined) continue;
      this.waiting = this.waiting.slice(at);
      this.show(shown);
      return line;
    }
    this.waiting = '';
    if (shown !== '') this.show(shown);
    return undefined;
  }

  private enter(key: string): { line?: EditedLine; echo: string } {
    const afterReturn = this.wasReturn;
    this.wasReturn = key === '\r';
    if (this.sequence !== '') return { echo: this.enterSequence(key) };
    switch (key) {
      case '\n':
        return afterReturn ? { echo: '' } : this.finishLine();
      case '\r':
        return this.finishLine();
      case '\x7f':
      case '\b':
        return { echo: this.eraseLast() };
      case CTRL_C:
        this.setLine('');
        return { echo: `^C\r\n${this.prompt}` };
      case CTRL_D:
        return this.line === '' ? { line: LEAVE, echo: '\r\n' } : { echo: '' };
      case CTRL_U:
        return { echo: this.replaceLine('') };
      case CTRL_W:
        return { echo: this.replaceLine(this.line.replace(/\S*\s*$/, '')) };
      case ESCAPE:
        this.sequence = key;
        return { echo: '' };
      default:
        return { echo: this.add(key) };
    }
  }

  private finishLine(): { line: EditedLine; echo: string } {
    const { line } = this;
    const isTooLong = this.lineBytes > this.maxBytes;
    if (line !== '' && line !== this.remembered[this.remembered.length - 1] && !isTooLong) {
      this.remembered.push(line);
      if (this.remembered.length > MOST_REMEMBERED) this.remembered.shift();
    }
    this.recalled = this.remembered.length;
    this.setLine('');
    return { line: isTooLong ? new LineTooLong(this.maxBytes) : line, echo: '\r\n' };
  }

  private add(key: string): string {
    if (/[\p{Cc}\p{Cs}]/u.test(key)) return '';
    // What is beyond is known to be too long, and need not be kept.
    if (this.lineBytes > this.maxBytes) return '';
    this.line += key;
    this.lineBytes += Buffer.byteLength(key);
    return this.lineBytes > this.maxBytes ? BELL : key;
  }

  private eraseLast(): string {
    if (this.line === '') return '';
    const characters = [...this.line];
    const last = characters.pop()!;
    this.setLine(characters.join(''));
    // Other characters may be two columns wide, or none.
    return /^[ -~]$/.test(last) ? '\b \b' : this.redraw();
  }

  private enterSequence(key: string): string {
    this.sequence += key;
    const isUnfinished = /^\x1b(\[[ -?]*|O)$/.test(this.sequence) && this.sequence.length < 16;
    if (isUnfinished) return '';
    const { sequence } = this;
    this.sequence = '';
    if (/^\x1b[[O]A$/.test(sequence)) return this.recall(-1);
    if (/^\x1b[[O]B$/.test(sequence)) return this.recall(1);
    return '';
  }

  private recall(step: number): string {
    const wanted = this.recalled + step;
    if (wanted < 0 || wanted > this.remembered.length) return BELL;
    this.recalled = wanted;
    return this.replaceLine(this.remembered[wanted] ?? '');
  }

  private replaceLine(line: string): string {
    this.setLine(line);
    return this.redraw();
  }

  private redraw(): string {
    return `${ERASE_LINE}${this.prompt}${this.line}`;
  }

  private setLine(line: string): void {
    this.line = line;
    this.lineBytes = Buffer.byteLength(line);
  }
}
