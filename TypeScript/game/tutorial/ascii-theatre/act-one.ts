// SPDX-License-Identifier: MIT
import type { Canvas } from './canvas';
import { bigText } from './lettering';
import { blinks, glide, subtitles, type Scene, type Subtitle } from './scene';
import { stars, twinkle } from './sky';
import { bookworm, planet } from './sprites';

/** Draws the two halves of a theatre curtain. `open` grows from 0, shut, to 1, out of sight. */
export function curtain(canvas: Canvas, open: number): void {
  const half = Math.ceil(canvas.width / 2);
  const drawn = Math.round(half * (1 - open));
  for (let column = 0; column < drawn; column += 1) {
    const fold = column === drawn - 1 ? '|' : ')|(`'.charAt(column % 4);
    canvas.fill(column, 0, 1, canvas.height, fold);
    canvas.fill(canvas.width - 1 - column, 0, 1, canvas.height, fold);
  }
  if (drawn > 0) canvas.fill(0, 0, canvas.width, 1, '"');
}

const overture: Scene = {
  seconds: 4,
  draw(canvas, time) {
    twinkle(canvas, time);
    canvas.centre(5, '  THE ASCII THEATRE  ');
    canvas.centre(7, '  proudly presents  ');
    curtain(canvas, glide(time, 1, 3.5, 0, 1));
    if (time < 1.2) canvas.centre(6, blinks(time, 0.3) ? '  * hush, please *  ' : '    hush, please    ');
  },
};

const title: Scene = {
  seconds: 5.5,
  draw(canvas, time) {
    twinkle(canvas, time);
    bigText(canvas, 2, 'OVERDUE', time * 30);
    if (time > 2) canvas.centre(8, ' a very small space opera ');
    if (time > 3) canvas.centre(10, ' in which a book goes home ');
  },
};

const CARD = [
  'LIBRARY OF COLOPHON                 CARD 000042',
  '',
  'Title:     Tea for Two Planets',
  'Borrowed:  300 years ago, by your grandmother',
  'Due back:  299 years and 50 weeks ago',
  'Fine:      (our abacus has caught fire)',
];

const card: Scene = {
  seconds: 8,
  draw(canvas, time) {
    const left = 8;
    canvas.draw(left, 1, [`.${'-'.repeat(50)}.`]);
    for (let row = 2; row < 10; row += 1) canvas.draw(left, row, [`|${'`'.repeat(50)}|`]);
    canvas.draw(left, 10, [`'${'-'.repeat(50)}'`]);
    let typed = Math.floor(time * 48);
    CARD.forEach((line, row) => {
      canvas.draw(left + 2, 2 + row, [line.slice(0, Math.max(0, typed))]);
      if (typed >= 0 && typed < line.length && blinks(time, 0.2)) canvas.put(left + 2 + typed, 2 + row, '_');
      typed -= line.length;
    });
    if (time > 5.4) {
      const jolt = time < 5.6 ? 1 : 0;
      canvas.draw(left + 33 + jolt, 7 + jolt, [
        '.===============.',
        '|`O`V`E`R`D`U`E`|',
        "'==============='",
      ]);
    }
    subtitles(canvas, time, [[5.6, 8, '* THUMP *']]);
  },
};

const flightLines: readonly Subtitle[] = [
  [0.6, 3, 'Far from any quiet place, a small ship was in a hurry.'],
  [3.2, 5.6, 'On board: one captain, one robot, and one very old book.'],
  [5.8, 8.2, 'Ahead: the library planet Colophon, which never forgets.'],
];

const flight: Scene = {
  seconds: 8.5,
  draw(canvas, time) {
    stars(canvas, time * 22);
    canvas.draw(glide(time, 4.5, 8.5, 68, 44), 2, planet);
    const x = glide(time, 0, 3, -22, 20) + glide(time, 7, 8.5, 0, 8);
    const y = 4 + Math.sin(time * 1.7);
    canvas.draw(x, y, bookworm);
    exhaust(canvas, x, y + 3, time);
    subtitles(canvas, time, flightLines);
  },
};

function exhaust(canvas: Canvas, x: number, y: number, time: number): void {
  const flames = ['>', '=>', '~=>', '-~=>', '~-~=>'];
  const flame = flames[Math.floor(time * 10) % flames.length] ?? '';
  canvas.draw(x + 2 - flame.length, y, [flame]);
}

export const actOne: readonly Scene[] = [overture, title, card, flight];
