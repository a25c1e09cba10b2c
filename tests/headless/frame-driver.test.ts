// SPDX-License-Identifier: MIT
import { FrameDriver } from '../../TypeScript/hosts/headless/frame-driver';

beforeEach(() => {
  jest.useFakeTimers();
});

afterEach(() => {
  jest.useRealTimers();
});

/** Runs ten frames a second, of which each takes as many milliseconds as it is told to; keeps the deltas. */
function drive(speed: 'real' | 'max', workMs: readonly number[]): { deltas: number[]; done: Promise<void> } {
  const deltas: number[] = [];
  const done = new FrameDriver(10, speed).run((deltaSeconds) => {
    deltas.push(Math.round(deltaSeconds * 1000));
    jest.advanceTimersByTime(workMs[deltas.length - 1]!);
    return deltas.length === workMs.length;
  });
  return { deltas, done };
}

describe('FrameDriver in real time', () => {
  it('makes a frame when its time has come, and not before', () => {
    const { deltas } = drive('real', [0, 0, 0, 0]);

    jest.advanceTimersByTime(299);
    expect(deltas).toEqual([100, 100]);
    jest.advanceTimersByTime(1);
    expect(deltas).toEqual([100, 100, 100]);
  });

  it('takes the time that a frame took off the wait for the next one', async () => {
    const { deltas, done } = drive('real', [70, 0, 0]);

    jest.advanceTimersByTime(300);
    await done;

    expect(deltas).toEqual([100, 100, 100]);
  });

  it('measures a frame that came late, and does not make the next ones hurry', async () => {
    const { deltas, done } = drive('real', [0, 350, 0, 0]);

    jest.advanceTimersByTime(1000);
    await done;

    expect(deltas).toEqual([100, 100, 350, 100]);
  });
});

describe('FrameDriver at full speed', () => {
  it('makes frames of the same length without waiting', async () => {
    const { deltas, done } = drive('max', [0, 70, 350, 0]);

    jest.advanceTimersByTime(0);
    await done;

    expect(deltas).toEqual([100, 100, 100, 100]);
  });
});

describe('FrameDriver', () => {
  it.each(['real', 'max'] as const)('ends with what a frame throws, at speed %s', async (speed) => {
    let frames = 0;
    const done = new FrameDriver(10, speed).run(() => {
      frames += 1;
      throw new Error('broken');
    });

    jest.advanceTimersByTime(500);

    await expect(done).rejects.toThrow('broken');
    expect(frames).toBe(1);
  });
});
