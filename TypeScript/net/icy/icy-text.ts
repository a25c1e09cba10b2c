// SPDX-License-Identifier: MIT

/** What a block of metadata says. */
export interface IcyTitle {
  readonly title: string;
  readonly url: string | undefined;
}

/** Reads a block of metadata; undefined if there is no title in it. */
export function titleIn(block: Uint8Array): IcyTitle | undefined {
  const end = block.indexOf(0);
  const text = icyText(end < 0 ? block : block.subarray(0, end));
  const title = valueOf('StreamTitle', text);
  return title === undefined ? undefined : { title, url: valueOf('StreamUrl', text) };
}

/** Station software writes UTF-8 or Latin-1, and does not say which. Controls become blanks. */
export function icyText(bytes: Uint8Array): string {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const utf8 = buffer.toString('utf8');
  return (utf8.includes('\ufffd') ? buffer.toString('latin1') : utf8).replace(/\p{Cc}/gu, ' ').trim();
}

/** Values may have quotes in them: one ends at a quote after which the next name stands, or nothing. */
function valueOf(name: string, text: string): string | undefined {
  return new RegExp(`${name}='(.*?)'(?:;?\\s*$|;\\s*\\w+=')`).exec(text)?.[1]?.trim();
}
