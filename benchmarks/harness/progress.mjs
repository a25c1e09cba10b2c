// SPDX-License-Identifier: MIT
// What runs right now: one line that is overwritten on a terminal, a line for each case elsewhere.

export class Progress {
  #last = '';

  constructor(stream, total) {
    this.stream = stream;
    this.total = total;
    this.done = 0;
  }

  begin({ case: one, count, engine }, rotation) {
    this.done += 1;
    const { stream } = this;
    const place = `${one.name}, ${count.toLocaleString('en')} ${one.unit}`;
    if (stream.isTTY) {
      const line = `[${this.done}/${this.total}] rotation ${rotation}: ${place}: ${engine}`;
      stream.write(`\r${line.padEnd((stream.columns ?? 100) - 1).slice(0, (stream.columns ?? 100) - 1)}`);
    } else if (`${rotation} ${place}` !== this.#last) {
      stream.write(`bench: rotation ${rotation}: ${place}\n`);
    }
    this.#last = `${rotation} ${place}`;
  }

  end() {
    if (this.stream.isTTY) this.stream.write(`\r${' '.repeat((this.stream.columns ?? 100) - 1)}\r`);
  }
}
