// SPDX-License-Identifier: MIT
import dgram, { type Socket } from 'node:dgram';
import dns from 'node:dns';
import { once } from 'node:events';
import { resolveHost, resolveRecords, type NetError } from '../../TypeScript/net';
import { all, failureOf, thrownBy } from './peers';

const closers: (() => void)[] = [];

afterEach(() => {
  jest.restoreAllMocks();
  for (const close of closers.splice(0)) close();
});

/** A DNS server that gives one answer: the data of records, a response code, or nothing. */
async function dnsServer(answer: Buffer[] | number | 'silence' | 'garbage'): Promise<{
  server: string;
  asked: Promise<unknown>;
}> {
  const socket: Socket = dgram.createSocket('udp4');
  closers.push(() => socket.close());
  socket.on('message', (question, { address, port }) => {
    if (answer === 'silence') return;
    if (answer === 'garbage') return socket.send(question.subarray(0, 7), port, address);
    const records = typeof answer === 'number' ? [] : answer;
    const end = 12 + question.subarray(12).indexOf(0) + 5;
    const head = Buffer.from(question.subarray(0, end));
    head.writeUInt16BE(0x8180 | (typeof answer === 'number' ? answer : 0), 2);
    head.writeUInt16BE(records.length, 6);
    head.writeUInt32BE(0, 8);
    const kind = head.readUInt16BE(end - 4);
    const bodies = records.map((data) => {
      const record = Buffer.from([0xc0, 12, 0, kind, 0, 1, 0, 0, 0, 1, 0, data.length]);
      return Buffer.concat([record, data]);
    });
    socket.send(Buffer.concat([head, ...bodies]), port, address);
  });
  const asked = once(socket, 'message');
  socket.bind(0, '127.0.0.1');
  await once(socket, 'listening');
  return { server: `127.0.0.1:${socket.address().port}`, asked };
}

/** Timers and questions that are under way, those of the tests themselves among them. */
function handles(): string[] {
  return process.getActiveResourcesInfo().filter((name) => /Timeout|QUERY/.test(name));
}

/** A name as DNS writes it. */
function label(name: string): Buffer {
  const parts = name.split('.').map((part) => Buffer.concat([Buffer.from([part.length]), Buffer.from(part)]));
  return Buffer.concat([...parts, Buffer.from([0])]);
}

describe('resolveHost', () => {
  it('does nothing before someone subscribes', () => {
    const lookup = jest.spyOn(dns, 'lookup');

    resolveHost('localhost');

    expect(lookup).not.toHaveBeenCalled();
  });

  it('gives the addresses of a name, and completes', async () => {
    const [addresses] = await all(resolveHost('localhost', { family: 4 }));

    expect(addresses).toEqual(expect.arrayContaining([{ address: '127.0.0.1', family: 4 }]));
  });

  it('gives an address as its own answer', async () => {
    expect(await all(resolveHost('::1'))).toEqual([[{ address: '::1', family: 6 }]]);
  });

  it('says that there is no such host', async () => {
    expect(await failureOf(resolveHost('nowhere.invalid'))).toMatchObject({
      code: 'HOST_NOT_FOUND',
      message: 'Expected host "nowhere.invalid" to have an address, but its name was not found',
    });
  });

  it('says when the system does not answer in time', async () => {
    jest.spyOn(dns, 'lookup').mockReturnValue(undefined);

    expect(await failureOf(resolveHost('slow.example', { timeoutSeconds: 0.01 }))).toMatchObject({
      code: 'RESOLVE_TIMEOUT',
      message: 'Expected an answer about host "slow.example", but none came for 0.01 s',
    });
  });

  it('drops the answer to a question that was unsubscribed', () => {
    const lookup = jest.spyOn(dns, 'lookup').mockReturnValue(undefined);
    const emitted: unknown[] = [];
    const before = handles();
    const subscription = resolveHost('late.example').subscribe((addresses) => emitted.push(addresses));

    subscription.unsubscribe();
    const answer = lookup.mock.calls[0]!.at(-1) as unknown as (error: null, addresses: unknown[]) => void;
    answer(null, [{ address: '192.0.2.1', family: 4 }]);

    expect(emitted).toEqual([]);
    expect(handles()).toEqual(before);
  });

  it.each<[string, () => unknown]>([
    ['a name with blanks', () => resolveHost('a b')],
    ['a family that there is not', () => resolveHost('localhost', { family: 5 as 4 })],
    ['no time at all', () => resolveHost('localhost', { timeoutSeconds: 0 })],
  ])('refuses %s', (_, call) => {
    expect(thrownBy(call)).toMatchObject({ code: 'ARGUMENT' });
  });
});

