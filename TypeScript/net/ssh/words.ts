// SPDX-License-Identifier: MIT

/**
 * Cuts a line into words as shells do: blanks part them, quotes keep blanks, a backslash takes the next character as it is.
 *
 * @returns undefined if a quote is not closed
 */
export function splitWords(line: string): string[] | undefined {
  const words: string[] = [];
  let word: string | undefined;
  let quote = '';
  for (let at = 0; at < line.length; at += 1) {
    const character = line[at]!;
    if (quote !== '') {
      if (character === quote) quote = '';
      else word += isEscape(line, at, quote) ? line[(at += 1)]! : character;
    } else if (character === '"' || character === "'") {
      quote = character;
      word ??= '';
    } else if (isBlank(character)) {
      if (word !== undefined) words.push(word);
      word = undefined;
    } else {
      word = (word ?? '') + (isEscape(line, at, quote) ? line[(at += 1)]! : character);
    }
  }
  if (quote !== '') return undefined;
  if (word !== undefined) words.push(word);
  return words;
}

/** Between single quotes a backslash is a backslash, as it is at the end of a line. */
function isEscape(line: string, at: number, quote: string): boolean {
  return line[at] === '\\' && quote !== "'" && at + 1 < line.length;
}

function isBlank(character: string): boolean {
  return character === ' ' || character === '\t' || character === '\n' || character === '\r';
}
