// SPDX-License-Identifier: MIT

/** Puts titles between the audio of one listener, as the ICY protocol has it: a block after every `interval` bytes. */
export class IcyWriter {
  private audioLeft: number;
  private told = '';

  /** @param interval - bytes of audio between two blocks; Infinity for a listener that wants no titles */
  constructor(private readonly interval: number) {
    this.audioLeft = interval;
  }

  /** The bytes to send for some audio. A title is told once. */
  write(audio: Uint8Array, title: string): Uint8Array {
    const parts: Uint8Array[] = [];
    let rest = audio;
    while (rest.length >= this.audioLeft) {
      parts.push(rest.subarray(0, this.audioLeft), this.block(title));
      rest = rest.subarray(this.audioLeft);
      this.audioLeft = this.interval;
    }
    parts.push(rest);
    this.audioLeft -= rest.length;
    return joined(parts);
  }

  private block(title: string): Uint8Array {
    if (title === this.told) return new Uint8Array(1);
    this.told = title;
    const text = utf8(`StreamTitle='${title}';`);
    const length = Math.ceil(text.length / 16);
    const block = new Uint8Array(1 + length * 16);
    block[0] = length;
    block.set(text, 1);
    return block;
  }
}

/** By hand: an engine without Node has nothing that does it. */
function utf8(text: string): Uint8Array {
  const bytes = unescape(encodeURIComponent(text));
  return Uint8Array.from(bytes, (byte) => byte.charCodeAt(0));
}

function joined(parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
