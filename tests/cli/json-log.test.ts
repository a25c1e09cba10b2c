// SPDX-License-Identifier: MIT
import { jsonLine } from '../../TypeScript/cli/json-log';
import { eventOf } from './log-lines';

describe('jsonLine', () => {
  it('writes the standard keys first, then the fields', () => {
    expect(jsonLine(eventOf({ fields: { port: 1, who: { name: 'Luke' } } }))).toBe(
      '{"time":1.5,"frame":90,"level":"Tutorial","actor":"timers","script":"tutorial/timers","task":"main",' +
        '"event":"log","severity":"log","message":"hello","port":1,"who":{"name":"Luke"}}',
    );
  });

  it('leaves out what an event does not have', () => {
    const line = jsonLine(eventOf({ actor: undefined, script: undefined, task: undefined }));

    expect(Object.keys(JSON.parse(line))).toEqual(['time', 'frame', 'level', 'event', 'severity', 'message']);
  });

  it('does not let a field pass for a standard key', () => {
    const line = JSON.parse(
      jsonLine(eventOf({ actor: undefined, fields: { event: 'world.ended', actor: 'me' } })),
    );

    expect(line).toMatchObject({ event: 'log', field_event: 'world.ended', field_actor: 'me' });
    expect(line).not.toHaveProperty('actor');
  });

  it('rounds time to microseconds', () => {
    expect(JSON.parse(jsonLine(eventOf({ time: 0.1 + 0.2 })))).toHaveProperty('time', 0.3);
  });

  it('is one line of harmless characters whatever the message is', () => {
    const message = '\x1b[2J\n\r\u009b31m\u2028\u202e\ud800';

    const line = jsonLine(eventOf({ message }));

    expect(line).toMatch(/^[\x20-\x7e]*$/);
    expect(JSON.parse(line)).toHaveProperty('message', message);
  });

  it('survives fields that JSON has no form for', () => {
    const circle: Record<string, unknown> = {};
    circle['self'] = circle;
    const hostile = {
      get trap(): never {
        throw new Error('no');
      },
    };

    const line = JSON.parse(
      jsonLine(
        eventOf({
          fields: { circle, hostile, big: 10n, error: new RangeError('far'), nothing: NaN, gone: undefined },
        }),
      ),
    );

    expect(line).toMatchObject({
      message: 'hello',
      circle: '(cannot be written as JSON)',
      hostile: '(cannot be written as JSON)',
      big: '10',
      error: 'RangeError: far',
      nothing: null,
    });
    expect(line).not.toHaveProperty('gone');
  });
});
