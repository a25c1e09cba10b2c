// SPDX-License-Identifier: MIT

/** Controls but for line break and tab, and the marks that turn the direction of writing. */
const UNPRINTABLE = /[^\P{Cc}\n\t]|[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu;

/** Makes what could steer a terminal visible: names of actors, of users and of errors may come from anybody. */
export function printable(text: string): string {
  return text
    .replace(/\r\n/g, '\n')
    .replace(UNPRINTABLE, (mark) => `\\u{${mark.codePointAt(0)!.toString(16)}}`);
}
