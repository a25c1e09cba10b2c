// SPDX-License-Identifier: MIT
import type { Canvas } from './canvas';
import { blinks, scatter } from './scene';

/** Three layers of stars; the near ones are brighter and pass faster. `travelled` is in columns of the nearest layer. */
export function stars(canvas: Canvas, travelled: number, rows = canvas.height - 2): void {
  const layers = [
    { count: 14, glyph: '.', pace: 0.25 },
    { count: 9, glyph: '+', pace: 0.5 },
    { count: 5, glyph: '*', pace: 1 },
  ];
  layers.forEach(({ count, glyph, pace }, layer) => {
    for (let star = 0; star < count; star += 1) {
      const seed = layer * 100 + star;
      const start = scatter(seed) * canvas.width;
      const x = start - travelled * pace;
      const wrapped = x - Math.floor(x / canvas.width) * canvas.width;
      canvas.put(Math.floor(wrapped), Math.floor(scatter(seed + 1000) * rows), glyph);
    }
  });
}

/** A sky that stands still and twinkles. */
export function twinkle(canvas: Canvas, time: number, rows = canvas.height): void {
  for (let star = 0; star < 34; star += 1) {
    const isBright = blinks(time + scatter(star + 500) * 4, 0.7 + scatter(star + 900));
    canvas.put(
      Math.floor(scatter(star) * canvas.width),
      Math.floor(scatter(star + 300) * rows),
      isBright ? '.' : star % 5 === 0 ? '*' : '`',
    );
  }
}

/** Lines that shoot out of the middle, for travel between pages. `reach` grows from 0 to 1. */
export function streaks(canvas: Canvas, time: number, reach: number): void {
  const centreX = canvas.width / 2;
  const centreY = canvas.height / 2;
  for (let ray = 0; ray < 40; ray += 1) {
    const angle = scatter(ray) * Math.PI * 2;
    const start = 3 + ((scatter(ray + 77) * 40 + time * 45) % 40);
    const glyph = glyphOf(angle);
    for (let along = 0; along < 2 + reach * 9; along += 1) {
      const far = start + along;
      canvas.put(centreX + Math.cos(angle) * far, centreY + Math.sin(angle) * far * 0.45, glyph);
    }
  }
}

function glyphOf(angle: number): string {
  const slope = Math.abs(Math.tan(angle)) * 0.45;
  if (slope < 0.2) return '-';
  if (slope > 1.2) return '|';
  return Math.tan(angle) > 0 ? '\\' : '/';
}
