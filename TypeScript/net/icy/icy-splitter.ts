// SPDX-License-Identifier: MIT

/** The longest block of metadata: its length is one byte, in units of 16. */
const MAX_BLOCK_BYTES = 255 * 16;

export type IcyPiece =
  | { readonly type: 'audio'; readonly bytes: Uint8Array }
  /** One whole block, with the zeros it is filled up with. */
  | { readonly type: 'metadata'; readonly bytes: Uint8Array };

/**
 * Cuts an ICY stream into audio and metadata: after every `interval` bytes of audio stands a length byte and a block.
 *
 * Keeps no audio, and at most one block. Audio of one chunk that only empty blocks part comes as one piece, so that an
 * interval of one byte is no way to make a flood of pieces.
 */
export class IcySplitter {
  private audioLeft: number;
  private readonly block = new Uint8Array(MAX_BLOCK_BYTES);
  private blockFilled = 0;
  /** Of the block in hand; undefined while its length byte has not come. */
  private blockLength: number | undefined = undefined;

  /** @param interval - bytes of audio between two blocks, 1 or more; Infinity for a stream without metadata */
  constructor(private readonly interval: number) {
    this.audioLeft = interval;
  }

  /** Takes a chunk, and gives what is in it. Audio pieces share its memory where they can. */
  push(chunk: Uint8Array): IcyPiece[] {
    const pieces: IcyPiece[] = [];
    let audio: Uint8Array[] = [];
    const finishAudio = (): void => {
      if (audio.length > 0) pieces.push({ type: 'audio', bytes: joined(audio) });
      audio = [];
    };
    let at = 0;
    while (at < chunk.length) {
      if (this.audioLeft > 0) {
        const end = Math.min(chunk.length, at + this.audioLeft);
        audio.push(chunk.subarray(at, end));
        this.audioLeft -= end - at;
        at = end;
      } else if (this.blockLength === undefined) {
        this.blockLength = chunk[at]! * 16;
        this.blockFilled = 0;
        at += 1;
        if (this.blockLength === 0) this.startAudio();
      } else {
        const end = Math.min(chunk.length, at + this.blockLength - this.blockFilled);
        this.block.set(chunk.subarray(at, end), this.blockFilled);
        this.blockFilled += end - at;
        at = end;
        if (this.blockFilled < this.blockLength) break;
        finishAudio();
        pieces.push({ type: 'metadata', bytes: this.block.slice(0, this.blockLength) });
        this.startAudio();
      }
    }
    finishAudio();
    return pieces;
  }

  private startAudio(): void {
    this.audioLeft = this.interval;
    this.blockLength = undefined;
  }
}

function joined(parts: readonly Uint8Array[]): Uint8Array {
  if (parts.length === 1) return parts[0]!;
  const whole = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
