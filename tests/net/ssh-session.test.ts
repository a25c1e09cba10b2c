// SPDX-License-Identifier: MIT
import { firstValueFrom } from 'rxjs';
import { closeSsh, execute, refusal, removeKeys, shell, sshClient, sshServer } from './ssh-peers';

afterEach(closeSsh);
afterAll(removeKeys);

describe('a command over SSH', () => {
  it('answers in its own time, in several parts', async () => {
    const server = await sshServer();
    const { read, closed, errors } = await execute(await sshClient(server.port), 'wait');
    const command = await server.command(0);

    expect(command.reply('one')).toBe(true);
    await read(/^one\n$/);
    command.reply('two\nthree');
    command.fail('not four');

    expect(await closed).toEqual({ code: 1 });
    expect(await read(/^one\ntwo\nthree\n$/)).toBeDefined();
    expect(errors()).toBe('not four\n');
    expect(await firstValueFrom(command.ended)).toBe('answered');
  });

  it('is over after its end', async () => {
    const server = await sshServer();
    const { closed, text, errors } = await execute(await sshClient(server.port), 'wait');
    const command = await server.command(0);

    command.end('done');
    command.fail('no');
    command.end('again');

    expect([command.isOpen, command.reply('late')]).toEqual([false, false]);
    expect(await closed).toEqual({ code: 0 });
    expect([text(), errors()]).toEqual(['done\n', '']);
  });

  it('prints nothing that steers a terminal', async () => {
    const server = await sshServer();
    const { closed, text } = await execute(await sshClient(server.port), 'wait');

    (await server.command(0)).end('Luke\x1b[2J\tLeia\u202e\r\nHan\x9b');

    await closed;
    expect(text()).toBe('Luke\\u{1b}[2J\tLeia\\u{202e}\nHan\\u{9b}\n');
  });

  it('gets no other command while it runs, and the next ones after it', async () => {
    const server = await sshServer();
    const { channel, read } = await shell(await sshClient(server.port), false);

    channel.write('wait\nsay two\nwait\n');
    const first = await server.command(0);
    expect(server.events.filter(({ type }) => type === 'command')).toHaveLength(1);
    first.end('one');

    await read(/^one\ntwo\n$/);
    (await server.command(2)).end('three');
    await read(/^one\ntwo\nthree\n$/);
  });

  it('runs beside those of other sessions', async () => {
    const server = await sshServer();
    const client = await sshClient(server.port);
    const waiting = await execute(client, 'wait');

    const other = await execute(client, 'say hello');

    await other.read(/hello/);
    (await server.command(0)).end('late');
    await waiting.read(/late/);
  });

  it('hears when its session is closed', async () => {
    const server = await sshServer();
    const { channel } = await execute(await sshClient(server.port), 'wait');
    const command = await server.command(0);

    channel.close();

    expect(await firstValueFrom(command.ended)).toBe('disconnected');
  });

  it('hears when the server is closed', async () => {
    const server = await sshServer();
    const { closed } = await execute(await sshClient(server.port), 'wait');
    const command = await server.command(0);

    server.subscription.unsubscribe();

    expect(await firstValueFrom(command.ended)).toBe('disconnected');
    expect(await closed).toEqual({ code: undefined });
  });
});

describe('a terminal over SSH', () => {
  it('keeps what is typed ahead, up to the length of a line', async () => {
    const server = await sshServer({ maxLineBytes: 20 });
    const { channel, read } = await shell(await sshClient(server.port), true);
    channel.write('wait\r');
    const command = await server.command(0);

    channel.write(`say ahead\r${'x'.repeat(100)}`);
    await read(/\x07/);
    command.end();

    await read(/> say ahead\r\nahead\r\n> x{10}$/);
  });

  it('says that a line is too long', async () => {
    const server = await sshServer({ maxLineBytes: 5 });
    const { channel, read } = await shell(await sshClient(server.port), true);

    channel.write('say hello\rhelp\r');

    await read(/say h\x07\r\na line has at most 5 bytes\r\n> help\r\n/);
  });

  it('forgets what is typed ahead at Ctrl-C', async () => {
    const server = await sshServer();
    const { channel, read } = await shell(await sshClient(server.port), true);
    channel.write('wait\r');
    const command = await server.command(0);

    channel.write('say no\r');
    channel.write('say not\r\x03say yes\r');
    await firstValueFrom(command.ended);

    expect(await read(/yes\r\n> $/)).not.toMatch(/no/);
  });

  it.each([
    ['Ctrl-D', '\x04'],
    ['exit', 'exit\r'],
  ])('is left with %s', async (_, keys) => {
    const server = await sshServer();
    const { channel, closed } = await shell(await sshClient(server.port), true);

    channel.write(keys);

    expect(await closed).toEqual({ code: 0 });
  });

  it('shows errors in the one stream it has', async () => {
    const server = await sshServer();
    const { channel, read, errors } = await shell(await sshClient(server.port), true);

    channel.write('nothing\r');

    await read(/unknown command "nothing": try help\r\n> $/);
    expect(errors()).toBe('');
  });

  it('has a prompt of its own', async () => {
    const server = await sshServer({ prompt: 'world# ' });

    const { read } = await shell(await sshClient(server.port), true);

    await read(/^world# $/);
  });
});

describe('what a session does not have', () => {
  it.each<
    [string, (client: Awaited<ReturnType<typeof sshClient>>, done: (error?: Error | null) => void) => void]
  >([
    ['a way to other hosts', (client, done) => client.forwardOut('127.0.0.1', 0, '127.0.0.1', 22, done)],
    ['ports for others', (client, done) => client.forwardIn('127.0.0.1', 0, done)],
    ['sockets', (client, done) => client.openssh_forwardOutStreamLocal('/run/x', done)],
    ['sockets for others', (client, done) => client.openssh_forwardInStreamLocal('/run/x', done)],
    ['files', (client, done) => client.sftp(done)],
    ['other subsystems', (client, done) => client.subsys('netconf', done)],
    ['windows', (client, done) => client.exec('say x', { x11: true }, done)],
    ['agents', (client, done) => client.exec('say x', { agentForward: true } as object, done)],
  ])('%s', async (_, request) => {
    const server = await sshServer();
    const client = await sshClient(server.port, { agent: '/nowhere' });

    expect(await refusal((done) => request(client, done))).not.toBe('accepted');
    expect(server.events.filter(({ type }) => type === 'command')).toEqual([]);
  });
});
