// SPDX-License-Identifier: MIT
import { film } from '../../TypeScript/game/tutorial/ascii-theatre/film';

describe('film', () => {
  const frames = [...film.frames()];

  it('lasts at least a minute', () => {
    const seconds = frames.reduce((sum, frame) => sum + frame.seconds, 0);

    expect(seconds).toBeGreaterThanOrEqual(60);
    expect(seconds).toBeCloseTo(film.seconds, 6);
  });

  it('draws every frame in printable characters, in the same size', () => {
    const wrong = frames.filter(({ text }) => {
      const lines = text.split('\n');
      return (
        lines.length !== film.height ||
        lines.some((line) => line.length !== film.width || /[^ -~]/.test(line))
      );
    });

    expect(wrong).toEqual([]);
  });

  it('is the same at every showing', () => {
    expect([...film.frames()]).toEqual(frames);
  });
});
