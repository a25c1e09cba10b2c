// SPDX-License-Identifier: MIT

/** A binary heap of timer slots that tells each slot its place, so that any of them can be removed in O(log n). */
export class TimerHeap {
  private readonly slots: number[] = [];

  constructor(
    private readonly comesBefore: (a: number, b: number) => boolean,
    private readonly placed: (slot: number, place: number) => void,
  ) {}

  get size(): number {
    return this.slots.length;
  }

  first(): number {
    return this.slots.length === 0 ? -1 : this.slots[0]!;
  }

  toArray(): number[] {
    return [...this.slots];
  }

  push(slot: number): void {
    this.slots.push(slot);
    this.rise(this.slots.length - 1);
  }

  removeAt(place: number): void {
    const last = this.slots.pop()!;
    if (place === this.slots.length) return;
    this.slots[place] = last;
    this.placed(last, place);
    this.sink(place);
    this.rise(place);
  }

  private rise(from: number): void {
    const { slots } = this;
    const slot = slots[from]!;
    let place = from;
    while (place > 0) {
      const parent = (place - 1) >> 1;
      if (!this.comesBefore(slot, slots[parent]!)) break;
      this.put(slots[parent]!, place);
      place = parent;
    }
    this.put(slot, place);
  }

  private sink(from: number): void {
    const { slots } = this;
    const slot = slots[from]!;
    let place = from;
    for (;;) {
      let child = place * 2 + 1;
      if (child >= slots.length) break;
      if (child + 1 < slots.length && this.comesBefore(slots[child + 1]!, slots[child]!)) child += 1;
      if (!this.comesBefore(slots[child]!, slot)) break;
      this.put(slots[child]!, place);
      place = child;
    }
    this.put(slot, place);
  }

  private put(slot: number, place: number): void {
    this.slots[place] = slot;
    this.placed(slot, place);
  }
}
