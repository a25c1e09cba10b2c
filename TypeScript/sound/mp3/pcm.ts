// SPDX-License-Identifier: MIT

/** A piece of sound as numbers. */
export interface Pcm {
  /** 16-bit samples, channels interleaved. **Overwritten by the next piece.** */
  readonly samples: Int16Array;
  readonly sampleRate: number;
  readonly channels: number;
}

/** Makes 16-bit samples, interleaved, of one array of floats a channel, in one buffer that is used again and again. */
export class Interleaver {
  private buffer = new Int16Array(0);

  /** What is louder than can be said is cut off; what is no number is silence. */
  interleave(channels: readonly Float32Array[], length: number): Int16Array {
    const count = channels.length;
    if (this.buffer.length < length * count) this.buffer = new Int16Array(length * count);
    const { buffer } = this;
    for (let channel = 0; channel < count; channel += 1) {
      const floats = channels[channel]!;
      for (let at = 0, to = channel; at < length; at += 1, to += count) {
        const scaled = floats[at]! * 32_768;
        buffer[to] = scaled >= 32_767 ? 32_767 : scaled <= -32_768 ? -32_768 : Math.round(scaled);
      }
    }
    return buffer.subarray(0, length * count);
  }
}
