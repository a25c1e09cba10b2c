import { once } from 'node:events';
import { concat, firstValueFrom, repeat, take, toArray } from 'rxjs';
import { LineTooLong, type LineOptions } from '../../TypeScript/net';
import { LineSplitter } from '../../TypeScript/net/tcp/line-splitter';
import { all, closeAll, failureOf, pair, signal, textUntilEnd, thrownBy } from './peers';

afterEach(closeAll);

describe('lines', () => {
  it.each([
    ['LF', 'one\ntwo\n', ['one', 'two']],
    ['CRLF', 'one\r\ntwo\r\n', ['one', 'two']],
    ['both', 'one\r\ntwo\nthree\r\n', ['one', 'two', 'three']],
    ['empty lines', '\n\r\n\n', ['', '', '']],
    ['a last line without line break', 'one\ntwo', ['one', 'two']],
    ['a CR inside a line', 'a\rb\n', ['a\rb']],
    ['nothing', '', []],
  ])('understands %s', async (_, sent, expected) => {
    const { ours, stranger } = await pair();

    stranger.end(sent);

    expect(await all(ours.lines())).toEqual(expected);
  });

  it('completes at once when the peer has ended already', async () => {
    const { ours, stranger } = await pair();
    stranger.end('one');
    await all(ours.lines());

    expect(await all(ours.lines())).toEqual([]);
    expect(ours.isOpen).toBe(true);
  });

  it('has one reader at a time', async () => {
    const { ours, stranger } = await pair();
    const first = ours.lines().subscribe();

    expect(await failureOf(ours.lines())).toMatchObject({ code: 'ALREADY_READ' });

    first.unsubscribe();
    stranger.end('one');
    expect(await all(ours.lines())).toEqual(['one']);
  });

  it('goes on with the next reader exactly where the last one stopped', async () => {
    const { ours, stranger } = await pair();
    stranger.end('header\r\none\ntwo\nunfinished');

    const header = await firstValueFrom(ours.lines());
    const body = await all(ours.lines().pipe(take(1)));
    const rest = await all(ours.bytes());

    expect([header, ...body]).toEqual(['header', 'one']);
    expect(Buffer.concat(rest).toString()).toBe('two\nunfinished');
  });

  it('can change readers in the middle of what has arrived', async () => {
    const { ours, stranger } = await pair();
    const one = ours.lines().pipe(take(1));
    const seen = all(concat(one.pipe(repeat(3)), ours.lines({ maxBytes: 5 })));

    stranger.end('1\n2\n3\n4\n5');

    expect(await seen).toEqual(['1', '2', '3', '4', '5']);
  });

  it('decodes latin1 on request', async () => {
    const { ours, stranger } = await pair();

    stranger.end(Buffer.from([0xe9, 10]));

    expect(await all(ours.lines({ encoding: 'latin1' }))).toEqual(['é']);
  });

  it('ends with an error at a line that is too long, and lets the connection answer', async () => {
    const { ours, stranger } = await pair();
    const seen: string[] = [];
    ours.lines({ maxBytes: 3 }).subscribe({
      next: (line) => seen.push(line),
      error: (error: Error) => ours.end(`${error.message}\n`),
    });

    stranger.write('abc\nabcd\nabc\n');
    const answer = await textUntilEnd(stranger);

    expect(seen).toEqual(['abc']);
    expect(answer).toMatch(
      /^Expected lines of at most 3 bytes from 127\.0\.0\.1:\d+, but a longer one came\n$/,
    );
    stranger.end();
    expect(await firstValueFrom(ours.closed)).toEqual({ reason: 'ended', error: undefined });
  });

  it('marks a line that is too long, and goes on at the next one', async () => {
    const { ours, stranger } = await pair();

    stranger.end('one\nfar too long\ntwo\nagain too long');

    const lines = await all(ours.lines({ maxBytes: 3, whenTooLong: 'skip' }));
    expect(lines).toEqual(['one', new LineTooLong(3), 'two', new LineTooLong(3)]);
  });

  it('answers a peer that never sends a line break, without waiting for it', async () => {
    const { ours, stranger } = await pair();
    ours.lines({ maxBytes: 1000, whenTooLong: 'skip' }).subscribe((line) => {
      if (line instanceof LineTooLong) ours.end('too long');
    });

    const answer = textUntilEnd(stranger);
    stranger.write('x'.repeat(1001));

    expect(await answer).toBe('too long');
  });

  it('drops an unfinished line when the connection is reset', async () => {
    const { ours, stranger } = await pair();
    const lines: string[] = [];
    const whole = signal();
    const completion = new Promise<void>((resolve) =>
      ours.lines().subscribe({
        next: (line) => {
          lines.push(line);
          whole.ring();
        },
        complete: resolve,
      }),
    );
    stranger.write('whole\nhalf');
    await whole.until(() => lines.length > 0);

    stranger.resetAndDestroy();

    await completion;
    expect(lines).toEqual(['whole']);
  });

  it.each<[string, LineOptions, string]>([
    ['maxBytes', { maxBytes: 0 }, 'Expected maxBytes to be a whole number of at least 1, but got 0'],
    ['window', { window: 1.5 }, 'Expected window to be a whole number of at least 1, but got 1.5'],
  ])('refuses a bad %s at the call', async (_, options, message) => {
    const { ours } = await pair();

    expect(thrownBy(() => ours.lines(options))).toMatchObject({ code: 'ARGUMENT', message });
  });
});

