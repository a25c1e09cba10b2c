// SPDX-License-Identifier: MIT
import { combine } from '../task/task-errors';
import { GroupDriver, type Place } from './group-driver';

/** The first success decides; if all fail, the group fails with all their errors. */
export class AnyDriver extends GroupDriver {
  private readonly errors: unknown[] = [];

  constructor(private readonly count: number) {
    super('any');
  }

  protected succeeded(place: Place): void {
    this.decide(place.value);
  }

  protected failed(place: Place, error: unknown): void {
    this.errors[place.index] = error;
    const hasOpen = this.places.length < this.count || this.parked > 0;
    if (!hasOpen) this.fail(combine(`"${this.group.name}"`, this.errors));
  }

  protected resultOfNone(): never {
    throw new Error('Internal error: an any of none was begun');
  }
}
