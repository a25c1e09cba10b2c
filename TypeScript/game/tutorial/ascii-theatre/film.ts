// SPDX-License-Identifier: MIT
import { actOne } from './act-one';
import { actThree } from './act-three';
import { actTwo } from './act-two';
import { Canvas } from './canvas';
import { FRAMES_PER_SECOND } from './scene';

const WIDTH = 67;
const HEIGHT = 13;

export interface FilmFrame {
  /** How long to show it. */
  readonly seconds: number;
  /** `height` lines of exactly `width` printable ASCII characters, joined by LF. */
  readonly text: string;
}

export interface Film {
  readonly width: number;
  readonly height: number;
  readonly seconds: number;
  /** All frames from the beginning, drawn as they are asked for; the same every time. */
  frames(): Iterable<FilmFrame>;
}

const scenes = [...actOne, ...actTwo, ...actThree];

/** "Overdue", a very small space opera of our own making. */
export const film: Film = {
  width: WIDTH,
  height: HEIGHT,
  seconds: scenes.reduce((total, scene) => total + scene.seconds, 0),

  *frames() {
    for (const scene of scenes) {
      for (let frame = 0; frame < scene.seconds * FRAMES_PER_SECOND; frame += 1) {
        const canvas = new Canvas(WIDTH, HEIGHT);
        scene.draw(canvas, frame / FRAMES_PER_SECOND);
        yield { seconds: 1 / FRAMES_PER_SECOND, text: canvas.toString() };
      }
    }
  },
};
