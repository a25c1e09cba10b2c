// SPDX-License-Identifier: MIT
import { curtain } from './act-one';
import type { Canvas } from './canvas';
import { drawHush, drawKettle, drawQuill } from './cast';
import { bigText } from './lettering';
import { blinks, glide, scatter, speaks, subtitles, type Scene, type Subtitle } from './scene';
import { twinkle } from './sky';
import { book, bookwormLanding, cup, library } from './sprites';

const GROUND = 11;

const landing: Scene = {
  seconds: 9,
  draw(canvas, time) {
    twinkle(canvas, time, 6);
    canvas.fill(0, GROUND, canvas.width, 1, '=');
    canvas.draw(34, GROUND - library.length, library);
    const y = glide(time, 0.3, 5, -7, GROUND - bookwormLanding.length);
    canvas.draw(9, y, bookwormLanding);
    if (time < 5) landingFlame(canvas, 14, y + bookwormLanding.length, time);
    else dust(canvas, 16, time - 5);
    const walked = glide(time, 6, 8.8, 0, 27);
    if (time > 6) canvas.draw(20 + walked, GROUND - 2, walker(time));
    subtitles(canvas, time, [
      [0.6, 3, 'Planet Colophon. Mind the step. Wipe your boots.'],
      [5.2, 7, 'KETTLE: We have landed. I whistled only once.'],
      [7.2, 9, 'QUILL: Closing time is in one minute. Run!'],
    ]);
  },
};

function landingFlame(canvas: Canvas, x: number, y: number, time: number): void {
  const rows = blinks(time, 0.1) ? ['\\||/', ' \\/ '] : [' || ', '/\\/\\'];
  canvas.draw(x - 1, y, rows.slice(0, Math.max(0, GROUND - Math.round(y))));
}

function dust(canvas: Canvas, x: number, age: number): void {
  if (age > 1.5) return;
  for (const side of [-1, 1]) {
    for (let grain = 0; grain < 6; grain += 1) {
      canvas.put(
        x + side * (3 + age * (4 + grain * 2)),
        GROUND - scatter(grain + 60) * 2 * age - 0.5,
        'o.*'.charAt(grain % 3),
      );
    }
  }
}

/** Captain and robot from far away, on the run with the book. */
function walker(time: number): string[] {
  return blinks(time, 0.2) ? ['o[]`u', '/\\``|'] : ['o[]`u', '|\\``/'];
}

const deskLines: readonly Subtitle[] = [
  [0.6, 2.6, 'QUILL: One book. Hardly any jam on it.'],
  [2.8, 5.2, 'HUSH: "Tea for Two Planets". We have missed it so.'],
  [5.4, 7.4, 'KETTLE: And the fine?'],
  [7.6, 10, 'HUSH: The fine is... a cup of tea. For each of us.'],
  [10.2, 12, 'KETTLE: I was built for this.'],
  [12.2, 13.5, '* RETURNED *'],
];

const desk: Scene = {
  seconds: 13.5,
  draw(canvas, time) {
    shelves(canvas);
    drawQuill(canvas, 3, 3, speaks(time, deskLines, 'QUILL'));
    drawKettle(canvas, 17, 3, time, speaks(time, deskLines, 'KETTLE') || (time > 10.2 && blinks(time, 0.2)));
    drawHush(canvas, 50, 3, speaks(time, deskLines, 'HUSH'));
    canvas.fill(34, 10, 33, 1, '=');
    canvas.fill(35, 11, 32, 1, '|');
    canvas.draw(glide(time, 0.4, 2.2, 24, 39), 5, book);
    if (time > 12.2) canvas.draw(37, 3, ['.----------.', '|`RETURNED`|', "'----------'"]);
    else if (time > 10.4) steamingCup(canvas, 32, time);
    if (time > 10.4) steamingCup(canvas, 61, time);
    canvas.fill(0, 10, 34, 1, '_');
    subtitles(canvas, time, deskLines);
  },
};

function shelves(canvas: Canvas): void {
  const spines = '|I||H|/|I|||T||I/|||H|I||';
  for (const row of [0, 1]) {
    for (let column = 0; column < canvas.width; column += 1) {
      canvas.put(column, row, spines.charAt((column + row * 7) % spines.length));
    }
  }
  canvas.fill(0, 2, canvas.width, 1, '_');
}

function steamingCup(canvas: Canvas, x: number, time: number): void {
  canvas.draw(x, 7, cup);
  canvas.draw(x, 6, [blinks(time, 0.4) ? ' ) )' : ' ( (']);
}

const CREDITS = [
  'Captain Quill ........... twelve by seven characters',
  'Kettle ......................... himself, with steam',
  'Admiral Hush ................ (would rather not say)',
  'The book ......................... a book of its own',
  '',
  'Stars by the deterministic chance of multiplication',
  'Catering by Kettle',
  '',
  'No moons were repossessed in the making of this film.',
  'Any likeness to libraries living or dead is alphabetical.',
  '',
  'Played for you, frame by frame, by one transient loop',
  '',
  '',
];

const credits: Scene = {
  seconds: 9,
  draw(canvas, time) {
    twinkle(canvas, time);
    const top = canvas.height - time * 3.2;
    CREDITS.forEach((line, row) => {
      if (line !== '') canvas.centre(Math.round(top + row), line);
    });
  },
};

const theEnd: Scene = {
  seconds: 5,
  draw(canvas, time) {
    twinkle(canvas, time);
    bigText(canvas, 3, 'THE END');
    canvas.centre(10, ' please return your seat to its shelf ');
    curtain(canvas, glide(time, 1.8, 4, 1, 0));
    if (time > 4.2) canvas.centre(6, '  * good night *  ');
  },
};

export const actThree: readonly Scene[] = [landing, desk, credits, theEnd];
