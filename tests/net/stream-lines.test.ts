// SPDX-License-Identifier: MIT
import { createTestLoop } from 'transient-loop/testing';
import type { TaskScope } from 'transient-loop';
import { closeAll, pair } from './peers';

afterEach(closeAll);

/** Lets the network have a turn. */
function turn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}

const LINES = 60_000;
const WINDOW = 1024;
const PADDING = 'x'.repeat(240);

describe('self.stream of the lines of a connection', () => {
  it('pauses the peer while nobody reads, and loses nothing of a flood', async () => {
    const { ours, stranger } = await pair();
    const wanted = { reads: false };
    let most = 0;
    let wrong = -1;
    let count = 0;
    const { tickSync, expectNothingLeft } = createTestLoop({
      script: function* reader(self: TaskScope) {
        const lines = self.stream(ours.lines({ window: WINDOW }), { capacity: WINDOW, pausable: ours });
        yield* self.until(() => {
          most = Math.max(most, lines.size);
          return wanted.reads;
        });
        for (let line = yield* lines.next(); line.done !== true; line = yield* lines.next()) {
          if (line.value !== `${count} ${PADDING}` && wrong < 0) wrong = count;
          count += 1;
          most = Math.max(most, lines.size);
        }
      },
    });
    const text = Array.from({ length: LINES }, (_, number) => `${number} ${PADDING}\n`).join('');
    let isSent = false;
    stranger.end(text, () => (isSent = true));

    // The buffers of the system fill up, and the peer cannot go on.
    for (let turns = 0, before = -1; turns < 200; turns += 1) {
      tickSync();
      await turn();
      if (stranger.writableLength !== before) [turns, before] = [0, stranger.writableLength];
    }
    expect([isSent, most]).toEqual([false, WINDOW]);

    wanted.reads = true;
    while (count < LINES || ours.isOpen) {
      tickSync();
      ours.end();
      await turn();
    }
    tickSync();

    expect([count, wrong, isSent]).toEqual([LINES, -1, true]);
    expect(most).toBeLessThanOrEqual(WINDOW);
    expectNothingLeft();
  });
});
