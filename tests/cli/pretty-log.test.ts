// SPDX-License-Identifier: MIT
import { createColors } from 'picocolors';
import { PrettyLog } from '../../TypeScript/cli/pretty-log';
import type { WorldEvent } from '../../TypeScript/hosts/headless/game-types';
import { eventOf, memoryOutput } from './log-lines';

const LEVEL = {
  name: 'Tutorial',
  actors: [{ class: 'Actor', label: 'the clock', script: 'tutorial/timers' }],
  streamedLevels: [],
};
const SUMMARY = {
  reason: 'quit',
  seconds: 12.34,
  frames: 740,
  actors: 9,
  tasksCancelled: 14,
  left: { tasks: 0, timers: 0, subscriptions: 0, sockets: 0 },
};

function pretty(events: readonly Partial<WorldEvent>[], colors = createColors(false)): string[] {
  const { output, text } = memoryOutput();
  const log = new PrettyLog(output, colors, '1.2.3');
  log.prepare([LEVEL]);
  for (const event of events) log.write(eventOf(event));
  return text().split('\n').slice(0, -1);
}

describe('PrettyLog', () => {
  it('says at once what it is about to run', () => {
    const { output, text } = memoryOutput();

    new PrettyLog(output, createColors(false), '1.2.3').begin('Levels/A.json');

    expect(text()).toBe('TransientLoop 1.2.3 · Levels/A.json · Ctrl-C ends play\n\n');
  });

  it('writes columns for time, level, actor, script and task', () => {
    expect(pretty([{}, { time: 12, task: 'every 3 s' }])).toEqual([
      '   1.500  Tutorial  timers     timers                 hello',
      '  12.000  Tutorial  timers     timers › every 3 s     hello',
    ]);
  });

  it('widens a column for what does not fit, and stays aligned from there on', () => {
    const lines = pretty([{ actor: 'a very long name' }, { actor: 'b' }]);

    expect(lines[0]!.indexOf('hello')).toBe(lines[1]!.indexOf('hello'));
  });

  it('cuts a name that would push the message off the screen', () => {
    expect(pretty([{ actor: 'x'.repeat(300) }])[0]).toContain(`  ${'x'.repeat(25)}…  `);
  });

  it('aligns events of the world with those of actors', () => {
    const lines = pretty([
      { actor: undefined, script: undefined, task: undefined, message: 'world started' },
      {},
    ]);

    expect(lines[0]!.indexOf('world started')).toBe(lines[1]!.indexOf('hello'));
  });

  it('marks errors and shows where in the script they come from', () => {
    const stack =
      'Error: boom\n    at main (/x/game/a.ts:3:9)\n    at resume (/x/core/b.js:1:1)\n    at node:internal/c:1:1';

    const lines = pretty([{ severity: 'error', event: 'task.failed', message: 'boom', fields: { stack } }]);

    expect(lines[0]).toMatch(/ {2}✗ failed: boom$/);
    expect(lines[1]).toMatch(/^ +│ at main \(\/x\/game\/a\.ts:3:9\)$/);
    expect(lines).toHaveLength(2);
  });

  it('sets further lines of a message off, so that none passes for a line of the log', () => {
    const lines = pretty([{ message: 'one\n    9.999  Tutorial  forged' }]);

    expect(lines[1]).toMatch(/^ {10}│ {5}9\.999 {2}Tutorial {2}forged$/);
  });

  it('makes control characters harmless in every column', () => {
    const evil = '\x1b[2J\r\u009b31m\u202e';

    const lines = pretty([{ message: evil, actor: evil, level: evil, script: evil, task: evil }]);

    expect(lines).toHaveLength(1);
    expect(lines[0]).not.toMatch(/[\x00-\x1f\x7f-\x9f\u202e]/);
    expect(lines[0]).toContain('\\x1b[2J\\r\\x9b31m\\u202e');
  });

  it('colours by actor where colours are wanted', () => {
    const [a, b, c] = pretty([{ actor: 'a' }, { actor: 'b' }, { actor: 'a' }], createColors(true));

    expect(a).toContain('\x1b[36ma ');
    expect(b).toContain('\x1b[33mb ');
    expect(c).toBe(a);
  });

  it('frames the summary', () => {
    const { output, text } = memoryOutput();

    new PrettyLog(output, createColors(false), '1.2.3').end(SUMMARY, 0);

    expect(text()).toMatchInlineSnapshot(`
     "
     ╭─ play ended: quit ────────────────────────────────────╮
     │ time    12.340 s of game time in 740 frames           │
     │ actors  9 in the world at the end                     │
     │ tasks   14 cancelled                                  │
     │ left    0 tasks, 0 timers, 0 subscriptions, 0 sockets │
     │ exit    0, nothing was left behind                    │
     ╰───────────────────────────────────────────────────────╯
     "
    `);
  });

  it('says in the summary what was left', () => {
    const { output, text } = memoryOutput();

    new PrettyLog(output, createColors(false), '1.2.3').end(
      { ...SUMMARY, left: { ...SUMMARY.left, sockets: 2 } },
      1,
    );

    expect(text()).toContain('0 tasks, 0 timers, 0 subscriptions, 2 sockets');
    expect(text()).toContain('1, something was left behind');
  });
});
