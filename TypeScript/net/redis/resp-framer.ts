// SPDX-License-Identifier: MIT
import { NetError, type NetPlace } from '../net-error';

/** Longest line of the protocol: a simple text, an error, a number. Redis itself stops at 64 KiB too. */
const MAX_LINE_BYTES = 64 * 1024;
/** Lists in lists. Redis's own replies have fewer than ten. */
const MAX_DEPTH = 64;
/** What an element of a list costs before anything of it has arrived. */
const ELEMENT_BYTES = 16;
/** As much of a line as is looked at: the longest number, and some to see that there is too much. */
const MAX_DIGITS = 32;

const CR = 13;
const LF = 10;
const NUMBER = 58;
const TEXT = 36;
const LIST = 42;
const TYPES: ReadonlySet<number> = new Set([...'+-:$*'].map((type) => type.charCodeAt(0)));

/**
 * Cuts what a server sends into whole replies, and refuses what is not Redis's protocol (RESP2).
 *
 * It stands before the library's parser, which believes every length that it is told: it would make a list of four billion
 * elements, collect a text that never ends, or overflow the stack, and keeps a timer after a reply that came in pieces.
 */
export class RespFramer {
  private lineType = 0;
  private lineBytes = 0;
  private lineStart = '';
  private isAfterCr = false;
  /** Bytes of a text, with the line break after it, that are still to come. */
  private textLeft = 0;
  /** Elements that each open list still lacks. */
  private readonly lists: number[] = [];
  private replyBytes = 0;
  private readonly unfinished = new ByteStore();

  /**
   * @param maxBytes - most bytes of one reply, where an element of a list counts 16 besides
   * @param server - where the replies come from, for errors
   */
  constructor(
    private readonly maxBytes: number,
    private readonly server: string,
    private readonly place: NetPlace,
  ) {}

  /**
   * Takes what arrived, and passes on the replies that are whole by it, in one piece.
   * @throws {NetError} `PROTOCOL_ERROR` if it is none, `MESSAGE_TOO_LARGE` for a reply beyond the limit; what came before it
   *   has been passed on then
   */
  push(chunk: Uint8Array, pass: (replies: Uint8Array) => void): void {
    const { whole, error } = this.scan(chunk);
    if (whole > 0) pass(this.unfinished.takeWith(chunk.subarray(0, whole)));
    if (error !== undefined) throw error;
    this.unfinished.add(chunk.subarray(whole));
  }

  /** Says up to where there are whole replies, and what is wrong with the rest. */
  private scan(chunk: Uint8Array): { whole: number; error?: unknown } {
    let whole = 0;
    try {
      for (let at = 0; at < chunk.length;) {
        const next = this.textLeft > 0 ? this.takeText(chunk, at) : this.takeLine(chunk, at);
        this.count(next - at);
        at = next;
        if (this.textLeft > 0 || this.lineBytes > 0 || this.lists.length > 0) continue;
        whole = at;
        this.replyBytes = 0;
      }
      return { whole };
    } catch (error) {
      return { whole, error };
    }
  }

  private takeText(chunk: Uint8Array, from: number): number {
    const end = Math.min(chunk.length, from + this.textLeft);
    for (let at = Math.max(from, from + this.textLeft - 2); at < end; at += 1) {
      const isCr = this.textLeft - (at - from) === 2;
      if (chunk[at] !== (isCr ? CR : LF)) throw this.noProtocol('a text that is longer than it said');
    }
    this.textLeft -= end - from;
    if (this.textLeft === 0) this.endValue();
    return end;
  }

  private takeLine(chunk: Uint8Array, from: number): number {
    for (let at = from; at < chunk.length; at += 1) {
      const byte = chunk[at]!;
      if (this.lineBytes === 0) {
        if (!TYPES.has(byte)) throw this.noProtocol(`${shown(byte)} where a reply begins`);
        this.lineType = byte;
        this.lineStart = '';
      } else if (this.isAfterCr) {
        if (byte !== LF) throw this.noProtocol('half a line break');
        this.isAfterCr = false;
        this.lineBytes = 0;
        this.endLine();
        return at + 1;
      } else if (byte === CR) {
        this.isAfterCr = true;
      } else if (this.lineStart.length < MAX_DIGITS) {
        this.lineStart += String.fromCharCode(byte);
      }
      this.lineBytes += 1;
      if (this.lineBytes > MAX_LINE_BYTES) throw this.noProtocol('a line without end');
    }
    return chunk.length;
  }

  private endLine(): void {
    const { lineType, lineStart } = this;
    if (lineType === NUMBER && !/^-?\d{1,20}$/.test(lineStart)) {
      throw this.noProtocol(`the number ${JSON.stringify(lineStart)}`);
    }
    if (lineType !== TEXT && lineType !== LIST) return this.endValue();
    if (!/^(-1|\d{1,10})$/.test(lineStart)) throw this.noProtocol(`the length ${JSON.stringify(lineStart)}`);
    const length = Number(lineStart);
    if (length < 0 || (length === 0 && lineType === LIST)) return this.endValue();
    if (lineType === TEXT) {
      this.expectRoom(length);
      this.textLeft = length + 2;
    } else {
      this.count(length * ELEMENT_BYTES);
      if (this.lists.push(length) > MAX_DEPTH) throw this.noProtocol(`lists ${MAX_DEPTH + 1} deep`);
    }
  }

  private endValue(): void {
    const { lists } = this;
    while (lists.length > 0) {
      lists[lists.length - 1]! -= 1;
      if (lists[lists.length - 1]! > 0) return;
      lists.pop();
    }
  }

  private count(bytes: number): void {
    this.replyBytes += bytes;
    this.expectRoom(0);
  }

  private expectRoom(more: number): void {
    if (this.replyBytes + more <= this.maxBytes) return;
    const expected = `replies of at most ${this.maxBytes} bytes from ${this.server}`;
    throw new NetError('MESSAGE_TOO_LARGE', expected, 'a larger one came', this.place);
  }

  private noProtocol(came: string): NetError {
    const expected = `${this.server} to keep to Redis's protocol (RESP2)`;
    return new NetError('PROTOCOL_ERROR', expected, `it sent ${came}`, this.place);
  }
}

/** Bytes in one growing block, so that a reply that comes byte by byte costs no more than one that comes at once. */
class ByteStore {
  private block = new Uint8Array(0);
  private length = 0;

  add(bytes: Uint8Array): void {
    const length = this.length + bytes.length;
    if (length > this.block.length) {
      const larger = new Uint8Array(Math.max(256, length, this.block.length * 2));
      larger.set(this.block.subarray(0, this.length));
      this.block = larger;
    }
    this.block.set(bytes, this.length);
    this.length = length;
  }

  /** Gives all it has, and what is handed over after it, and is empty then. */
  takeWith(bytes: Uint8Array): Uint8Array {
    if (this.length === 0) return bytes;
    this.add(bytes);
    const all = this.block.subarray(0, this.length);
    this.block = new Uint8Array(0);
    this.length = 0;
    return all;
  }
}

function shown(byte: number): string {
  if (byte > 32 && byte < 127) return `"${String.fromCharCode(byte)}"`;
  return `byte 0x${byte.toString(16).padStart(2, '0')}`;
}
