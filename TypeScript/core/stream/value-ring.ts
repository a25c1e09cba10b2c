// SPDX-License-Identifier: MIT

/** Values in the order they came. Grows, and allocates nothing per value. */
export class ValueRing<T> {
  private values: (T | undefined)[] = new Array<T | undefined>(8).fill(undefined);
  private head = 0;
  size = 0;

  push(value: T): void {
    if (this.size === this.values.length) this.grow();
    this.values[(this.head + this.size) & (this.values.length - 1)] = value;
    this.size += 1;
  }

  /** Takes the oldest out; there has to be one. */
  shift(): T {
    const value = this.values[this.head]!;
    this.values[this.head] = undefined;
    this.head = (this.head + 1) & (this.values.length - 1);
    this.size -= 1;
    return value;
  }

  clear(): void {
    this.values.fill(undefined);
    this.size = 0;
  }

  private grow(): void {
    const { values, head, size } = this;
    this.values = Array.from({ length: size * 2 }, (_, place) =>
      place < size ? values[(head + place) & (size - 1)] : undefined,
    );
    this.head = 0;
  }
}
