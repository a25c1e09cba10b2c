// SPDX-License-Identifier: MIT
import { GroupDriver, type Place } from './group-driver';
import { toRecord } from './keys';

/** Waits for all; the first failure ends the rest and fails the group. */
export class AllDriver extends GroupDriver {
  private open: number;

  constructor(
    private readonly count: number,
    private readonly keys: readonly string[] | null,
  ) {
    super('all');
    this.open = count;
  }

  protected override get waitsForAll(): boolean {
    return true;
  }

  protected succeeded(): void {
    this.open -= 1;
    if (this.open === 0 && this.places.length === this.count) this.decide(this.results());
  }

  protected failed(_place: Place, error: unknown): void {
    this.fail(error);
  }

  protected resultOfNone(): unknown {
    return this.results();
  }

  private results(): unknown {
    return toRecord(
      this.keys,
      this.places.map((place) => place.value),
    );
  }
}
