// SPDX-License-Identifier: MIT
import type { ResultOf } from './contestant';
import { GroupDriver, type Place } from './group-driver';

/** Which contestant of a record won, and with what. */
export type Won<R> = { [K in keyof R]: { readonly key: K; readonly value: ResultOf<R[K]> } }[keyof R];

/** The first to end decides, by its result or its error; contestants that are ready at the same moment by list order. */
export class RaceDriver extends GroupDriver {
  constructor(private readonly keys: readonly string[] | null) {
    super('race');
  }

  protected succeeded(place: Place): void {
    const first = this.readyBefore(place);
    if (first === undefined) {
      this.win(place);
      return;
    }
    // It would have come a moment later, at the same time: the one that came first gives its value back.
    const { from, value } = place;
    place.from = null;
    from?.takeBack(value);
    if (!first.goOn()) this.win(first);
  }

  protected failed(place: Place, error: unknown): void {
    const first = this.readyBefore(place);
    if (first === undefined) this.fail(error);
    else if (!first.goOn()) this.win(first);
  }

  protected resultOfNone(): never {
    throw new Error('Internal error: a race of none was begun');
  }

  private readyBefore(place: Place): Place | undefined {
    return this.places.find(({ index, isParked, wait }) => index < place.index && isParked && wait.isReady());
  }

  private win(place: Place): void {
    const { index, value } = place;
    this.decide(this.keys === null ? value : { key: this.keys[index], value });
  }
}
