// SPDX-License-Identifier: MIT
// With OpenSSH's own client.
import { spawnSync } from 'node:child_process';
import * as fs from 'node:fs';
import { firstValueFrom } from 'rxjs';
import {
  OpenSsh,
  closeSsh,
  describeOpenSsh,
  makeKey,
  removeKeys,
  sshServer,
  type SshServer,
} from './ssh-peers';

afterEach(closeSsh);
afterAll(removeKeys);

describeOpenSsh('listenSsh and ssh', () => {
  const key = makeKey();
  let server: SshServer;

  beforeEach(async () => {
    server = await sshServer({ authorizedKeys: key.publicKey });
  });

  const ssh = (...args: string[]): OpenSsh => new OpenSsh(server, key.file, args);

  it.each([
    ['a command', 'say hello', { code: 0, out: 'hello\n', err: '' }],
    ['words in quotes', `say "Han Solo" 'a "b"' c\\ d`, { code: 0, out: 'Han Solo|a "b"|c d\n', err: '' }],
    ['a command that fails', 'say nonsense', { code: 1, out: '', err: 'that is nonsense\n' }],
    ['a program', '/bin/sh -c id', { code: 127, out: '', err: 'unknown command "/bin/sh": try help\n' }],
    ['too few words', 'pair one', { code: 2, out: '', err: 'usage: pair ONE TWO\n' }],
    ['too many words', 'pair one two three', { code: 2, out: '', err: 'usage: pair ONE TWO\n' }],
    ['a quote that is not closed', 'say "a', { code: 2, out: '', err: 'a quote is not closed\n' }],
    [
      'a line that is too long',
      `say ${'x'.repeat(5000)}`,
      { code: 2, out: '', err: 'a line has at most 4096 bytes\n' },
    ],
  ])('answers %s', async (_, line, outcome) => {
    expect(await ssh('127.0.0.1', line).ended).toEqual(outcome);
  });

  it('tells who logged in with which key, and when he left', async () => {
    await ssh('127.0.0.1', 'say hello').ended;

    const who = { connection: expect.any(Number), user: 'anna', key: 'anna@pc' };
    expect(await server.event('login')).toMatchObject({ ...who, address: '127.0.0.1' });
    expect(await server.command(0)).toMatchObject({
      name: 'say',
      arguments: ['hello'],
      user: 'anna',
      key: 'anna@pc',
    });
    expect(await server.event('logout')).toEqual({ type: 'logout', ...who, reason: 'ended' });
  });

  it('lists the commands', async () => {
    const { out } = await ssh('127.0.0.1', 'help').ended;

    expect(out).toBe(
      'say WORD...   says it again\nwait          answers when the test does\npair ONE TWO\nhelp          lists the commands\nexit          ends the session\n',
    );
  });

  it('runs lines that are piped in, in order, and ends with the code of the last', async () => {
    const client = ssh('-T', '127.0.0.1');

    client.child.stdin.end('say one\r\n\nsay two\nno-such-thing\nsay three\nsay nonsense');

    expect(await client.ended).toEqual({
      code: 1,
      out: 'one\ntwo\nthree\n',
      err: 'unknown command "no-such-thing": try help\nthat is nonsense\n',
    });
  });

  it('has a prompt, an echo and an exit on a terminal', async () => {
    const client = ssh('-tt', '127.0.0.1');
    await client.read(/^> $/);

    client.child.stdin.write('say hellp\x7fo\r');
    await client.read(/\r\nhello\r\n> $/);
    client.child.stdin.write('exit\r');

    expect(await client.ended).toMatchObject({
      code: 0,
      out: '> say hellp\b \bo\r\nhello\r\n> exit\r\n',
    });
  });

  it('tells a command that Ctrl-C was pressed, and asks for the next', async () => {
    const client = ssh('-tt', '127.0.0.1');
    client.child.stdin.write('wait\r');
    const command = await server.command(0);

    client.child.stdin.write('\x03');

    expect(await firstValueFrom(command.ended)).toBe('interrupted');
    expect(command.reply('too late')).toBe(false);
    await client.read(/wait\r\n\^C\r\n> $/);
  });

  it('tells a command that its user is gone', async () => {
    const client = ssh('127.0.0.1', 'wait');
    const command = await server.command(0);

    client.child.kill('SIGKILL');

    expect(await firstValueFrom(command.ended)).toBe('disconnected');
    expect(command.isOpen).toBe(false);
  });

  it('takes no other key', async () => {
    const other = makeKey('mallory');

    const { code, err } = await new OpenSsh(server, other.file, ['127.0.0.1', 'help']).ended;

    expect(code).toBe(255);
    expect(err).toMatch(/Permission denied \(publickey\)/);
    expect(server.events.filter(({ type }) => type === 'login')).toEqual([]);
  });

  it.each(['rsa', 'ecdsa'])('takes keys of type %s', async (type) => {
    const file = `${key.file}-${type}`;
    spawnSync('ssh-keygen', [
      ...['-q', '-t', type, '-N', ''],
      ...(type === 'rsa' ? ['-b', '2048'] : []),
      '-C',
      type,
      '-f',
      file,
    ]);
    const own = await sshServer({ authorizedKeysFile: `${file}.pub` });

    expect(await new OpenSsh(own, file, ['127.0.0.1', 'say hello']).ended).toMatchObject({
      code: 0,
      out: 'hello\n',
    });
    fs.rmSync(file);
  });

  it('takes no RSA signature over SHA-1', async () => {
    const file = `${key.file}-sha1`;
    spawnSync('ssh-keygen', ['-q', '-t', 'rsa', '-b', '2048', '-N', '', '-f', file]);
    const own = await sshServer({ authorizedKeysFile: `${file}.pub` });

    const old = new OpenSsh(own, file, ['-o', 'PubkeyAcceptedAlgorithms=ssh-rsa', '127.0.0.1', 'say hello']);

    expect(await old.ended).toMatchObject({ code: 255, out: '' });
  });

  it('is the same server after a restart', async () => {
    server.subscription.unsubscribe();
    server = await sshServer({ authorizedKeys: key.publicKey, port: server.port });

    // ssh would refuse another host key.
    expect(await ssh('127.0.0.1', 'say hello').ended).toMatchObject({ code: 0, out: 'hello\n' });
  });

  it('shows the fingerprint that users compare', async () => {
    const { err } = await ssh('-v', '127.0.0.1', 'say hello').ended;

    expect(err).toContain(`Server host key: ssh-ed25519 ${server.fingerprint}`);
  });

  it.each([
    [
      'to forward to another place',
      ['-W', '127.0.0.1:22', '127.0.0.1'],
      /administratively prohibited|open failed/,
    ],
    [
      'to forward from here',
      ['-N', '-R', '0:127.0.0.1:22', '-o', 'ExitOnForwardFailure=yes', '127.0.0.1'],
      /remote port forwarding failed/,
    ],
    ['for files', ['-s', '127.0.0.1', 'sftp'], /subsystem request failed/],
  ])('refuses requests %s', async (_, args, message) => {
    const { code, err } = await ssh(...args).ended;

    expect(code).toBe(255);
    expect(err).toMatch(message);
  });

  it('drops variables of the environment', async () => {
    const client = ssh('-o', 'SetEnv=NODE_OPTIONS=--inspect', '127.0.0.1', 'say hello');

    expect(await client.ended).toMatchObject({ code: 0, out: 'hello\n' });
  });

  it('makes a client wait that pipes in more than is done', async () => {
    const client = ssh('-T', '127.0.0.1');
    client.child.stdin.end('wait\n' + 'say more\n'.repeat(2000));
    const command = await server.command(0);

    command.end('first');

    const { code, out } = await client.ended;
    expect({ code, lines: out.split('\n').length }).toEqual({ code: 0, lines: 2002 });
  });
});
