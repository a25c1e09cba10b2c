// SPDX-License-Identifier: MIT
import type { Canvas } from './canvas';
import { drawHush, drawKettle, drawQuill } from './cast';
import { blinks, glide, speaks, subtitles, type Scene, type Subtitle } from './scene';
import { stars, streaks } from './sky';
import { bookwormSmall, rocks, silence } from './sprites';

const cockpitLines: readonly Subtitle[] = [
  [0.5, 3.1, 'QUILL: Three hundred years late. How bad can a fine be?'],
  [3.3, 5.9, 'KETTLE: I have worked it out, Captain. Do you own a moon?'],
  [6.1, 8.1, 'QUILL: No. Do we?'],
  [8.3, 10.3, 'KETTLE: We owe four.'],
  [10.5, 12, 'KETTLE: Also, something large wants us to be quiet.'],
];

const cockpit: Scene = {
  seconds: 12,
  draw(canvas, time) {
    stars(canvas, time * 14, 6);
    const alarm = time > 10 && blinks(time, 0.3);
    canvas.draw(0, 0, [`/${'='.repeat(65)}\\`]);
    for (let row = 1; row < 6; row += 1) canvas.draw(0, row, [`|${' '.repeat(65)}|`]);
    canvas.draw(33, 0, ['#', '|', '|', '|', '|', '|', '#']);
    canvas.draw(0, 6, [`\\${'='.repeat(65)}/`]);
    canvas.draw(33, 6, ['#']);
    drawQuill(canvas, 12, 3, speaks(time, cockpitLines, 'QUILL'));
    drawKettle(canvas, 42, 3, time, speaks(time, cockpitLines, 'KETTLE'));
    const lamps = alarm ? '[!!!]' : blinks(time, 0.5) ? '[.o.]' : '[o.o]';
    canvas.fill(0, 10, canvas.width, 1, '_');
    canvas.draw(29, 9, ['_________', `/\`${lamps}\`\\`]);
    if (alarm) canvas.draw(27, 8, ['*`A`L`A`R`M`*']);
    subtitles(canvas, time, cockpitLines);
  },
};

const arrivalLines: readonly Subtitle[] = [
  [1, 3.4, 'The L.S.S. SILENCE, flagship of the Library Fleet.'],
  [3.6, 6, 'HUSH: Borrower 000042! You will return the book. Quietly.'],
];

const arrival: Scene = {
  seconds: 6,
  draw(canvas, time) {
    stars(canvas, time * 8);
    canvas.draw(glide(time, 0, 3.4, -32, 4), 1, silence);
    if (time > 3.4) {
      canvas.draw(43, 1, [
        `.${'-'.repeat(18)}.`,
        ...new Array<string>(8).fill(`|${'`'.repeat(18)}|`),
        `'${'-'.repeat(18)}'`,
      ]);
      drawHush(canvas, 46, 2, speaks(time, arrivalLines, 'HUSH'));
    }
    subtitles(canvas, time, arrivalLines);
  },
};

const chaseLines: readonly Subtitle[] = [
  [0.4, 2.4, 'QUILL: They are shushing at us!'],
  [2.6, 4.8, 'KETTLE: A direct hush, and we whisper for ever.'],
  [5, 7.2, 'QUILL: Into the footnotes! They are too small for them.'],
  [7.4, 8.8, 'HUSH: SHHHHHHHHHHHHHHHHHHH!'],
  [9, 11, 'QUILL: Kettle! The page-turner drive! Now!'],
];
const SHIP_X = 36;
const ROCKS_PER_SECOND = 30;

const chase: Scene = {
  seconds: 11,
  draw(canvas, time) {
    stars(canvas, time * 45);
    const pursuerX = glide(time, 0, 2, -30, -8) - glide(time, 7.5, 11, 0, 22);
    const pursuerY = 1 + Math.sin(time);
    canvas.draw(pursuerX, pursuerY, silence);
    for (let rock = 0; rock < 6; rock += 1) passRock(canvas, rock, time, pursuerX + 24);
    for (let shot = 0; shot < 6; shot += 1)
      fireHush(canvas, 0.8 + shot * 1.3, time, pursuerX + 29, pursuerY + 5);
    const x = glide(time, 0, 2, 22, SHIP_X) + glide(time, 9.5, 11, 0, 14);
    const y = dodge(time);
    canvas.draw(x, y, bookwormSmall);
    canvas.draw(x - 3, y + 1, [blinks(time, 0.1) ? '~=>' : '-~>']);
    subtitles(canvas, time, chaseLines);
  },
};

/** Row of the fleeing ship. */
function dodge(time: number): number {
  return 4.4 + 3.2 * Math.sin(time * 2.1 + Math.sin(time * 0.9));
}

/** The row to be at in order to miss the ship, which is three rows high, at a moment. */
function missing(time: number, height: number): number {
  const row = dodge(time);
  return row > 4.4 ? Math.max(0, row - 1 - height) : Math.min(10 - height, row + 4);
}

/** A rock drifts by: the small ship slips past it, the large one does not. */
function passRock(canvas: Canvas, rock: number, time: number, wall: number): void {
  const sprite = rocks[rock % rocks.length] ?? [];
  const meets = 5.4 + rock * 0.75;
  const x = SHIP_X + (meets - time) * ROCKS_PER_SECOND;
  const y = missing(meets, sprite.length);
  if (x > wall) canvas.draw(x, y, sprite);
  else if (x > wall - 12)
    canvas.draw(wall - 1, y, blinks(time, 0.1) ? ['\\|/', '-*-', '/|\\'] : [' . ', '.+.', " ' "]);
}

/** A hush flies past where its target is when it gets there. */
function fireHush(canvas: Canvas, fired: number, time: number, fromX: number, fromY: number): void {
  const age = time - fired;
  if (age < 0 || age > 1.3) return;
  const text = age < 0.2 ? '(sh)' : age < 0.4 ? '(shh!)' : '(SHHH!)';
  canvas.draw(fromX + age * 40, glide(age, 0, 0.3, fromY, missing(fired + 0.5, 1)), [text]);
}

const pageTurn: Scene = {
  seconds: 3,
  draw(canvas, time) {
    streaks(canvas, time, glide(time, 0, 2, 0, 1));
    if (time < 2.2) canvas.draw(28, 5, bookwormSmall);
    if (time > 2.2) canvas.centre(6, blinks(time, 0.1) ? ' * ' : ' + ');
    subtitles(canvas, time, [[0.3, 2.6, '* F L I P ! *']]);
  },
};

export const actTwo: readonly Scene[] = [cockpit, arrival, chase, pageTurn];