describe('resolveRecords', () => {
  it('gives the records of one kind', async () => {
    const { server } = await dnsServer([Buffer.from([192, 0, 2, 1]), Buffer.from([192, 0, 2, 2])]);

    const records = await all(resolveRecords('game.example', 'A', { servers: [server] }));

    expect(records.map((list) => [...list].sort())).toEqual([['192.0.2.1', '192.0.2.2']]);
  });

  it('reads services', async () => {
    const place = Buffer.from([0, 10, 0, 5, 0x1f, 0x90]);
    const { server } = await dnsServer([Buffer.concat([place, label('one.example')])]);

    const records = resolveRecords('_game._tcp.example', 'SRV', { servers: [server] });

    expect(await all(records)).toEqual([
      [expect.objectContaining({ name: 'one.example', port: 8080, priority: 10, weight: 5 })],
    ]);
  });

  it('joins the parts of a text', async () => {
    const { server } = await dnsServer([Buffer.from('\x05hello\x06 world')]);

    expect(await all(resolveRecords('game.example', 'TXT', { servers: [server] }))).toEqual([
      ['hello world'],
    ]);
  });

  it.each<[string, number | Buffer[], string, string]>([
    ['a name that is not there', 3, 'HOST_NOT_FOUND', 'its name was not found'],
    ['a name without such a record', [], 'HOST_NOT_FOUND', 'it has none'],
    ['a server that fails', 2, 'RESOLVE_FAILED', 'the system said ESERVFAIL'],
  ])('says so for %s', async (_, answer, code, came) => {
    const { server } = await dnsServer(answer);

    const error = await failureOf(resolveRecords('game.example', 'A', { servers: [server] }));

    expect(error).toMatchObject({ code });
    expect(error.message.endsWith(`but ${came}`)).toBe(true);
  });

  it.each([
    ['silence', 'RESOLVE_TIMEOUT'],
    ['garbage', 'RESOLVE_FAILED'],
  ] as const)('says that no answer came from a server of %s', async (kind, code) => {
    const { server } = await dnsServer(kind);

    const records = resolveRecords('game.example', 'AAAA', { servers: [server], timeoutSeconds: 0.05 });

    expect((await failureOf(records)).code).toBe(code);
  });

  it('stops the question when unsubscribed, and says nothing more', async () => {
    const { server, asked } = await dnsServer('silence');
    const said: unknown[] = [];
    const before = handles();
    const subscription = resolveRecords('game.example', 'A', { servers: [server] }).subscribe({
      next: (records) => said.push(records),
      error: (error: NetError) => said.push(error),
    });
    await asked;

    subscription.unsubscribe();
    await new Promise((resolve) => setImmediate(resolve));

    expect(said).toEqual([]);
    expect(handles()).toEqual(before);
  });

  it.each<[string, () => unknown]>([
    ['a server by name', () => resolveRecords('a.example', 'A', { servers: ['dns.example'] })],
    ['a kind that is not read', () => resolveRecords('a.example', 'MX' as 'A')],
  ])('refuses %s', (_, call) => {
    expect(thrownBy(call)).toMatchObject({ code: 'ARGUMENT' });
  });
});
