// SPDX-License-Identifier: MIT
import * as fc from 'fast-check';
import { LineTooLong } from '../../TypeScript/net';
import { LEAVE, LineEditor, type EditedLine } from '../../TypeScript/net/ssh/line-editor';
import { splitWords } from '../../TypeScript/net/ssh/words';

const UP = '\x1b[A';
const DOWN = '\x1b[B';

/** What comes of keys: the lines, and all that is shown. */
function typed(...chunks: (string | Buffer)[]): { lines: EditedLine[]; shown: string } {
  let shown = '';
  const editor = new LineEditor('> ', 20, (text) => (shown += text));
  const lines: EditedLine[] = [];
  for (const chunk of chunks) {
    editor.push(Buffer.from(chunk as string));
    for (let line = editor.next(); line !== undefined; line = editor.next()) lines.push(line);
  }
  return { lines, shown };
}

describe('LineEditor', () => {
  it.each<[string, string, EditedLine[]]>([
    ['Return', 'one\rtwo\r', ['one', 'two']],
    ['line feed', 'one\ntwo\n', ['one', 'two']],
    ['both as one', 'one\r\ntwo\r\n', ['one', 'two']],
    ['nothing entered', '\r\r', ['', '']],
    ['Backspace', 'onf\x7fe\r', ['one']],
    ['Backspace at the beginning', '\x7f\b\rx\r', ['', 'x']],
    ['Backspace over a letter of several bytes', 'Падмее\x7f\r', ['Падме']],
    ['Backspace over a picture', 'a😀\x7f\r', ['a']],
    ['Ctrl-U', 'nonsense\x15one\r', ['one']],
    ['Ctrl-W', 'say nonsense \x17one\r', ['say one']],
    ['Ctrl-C', 'nonsense\x03one\r', ['one']],
    ['Ctrl-D in a line', 'on\x04e\r', ['one']],
    ['Ctrl-D in no line', '\x04', [LEAVE]],
    ['arrow up', `one\rtwo\r${UP}${UP}\r`, ['one', 'two', 'one']],
    ['arrow down', `one\rtwo\r${UP}${UP}${DOWN}\r`, ['one', 'two', 'two']],
    ['arrows beyond the ends', `one\r${DOWN}${UP}${UP}${UP}${DOWN}${DOWN}x\r`, ['one', 'x']],
    ['an empty line between', `one\r\r${UP}\r`, ['one', '', 'one']],
    ['keys it does not know', '\x1b[5~o\x1b[1;5Cn\x1bOPe\x1b[200~\r', ['one']],
    ['controls', 'o\0n\x07e\t\x9b\r', ['one']],
    ['the longest line', `${'x'.repeat(20)}\r`, ['x'.repeat(20)]],
    ['a line that is too long', `${'x'.repeat(21)}\rone\r`, [new LineTooLong(20), 'one']],
    ['a line that is far too long', `${'x'.repeat(9999)}\x15one\r`, ['one']],
  ])('understands %s', (_, keys, expected) => {
    expect(typed(keys).lines).toEqual(expected);
    // Cut anywhere, in the middle of letters and of keys.
    expect(typed(...Array.from(Buffer.from(keys), (byte) => Buffer.of(byte))).lines).toEqual(expected);
  });

  it('shows what is entered', () => {
    expect(typed('ab\x7fc\r').shown).toBe('ab\b \bc\r\n');
    expect(typed('é\x7f').shown).toBe('é\r\x1b[K> ');
    expect(typed(`one\r${UP}`).shown).toBe('one\r\n\r\x1b[K> one');
    expect(typed('on\x03').shown).toBe('on^C\r\n> ');
  });

  it('takes any keys: lines are printable and bounded, what is shown too', () => {
    const key = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 3 }),
      fc.constantFrom(UP, DOWN, '\r', '\n', '\x7f', '\x15', '\x17', '\x03', '\x04', '\x1b', '\x1b['),
      fc.uint8Array({ maxLength: 4 }).map((bytes) => Buffer.from(bytes)),
    );

    fc.assert(
      fc.property(fc.array(key, { maxLength: 60 }), (keys) => {
        for (const line of typed(...keys).lines) {
          if (typeof line !== 'string') continue;
          expect(Buffer.byteLength(line)).toBeLessThanOrEqual(20);
          expect(line).not.toMatch(/\p{Cc}/u);
        }
      }),
      { numRuns: 1000 },
    );
  });
});

describe('splitWords', () => {
  it.each<[string, string[] | undefined]>([
    ['', []],
    ['  \t ', []],
    ['spawn  Luke ', ['spawn', 'Luke']],
    ['spawn "Han Solo"', ['spawn', 'Han Solo']],
    ["spawn 'Han Solo'", ['spawn', 'Han Solo']],
    ['spawn Han\\ Solo', ['spawn', 'Han Solo']],
    ['say ""', ['say', '']],
    ['a"b c"d', ['ab cd']],
    ['"a\\"b"', ['a"b']],
    ["'a\\'", ['a\\']],
    ['a\\', ['a\\']],
    ['"a', undefined],
    ["a 'b", undefined],
  ])('cuts %j', (line, words) => {
    expect(splitWords(line)).toEqual(words);
  });

  it('gives words back that were quoted', () => {
    const quoted = (word: string): string => `"${word.replace(/["\\]/g, '\\$&')}"`;

    fc.assert(
      fc.property(fc.array(fc.string({ unit: 'binary' })), (words) => {
        expect(splitWords(words.map(quoted).join(' '))).toEqual(words);
      }),
      { numRuns: 1000 },
    );
  });
});
