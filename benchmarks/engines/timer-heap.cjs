// SPDX-License-Identifier: MIT
// The timers of the bare engines: a 4-ary heap on typed arrays, which allocates nothing per timer.

class TimerHeap {
  constructor(capacity) {
    this.due = new Float64Array(capacity);
    this.order = new Float64Array(capacity);
    this.place = new Int32Array(capacity);
    this.heap = new Int32Array(capacity);
    this.free = Int32Array.from({ length: capacity }, (_, i) => capacity - 1 - i);
    this.freeCount = capacity;
    this.targets = new Array(capacity).fill(null);
    this.size = 0;
    this.created = 0;
  }

  /** Returns the slot of the timer. */
  add(due, target) {
    if (this.freeCount === 0) this.grow();
    this.freeCount -= 1;
    const slot = this.free[this.freeCount];
    this.due[slot] = due;
    this.order[slot] = this.created;
    this.created += 1;
    this.targets[slot] = target;
    this.size += 1;
    this.rise(this.size - 1, slot);
    return slot;
  }

  /** The target of the first timer that is due, which is over then; null if there is none. */
  takeDue(now) {
    // The tolerance of the loops that this is compared with.
    if (this.size === 0 || this.due[this.heap[0]] - 1e-6 > now) return null;
    const slot = this.heap[0];
    const target = this.targets[slot];
    this.remove(slot);
    return target;
  }

  remove(slot) {
    const at = this.place[slot];
    this.size -= 1;
    this.targets[slot] = null;
    this.free[this.freeCount] = slot;
    this.freeCount += 1;
    if (at === this.size) return;
    const last = this.heap[this.size];
    this.rise(at, last);
    this.sink(this.place[last], last);
  }

  isBefore(a, b) {
    return this.due[a] < this.due[b] || (this.due[a] === this.due[b] && this.order[a] < this.order[b]);
  }

  rise(from, slot) {
    let at = from;
    while (at > 0) {
      const parent = (at - 1) >> 2;
      if (!this.isBefore(slot, this.heap[parent])) break;
      this.put(at, this.heap[parent]);
      at = parent;
    }
    this.put(at, slot);
  }

  sink(from, slot) {
    let at = from;
    for (;;) {
      const first = 4 * at + 1;
      if (first >= this.size) break;
      let least = first;
      const end = Math.min(first + 4, this.size);
      for (let child = first + 1; child < end; child += 1) {
        if (this.isBefore(this.heap[child], this.heap[least])) least = child;
      }
      if (!this.isBefore(this.heap[least], slot)) break;
      this.put(at, this.heap[least]);
      at = least;
    }
    this.put(at, slot);
  }

  put(at, slot) {
    this.heap[at] = slot;
    this.place[slot] = at;
  }

  grow() {
    const before = this.due.length;
    const capacity = Math.max(16, 2 * before);
    for (const name of ['due', 'order', 'place', 'heap', 'free']) {
      const larger = new this[name].constructor(capacity);
      larger.set(this[name]);
      this[name] = larger;
    }
    for (let slot = capacity - 1; slot >= before; slot -= 1) {
      this.free[this.freeCount] = slot;
      this.freeCount += 1;
      this.targets.push(null);
    }
  }
}

module.exports = { TimerHeap };
