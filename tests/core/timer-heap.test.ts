// SPDX-License-Identifier: MIT
import { TimerHeap } from '../../TypeScript/core/time/timer-heap';

describe('TimerHeap', () => {
  it.each([1, 2, 3, 4, 5])('hands out what was not removed in order, whatever was (seed %i)', (seed) => {
    const due = Array.from({ length: 300 }, (_, slot) => (slot * 7919 * seed) % 101);
    const places: number[] = [];
    const heap = new TimerHeap(
      (a, b) => due[a]! < due[b]! || (due[a] === due[b] && a < b),
      (slot, place) => (places[slot] = place),
    );
    due.forEach((_, slot) => heap.push(slot));

    const removed = due.map((_, slot) => slot).filter((slot) => (slot * 31 * seed) % 7 < 3);
    for (const slot of removed) heap.removeAt(places[slot]!);
    const handedOut: number[] = [];
    while (heap.size > 0) {
      handedOut.push(heap.first());
      heap.removeAt(0);
    }

    const kept = due.map((_, slot) => slot).filter((slot) => !removed.includes(slot));
    expect(handedOut).toEqual(kept.sort((a, b) => due[a]! - due[b]! || a - b));
    expect(heap.first()).toBe(-1);
  });
});
