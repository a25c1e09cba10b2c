// SPDX-License-Identifier: MIT
import type { Canvas } from './canvas';
import { hush, kettle, quill } from './sprites';

export function drawQuill(canvas: Canvas, x: number, y: number, isMouthOpen: boolean): void {
  canvas.draw(x, y, quill);
  canvas.draw(x + 5, y + 3, [isMouthOpen ? '()' : '__']);
}

export function drawKettle(canvas: Canvas, x: number, y: number, time: number, isSpeaking: boolean): void {
  canvas.draw(x, y, kettle);
  if (!isSpeaking) return;
  canvas.draw(x + 3, y + 5, ['\\_ooo_/']);
  const puff = Math.floor(time * 5) % 3;
  canvas.draw(x + 13 + puff, y + 1 - puff, ['~']);
  canvas.put(x + 14, y, '(');
}

export function drawHush(canvas: Canvas, x: number, y: number, isMouthOpen: boolean): void {
  canvas.draw(x, y, hush);
  canvas.draw(x + 6, y + 4, [isMouthOpen ? '()' : '__']);
}
