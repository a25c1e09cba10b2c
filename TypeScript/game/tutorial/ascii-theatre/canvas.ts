// SPDX-License-Identifier: MIT

/** Rows of a picture. Blanks are see-through; a back-tick draws a blank. */
export type Sprite = readonly string[];

/** A grid of characters that pictures are put on, later ones over earlier ones. What is outside is cut off. */
export class Canvas {
  private readonly rows: string[][];

  constructor(
    readonly width: number,
    readonly height: number,
  ) {
    this.rows = Array.from({ length: height }, () => new Array<string>(width).fill(' '));
  }

  put(x: number, y: number, character: string): void {
    const row = this.rows[Math.round(y)];
    const column = Math.round(x);
    if (row === undefined || column < 0 || column >= this.width || character === ' ') return;
    row[column] = character === '`' ? ' ' : character;
  }

  draw(x: number, y: number, sprite: Sprite): void {
    const left = Math.round(x);
    const top = Math.round(y);
    sprite.forEach((line, row) => {
      for (let column = 0; column < line.length; column += 1) {
        this.put(left + column, top + row, line.charAt(column));
      }
    });
  }

  /** Draws a line of text in the middle, blanks included. */
  centre(y: number, text: string): void {
    this.draw(Math.floor((this.width - text.length) / 2), y, [text.replace(/ /g, '`')]);
  }

  fill(x: number, y: number, width: number, height: number, character: string): void {
    this.draw(x, y, new Array<string>(Math.max(0, height)).fill(character.repeat(Math.max(0, width))));
  }

  toString(): string {
    return this.rows.map((row) => row.join('')).join('\n');
  }
}
