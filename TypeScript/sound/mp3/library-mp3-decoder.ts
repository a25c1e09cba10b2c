// SPDX-License-Identifier: MIT
import { SoundError } from '../sound-error';
import type { Mp3Decoder } from './mp3-decoder';
import { DecoderFault, type LibraryDecoder } from './mp3-library';
import { Interleaver, type Pcm } from './pcm';

/** Some frames: so little that no frame of the game notices. */
const SLICE_BYTES = 512;
const MAX_WAITING_BYTES = 1024 * 1024;
/** More than the cover picture that a stream may begin with. */
const MAX_UNREADABLE_BYTES = 256 * 1024;

/** A decoder over the library's. */
export class LibraryMp3Decoder implements Mp3Decoder {
  waitingBytes = 0;
  damagedSlices = 0;
  private readonly interleaver = new Interleaver();
  private chunks: Uint8Array[] = [];
  /** How much of the first chunk is decoded. */
  private at = 0;
  private bytesWithoutSound = 0;

  constructor(private library: LibraryDecoder | undefined) {}

  get isFreed(): boolean {
    return this.library === undefined;
  }

  push(bytes: Uint8Array): boolean {
    this.expectAlive();
    if (!ArrayBuffer.isView(bytes) || (bytes as Partial<Uint8Array>).BYTES_PER_ELEMENT !== 1) {
      throw new SoundError('ARGUMENT', 'the bytes of an MP3 to be a Uint8Array', `got ${typeof bytes}`);
    }
    if (this.waitingBytes + bytes.length > MAX_WAITING_BYTES) return false;
    if (bytes.length > 0) this.chunks.push(bytes);
    this.waitingBytes += bytes.length;
    return true;
  }

  next(): Pcm | undefined {
    this.expectAlive();
    const slice = this.nextSlice();
    return slice === undefined ? undefined : this.decode(slice);
  }

  free(): void {
    const { library } = this;
    this.library = undefined;
    this.chunks = [];
    this.waitingBytes = 0;
    library?.free();
  }

  private nextSlice(): Uint8Array | undefined {
    const [chunk] = this.chunks;
    if (chunk === undefined) return undefined;
    const slice = chunk.subarray(this.at, this.at + SLICE_BYTES);
    this.at += slice.length;
    this.waitingBytes -= slice.length;
    if (this.at === chunk.length) {
      this.chunks.shift();
      this.at = 0;
    }
    return slice;
  }

  private decode(slice: Uint8Array): Pcm | undefined {
    this.bytesWithoutSound += slice.length;
    try {
      const { channelData, samplesDecoded, sampleRate } = this.library!.decode(slice);
      if (samplesDecoded > 0) {
        this.bytesWithoutSound = 0;
        const samples = this.interleaver.interleave(channelData, samplesDecoded);
        return { samples, sampleRate, channels: channelData.length };
      }
    } catch (error) {
      if (!(error instanceof DecoderFault))
        throw this.unreadable(`the decoder broke: ${String(error)}`, error);
      this.damagedSlices += 1;
    }
    if (this.bytesWithoutSound > MAX_UNREADABLE_BYTES) {
      throw this.unreadable(`${MAX_UNREADABLE_BYTES} bytes in a row gave no sound`);
    }
    return undefined;
  }

  private unreadable(came: string, cause?: unknown): SoundError {
    this.free();
    return new SoundError('MP3_UNREADABLE', 'an MP3 stream', came, cause);
  }

  private expectAlive(): void {
    if (this.isFreed) throw new SoundError('DECODER_FREED', 'a decoder that is alive', 'it was freed');
  }
}
