// SPDX-License-Identifier: MIT

/** Stands in a stream of lines where a line was longer than allowed. Emitted once per such line, as soon as that is known. */
export class LineTooLong {
  constructor(readonly maxBytes: number) {}
}
