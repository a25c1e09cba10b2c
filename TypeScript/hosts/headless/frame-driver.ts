// SPDX-License-Identifier: MIT

/** Calls once a frame, from a macrotask, until it is told to stop. */
export class FrameDriver {
  private lastFrame = 0n;
  private nextFrame = 0;

  /** @param fps - frames a second, above 0 */
  constructor(
    private readonly fps: number,
    private readonly speed: 'real' | 'max',
  ) {}

  /**
   * Calls the frame with its seconds: measured ones in real time, 1/fps at full speed. Resolves when a frame says it was the last;
   * a throw rejects.
   */
  run(frame: (deltaSeconds: number) => boolean): Promise<void> {
    return new Promise((resolve, reject) => {
      const step = (): void => {
        try {
          if (frame(this.takeDelta())) resolve();
          else this.schedule(step);
        } catch (error) {
          reject(error);
        }
      };
      this.lastFrame = process.hrtime.bigint();
      this.nextFrame = Number(this.lastFrame) / 1e6;
      this.schedule(step);
    });
  }

  private takeDelta(): number {
    if (this.speed === 'max') return 1 / this.fps;
    const now = process.hrtime.bigint();
    const seconds = Number(now - this.lastFrame) / 1e9;
    this.lastFrame = now;
    return seconds;
  }

  private schedule(step: () => void): void {
    if (this.speed === 'max') {
      setImmediate(step);
      return;
    }
    const now = Number(process.hrtime.bigint()) / 1e6;
    // A frame that came late does not make the next ones hurry.
    this.nextFrame = Math.max(this.nextFrame + 1000 / this.fps, now);
    setTimeout(step, this.nextFrame - now);
  }
}
