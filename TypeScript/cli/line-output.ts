// SPDX-License-Identifier: MIT

/** Lines on a stream whose reader may go away at any time, as `head` does. */
export class LineOutput {
  private closed = false;

  /** @param onClosed - called once, when nobody reads any more */
  constructor(
    private readonly stream: NodeJS.WritableStream,
    onClosed: () => void = () => {},
  ) {
    stream.on('error', () => {
      if (this.closed) return;
      this.closed = true;
      onClosed();
    });
  }

  line(text: string): void {
    if (!this.closed) this.stream.write(`${text}\n`);
  }
}
