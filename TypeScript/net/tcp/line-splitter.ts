// SPDX-License-Identifier: MIT
import type { InputFraming } from './input-reader';
import { LineTooLong } from './line-too-long';

const LINE_FEED = 10;
const CARRIAGE_RETURN = 13;

/**
 * Cuts bytes into lines at LF, taking a CR before it away.
 *
 * Works on bytes and decodes whole lines, so a character that arrives in two parts stays whole.
 */
export class LineSplitter implements InputFraming<string | LineTooLong> {
  private chunk: Buffer = Buffer.alloc(0);
  /** Beginnings of the current line from earlier chunks. */
  private parts: Buffer[] = [];
  private partsLength = 0;
  private isSkipping = false;

  constructor(
    private readonly maxBytes: number,
    private readonly encoding: BufferEncoding,
  ) {}

  push(chunk: Buffer): void {
    this.chunk = chunk;
  }

  next(): string | LineTooLong | undefined {
    for (;;) {
      const at = this.chunk.indexOf(LINE_FEED);
      if (at < 0) return this.keepUnfinished();
      const line = this.takeLine(at);
      if (this.isSkipping) this.isSkipping = false;
      else if (line.length > this.maxBytes) return new LineTooLong(this.maxBytes);
      else return line.toString(this.encoding);
    }
  }

  finish(): string | undefined {
    const line = this.rest();
    return line.length === 0 ? undefined : withoutReturn(line).toString(this.encoding);
  }

  rest(): Buffer {
    const rest = this.partsLength === 0 ? this.chunk : Buffer.concat([...this.parts, this.chunk]);
    this.chunk = rest.subarray(rest.length);
    this.forgetParts();
    return rest;
  }

  private takeLine(at: number): Buffer {
    const end = this.chunk.subarray(0, at);
    const line = this.partsLength === 0 ? end : Buffer.concat([...this.parts, end]);
    this.chunk = this.chunk.subarray(at + 1);
    this.forgetParts();
    return withoutReturn(line);
  }

  private keepUnfinished(): LineTooLong | undefined {
    const { chunk } = this;
    this.chunk = chunk.subarray(chunk.length);
    if (this.isSkipping || chunk.length === 0) return undefined;
    this.parts.push(chunk);
    this.partsLength += chunk.length;
    // One byte more may be the CR of a line of exactly the length allowed.
    const mayStillFit = chunk[chunk.length - 1] === CARRIAGE_RETURN ? this.maxBytes + 1 : this.maxBytes;
    if (this.partsLength <= mayStillFit) return undefined;
    this.forgetParts();
    this.isSkipping = true;
    return new LineTooLong(this.maxBytes);
  }

  private forgetParts(): void {
    this.parts = [];
    this.partsLength = 0;
  }
}

function withoutReturn(line: Buffer): Buffer {
  return line[line.length - 1] === CARRIAGE_RETURN ? line.subarray(0, -1) : line;
}
