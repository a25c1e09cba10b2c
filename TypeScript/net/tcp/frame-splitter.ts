// SPDX-License-Identifier: MIT
import { expectCount, wrongArgument } from '../argument-checks';
import type { InputFraming } from './input-reader';

const DEFAULT_MAX_FRAME_BYTES = 64 * 1024;

/** How bytes are cut into frames: at a delimiter, into pieces of one size, or by a length in front of each. */
export type FrameOptions =
  | {
      /** Bytes, or text as UTF-8, that end each frame and are no part of it. */
      readonly until: string | Uint8Array;
      /** Longest frame in bytes, without its delimiter. Default 64 KiB. */
      readonly maxBytes?: number;
    }
  | {
      /** Bytes of each frame. */
      readonly size: number;
    }
  | {
      /** Bytes of the unsigned length in front of each frame, which counts what follows it. */
      readonly lengthBytes: 1 | 2 | 4;
      /** Default `big`, as networks have it. */
      readonly byteOrder?: 'big' | 'little';
      /** Longest frame in bytes, without its length. Default 64 KiB. */
      readonly maxBytes?: number;
    };

/** Stands where frames cannot go on. */
export class FrameProblem {
  constructor(
    readonly kind: 'too-long' | 'cut',
    /** The most allowed, or how many bytes there are of a frame that was cut off. */
    readonly bytes: number,
  ) {}
}

/** @throws {NetError} `ARGUMENT` */
export function frameSplitter(options: FrameOptions): () => FrameSplitter {
  if ('until' in options) {
    const delimiter = Buffer.from(options.until as string);
    if (delimiter.length === 0) throw wrongArgument('until', 'at least one byte', options.until);
    const maxBytes = expectCount('maxBytes', options.maxBytes ?? DEFAULT_MAX_FRAME_BYTES, 0);
    return () => new FrameSplitter(delimiterCut(delimiter, maxBytes));
  }
  if ('size' in options) {
    const size = expectCount('size', options.size);
    if (size === Infinity) throw wrongArgument('size', 'a finite number', size);
    return () =>
      new FrameSplitter((bytes) => (bytes.length < size ? undefined : { start: 0, end: size, next: size }));
  }
  const { lengthBytes, byteOrder = 'big' } = options;
  if (![1, 2, 4].includes(lengthBytes)) throw wrongArgument('lengthBytes', '1, 2 or 4', lengthBytes);
  const maxBytes = expectCount('maxBytes', options.maxBytes ?? DEFAULT_MAX_FRAME_BYTES, 0);
  return () => new FrameSplitter(lengthCut(lengthBytes, byteOrder, maxBytes));
}

/** Where the first frame of some bytes is and where the next begins; undefined if more bytes are needed. */
type Cut = (bytes: Buffer) => { start: number; end: number; next: number } | FrameProblem | undefined;

function delimiterCut(delimiter: Buffer, maxBytes: number): Cut {
  /** Bytes of the unfinished frame in which the delimiter does not begin. */
  let searched = 0;
  return (bytes) => {
    const at = bytes.indexOf(delimiter, searched);
    const length = at < 0 ? bytes.length - delimiter.length + 1 : at;
    if (length > maxBytes) return new FrameProblem('too-long', maxBytes);
    searched = at < 0 ? Math.max(0, length) : 0;
    return at < 0 ? undefined : { start: 0, end: at, next: at + delimiter.length };
  };
}

function lengthCut(lengthBytes: number, byteOrder: 'big' | 'little', maxBytes: number): Cut {
  return (bytes) => {
    if (bytes.length < lengthBytes) return undefined;
    const length = byteOrder === 'big' ? bytes.readUIntBE(0, lengthBytes) : bytes.readUIntLE(0, lengthBytes);
    if (length > maxBytes) return new FrameProblem('too-long', maxBytes);
    const end = lengthBytes + length;
    return bytes.length < end ? undefined : { start: lengthBytes, end, next: end };
  };
}

/** Cuts bytes into frames; half a frame is never one. */
export class FrameSplitter implements InputFraming<Uint8Array | FrameProblem> {
  private readonly waiting = new GrowingBytes();

  constructor(private readonly cut: Cut) {}

  push(chunk: Buffer): void {
    this.waiting.push(chunk);
  }

  next(): Uint8Array | FrameProblem | undefined {
    const bytes = this.waiting.all;
    if (bytes.length === 0) return undefined;
    const found = this.cut(bytes);
    if (found === undefined || found instanceof FrameProblem) return found;
    this.waiting.drop(found.next);
    return bytes.subarray(found.start, found.end);
  }

  finish(): FrameProblem | undefined {
    const { length } = this.rest();
    return length === 0 ? undefined : new FrameProblem('cut', length);
  }

  rest(): Buffer {
    const rest = this.waiting.all;
    this.waiting.drop(rest.length);
    return rest;
  }
}

/**
 * Bytes that come in pieces, in one piece.
 *
 * Nothing is written where bytes were handed out, and a peer that sends one byte at a time costs no more copies than
 * another.
 */
class GrowingBytes {
  private store: Buffer = Buffer.alloc(0);
  private start = 0;
  private end = 0;
  private isOwn = false;

  get all(): Buffer {
    return this.store.subarray(this.start, this.end);
  }

  push(chunk: Buffer): void {
    const length = this.end - this.start;
    if (length === 0) {
      this.store = chunk;
      this.start = 0;
      this.end = chunk.length;
      this.isOwn = false;
      return;
    }
    if (!this.isOwn || this.end + chunk.length > this.store.length) {
      const grown = Buffer.allocUnsafeSlow((length + chunk.length) * 2);
      this.store.copy(grown, 0, this.start, this.end);
      this.store = grown;
      this.start = 0;
      this.end = length;
      this.isOwn = true;
    }
    chunk.copy(this.store, this.end);
    this.end += chunk.length;
  }

  drop(count: number): void {
    this.start += count;
  }
}
