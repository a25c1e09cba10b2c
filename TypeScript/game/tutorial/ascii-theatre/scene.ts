// SPDX-License-Identifier: MIT
import type { Canvas } from './canvas';

export const FRAMES_PER_SECOND = 10;

/** One part of the film: draws any of its moments, whatever was drawn before. */
export interface Scene {
  readonly seconds: number;
  draw(canvas: Canvas, time: number): void;
}

/** A subtitle: when it comes, when it goes, what it says. */
export type Subtitle = readonly [from: number, to: number, text: string];

export function subtitles(canvas: Canvas, time: number, lines: readonly Subtitle[]): void {
  for (const [from, to, text] of lines) if (time >= from && time < to) canvas.centre(canvas.height - 1, text);
}

/** Whether somebody whose subtitles begin with this name has the mouth open. */
export function speaks(time: number, lines: readonly Subtitle[], name: string): boolean {
  const isSpeaking = lines.some(
    ([from, to, text]) => text.startsWith(name) && time >= from && time < to - 0.6,
  );
  return isSpeaking && blinks(time, 0.2);
}

/** On for one period, off for the next. */
export function blinks(time: number, period: number): boolean {
  return Math.floor(time / period + 1e-6) % 2 === 0;
}

/** Goes from one number to another between two moments, slowly at both ends. */
export function glide(time: number, start: number, end: number, from: number, to: number): number {
  const part = Math.min(1, Math.max(0, (time - start) / (end - start)));
  return from + (to - from) * part * part * (3 - 2 * part);
}

/**
 * A fixed number from 0 to 1 for each whole number: chance that falls the same way every time.
 *
 * **Source:** the finalizer of MurmurHash3 (public domain).
 */
export function scatter(seed: number): number {
  let mixed = Math.imul(seed + 1, 0x9e3779b1);
  mixed = Math.imul(mixed ^ (mixed >>> 15), 0x85ebca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
  return ((mixed ^ (mixed >>> 16)) >>> 0) / 2 ** 32;
}
