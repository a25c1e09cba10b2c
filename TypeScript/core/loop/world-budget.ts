// SPDX-License-Identifier: MIT
import { assertBudget, type Budget } from './tick-budget';

const UNBOUNDED: Budget = { steps: Infinity, milliseconds: Infinity };

/**
 * Bounds of what all loops of an environment do in one frame, shared out fairly: each loop may do one step, then its
 * share, then what no other loop has a claim to.
 */
export class WorldBudget {
  private bounds = UNBOUNDED;
  /** True if somebody bounded it: steps are counted from the first then. */
  isBounded = false;
  private used = 0;
  private usedByLoop = 0;
  private loops = 0;
  private loopsLastFrame = 1;
  private startedAt = NaN;

  /** @param wantFrames - tells the host whether it has to call {@link beginFrame} */
  constructor(private readonly wantFrames: (wanted: boolean) => void) {}

  get limits(): Budget {
    return this.bounds;
  }

  set limits(bounds: Budget) {
    assertBudget('worldBudget', bounds);
    const wasBounded = this.isBounded;
    this.bounds = bounds;
    this.isBounded = bounds.steps !== Infinity || bounds.milliseconds !== Infinity;
    if (this.isBounded !== wasBounded) this.wantFrames(this.isBounded);
  }

  /** The host calls this before each frame, if it is bounded. */
  beginFrame(): void {
    this.loopsLastFrame = Math.max(1, this.loops);
    this.loops = 0;
    this.used = 0;
    this.startedAt = NaN;
  }

  /** Another loop takes its turn. */
  beginLoop(): void {
    this.loops += 1;
    this.usedByLoop = 0;
  }

  /** Counts a step; false if it has to wait for the next frame. */
  allows(clock: () => number): boolean {
    if (!this.isBounded) return true;
    this.used += 1;
    this.usedByLoop += 1;
    if (this.usedByLoop === 1) return true;
    return this.leavesOthersTheirShare() && this.hasTime(clock);
  }

  hasTime(clock: () => number): boolean {
    if (this.limits.milliseconds === Infinity) return true;
    const now = clock();
    if (this.startedAt !== this.startedAt) this.startedAt = now;
    return now - this.startedAt < this.limits.milliseconds;
  }

  private leavesOthersTheirShare(): boolean {
    const { steps } = this.limits;
    if (steps === Infinity) return true;
    const share = Math.floor(steps / this.loopsLastFrame);
    if (this.usedByLoop <= share) return this.used <= steps;
    const stillToCome = Math.max(0, this.loopsLastFrame - this.loops);
    return this.used + stillToCome * share <= steps;
  }
}