describe('a window of lines', () => {
  it('holds the peer back until items are taken', async () => {
    const { ours, stranger } = await pair();
    // Several reads of the system's.
    const sent = Array.from({ length: 30_000 }, (_, index) => String(index));
    const seen: (string | LineTooLong)[] = [];
    const arrival = signal();
    let isDone = false;
    ours.lines({ window: 2 }).subscribe({
      next: (line) => {
        seen.push(line);
        arrival.ring();
      },
      complete: () => {
        isDone = true;
        arrival.ring();
      },
    });

    stranger.end(sent.map((line) => `${line}\n`).join(''));

    for (let handled = 0; handled < 50; handled += 1) {
      await arrival.until(() => seen.length === handled + 2);
      ours.taken();
    }
    expect(isDone).toBe(false);
    ours.taken(Infinity);
    await arrival.until(() => seen.length >= 53);
    while (!isDone) {
      ours.taken(20);
      await new Promise((resolve) => setImmediate(resolve));
    }
    expect(seen).toEqual(sent);
  });

  it('makes a flooding peer wait in its own memory, not in ours', async () => {
    const { ours, stranger } = await pair();
    let lines = 0;
    const stopped = signal();
    ours.lines({ window: 10 }).subscribe(() => {
      lines += 1;
      stopped.ring();
    });
    const megabyte = 'flood\n'.repeat(175_000);

    // More than all buffers of the system between the two together.
    for (let sent = 0; sent < 64; sent += 1) stranger.write(megabyte);
    await stopped.until(() => lines === 10);
    for (let turn = 0; turn < 50; turn += 1) await new Promise((resolve) => setImmediate(resolve));

    expect(lines).toBe(10);
    expect(stranger.writableLength).toBeGreaterThan(megabyte.length);
  });

  it('lets a handler take at once what it is handed', async () => {
    const { ours, stranger } = await pair();
    const seen: string[] = [];
    const source = ours.lines({ window: 1 });
    const completion = new Promise<void>((resolve) =>
      source.subscribe({
        next: (line) => {
          seen.push(line);
          ours.taken();
        },
        complete: resolve,
      }),
    );

    stranger.end('1\n2\n3\n4');

    await completion;
    expect(seen).toEqual(['1', '2', '3', '4']);
  });
});

describe('bytes', () => {
  it('emits what arrives and completes at half-close', async () => {
    const { ours, stranger } = await pair();

    stranger.end(Buffer.from([0, 255, 10, 13]));

    const bytes = await firstValueFrom(ours.bytes().pipe(toArray()));
    expect([...Buffer.concat(bytes)]).toEqual([0, 255, 10, 13]);
  });

  it('keeps what arrives while nobody reads', async () => {
    const { ours, stranger } = await pair();
    stranger.write('a');
    expect(Buffer.from(await firstValueFrom(ours.bytes())).toString()).toBe('a');

    stranger.end('b');
    await once(stranger, 'finish');

    expect(Buffer.concat(await all(ours.bytes())).toString()).toBe('b');
  });
});

describe('LineSplitter', () => {
  const text = 'añ☃😀\r\n\n€uro\nlast ☃';
  const lines = ['añ☃😀', '', '€uro', 'last ☃'];

  it.each([1, 2, 3, 5, 7])('keeps characters whole that arrive in pieces of %i bytes', (size) => {
    expect(split(Buffer.from(text), size, 100)).toEqual(lines);
  });

  it.each([1, 2, 3, 4, 5, 6, 7, 100])('finds the same limit in pieces of %i bytes', (size) => {
    const bytes = Buffer.from('four\r\nfour\nfive5\nfive5\r\nsix666666\r\nfour\r');

    const tooLong = new LineTooLong(4);
    expect(split(bytes, size, 4)).toEqual(['four', 'four', tooLong, tooLong, tooLong, 'four']);
  });

  it('replaces what is not UTF-8', () => {
    expect(split(Buffer.from([0xc3, 10, 0xff, 10]), 10, 10)).toEqual(['\ufffd', '\ufffd']);
  });

  it('keeps at most the longest line allowed', () => {
    const splitter = new LineSplitter(10, 'utf8');

    for (let sent = 0; sent < 1000; sent += 1) {
      splitter.push(Buffer.from('xxxx'));
      splitter.next();
    }

    expect(splitter.rest()).toHaveLength(0);
  });
});

function split(bytes: Buffer, size: number, maxBytes: number): (string | LineTooLong)[] {
  const splitter = new LineSplitter(maxBytes, 'utf8');
  const items: (string | LineTooLong)[] = [];
  for (let at = 0; at < bytes.length; at += size) {
    splitter.push(bytes.subarray(at, at + size));
    for (let item = splitter.next(); item !== undefined; item = splitter.next()) items.push(item);
  }
  const last = splitter.finish();
  return last === undefined ? items : [...items, last];
}
