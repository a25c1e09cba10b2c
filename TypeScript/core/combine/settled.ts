// SPDX-License-Identifier: MIT
import type { ResultOf } from './contestant';
import { GroupDriver, type Place } from './group-driver';
import { toRecord } from './keys';

/** How one contestant ended. */
export type Settled<T> =
  | { readonly status: 'succeeded'; readonly value: T }
  | { readonly status: 'failed'; readonly error: unknown };

/** How a list, or a record, of contestants ended. */
export type SettledOf<Cs> = { -readonly [K in keyof Cs]: Settled<ResultOf<Cs[K]>> };

/** Waits until all are over, whichever way. */
export class SettledDriver extends GroupDriver {
  private readonly outcomes: Settled<unknown>[] = [];
  private over = 0;

  constructor(
    private readonly count: number,
    private readonly keys: readonly string[] | null,
  ) {
    super('settled');
  }

  protected override get waitsForAll(): boolean {
    return true;
  }

  protected succeeded(place: Place): void {
    this.end(place, { status: 'succeeded', value: place.value });
  }

  protected failed(place: Place, error: unknown): void {
    this.end(place, { status: 'failed', error });
  }

  protected resultOfNone(): unknown {
    return toRecord(this.keys, this.outcomes);
  }

  private end(place: Place, outcome: Settled<unknown>): void {
    this.outcomes[place.index] = outcome;
    this.over += 1;
    if (this.over === this.count) this.decide(toRecord(this.keys, this.outcomes));
  }
}
