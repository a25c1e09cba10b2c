// SPDX-License-Identifier: MIT

/** Who waits for a latent action. */
export interface LatentWaiter {
  resumed(): void;
  aborted(): void;
}

/** The latent actions of one script environment that somebody waits for, by number. */
export class LatentActions {
  private readonly waiters = new Map<number, LatentWaiter>();

  get size(): number {
    return this.waiters.size;
  }

  add(action: number, waiter: LatentWaiter): void {
    this.waiters.set(action, waiter);
  }

  remove(action: number): void {
    this.waiters.delete(action);
  }

  /** C++ tells how an action ended. One that was cancelled meanwhile is nobody's. */
  tell(action: number, isResumed: boolean): void {
    const waiter = this.waiters.get(action);
    if (waiter === undefined) return;
    this.waiters.delete(action);
    if (isResumed) waiter.resumed();
    else waiter.aborted();
  }
}
