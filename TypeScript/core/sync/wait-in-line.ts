// SPDX-License-Identifier: MIT
import { OwnedWait } from '../wait/owned-wait';
import type { InLine, Line } from './line';

/** A wait that keeps a place in a line while somebody wants what comes. */
export abstract class WaitInLine<T> extends OwnedWait<T> implements InLine {
  line: Line<InLine> | null = null;
  ahead: InLine | null = null;
  behind: InLine | null = null;

  protected leave(): void {
    this.line?.remove(this);
  }
}

/** Takes the first out of a line who may still see what he gets. */
export function firstWanted<W extends WaitInLine<unknown>>(line: Line<W> | null): W | null {
  for (let first = line?.shift() ?? null; first !== null; first = line!.shift()) {
    if (first.isWanted) return first;
  }
  return null;
}
