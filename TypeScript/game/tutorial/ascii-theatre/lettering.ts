// SPDX-License-Identifier: MIT
import type { Canvas } from './canvas';

/** Five rows of bits for each letter there is a use for. */
const LETTERS: Readonly<Record<string, readonly string[]>> = {
  D: ['####.', '#...#', '#...#', '#...#', '####.'],
  E: ['#####', '#....', '####.', '#....', '#####'],
  H: ['#...#', '#...#', '#####', '#...#', '#...#'],
  N: ['#...#', '##..#', '#.#.#', '#..##', '#...#'],
  O: ['.###.', '#...#', '#...#', '#...#', '.###.'],
  R: ['####.', '#...#', '####.', '#..#.', '#...#'],
  T: ['#####', '..#..', '..#..', '..#..', '..#..'],
  U: ['#...#', '#...#', '#...#', '#...#', '.###.'],
  V: ['#...#', '#...#', '.#.#.', '.#.#.', '..#..'],
  ' ': ['...', '...', '...', '...', '...'],
};

/** Draws large letters in the middle, of which only the first `shown` columns have appeared. */
export function bigText(canvas: Canvas, y: number, text: string, shown = Infinity): void {
  const letters = [...text].map((letter) => LETTERS[letter] ?? []);
  for (let row = 0; row < 5; row += 1) {
    const bits = letters.map((letter) => letter[row] ?? '').join('..');
    const left = Math.floor((canvas.width - bits.length) / 2);
    for (let column = 0; column < Math.min(bits.length, shown); column += 1) {
      canvas.put(left + column, y + row, bits.charAt(column) === '#' ? '#' : '`');
    }
  }
}
