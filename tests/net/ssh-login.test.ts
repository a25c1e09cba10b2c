// SPDX-License-Identifier: MIT
// Who may log in, and the key of the server.
import * as fs from 'node:fs';
import * as path from 'node:path';
import { utils } from 'ssh2';
import { listenSsh, type ListenSshOptions, type NetError } from '../../TypeScript/net';
import { failureOf, thrownBy } from './peers';
import {
  FOLDER,
  HOST_KEY,
  PASSWORD,
  closeSsh,
  loginOutcome,
  makeKey,
  removeKeys,
  sshServer,
} from './ssh-peers';

afterEach(closeSsh);
afterAll(removeKeys);

const BASE: ListenSshOptions = { port: 0, hostKeyFile: HOST_KEY, commands: {}, password: PASSWORD };
const WRONG = 'All configured authentication methods failed';

describe('listenSsh without credentials', () => {
  it.each([
    ['nothing', {}],
    ['an empty list of keys', { authorizedKeys: [] }],
    ['comments only', { authorizedKeys: '# anna\n\n' }],
    ['no passwords', { passwords: {} }],
  ])('refuses to start with %s', (_, credentials) => {
    const error = thrownBy(() => listenSsh({ ...BASE, password: undefined, ...credentials }));

    expect(error).toMatchObject({
      code: 'SSH_NO_CREDENTIALS',
      message: 'Expected at least one authorised key or password of those who may log in, but none is given',
    });
  });

  it('refuses to start with a file that has no key', async () => {
    const file = path.join(FOLDER, 'empty');
    fs.writeFileSync(file, '# nobody yet\n');

    const error = await failureOf(listenSsh({ ...BASE, password: undefined, authorizedKeysFile: file }));

    expect(error).toMatchObject({ code: 'SSH_NO_CREDENTIALS' });
  });

  it.each([
    ['an empty password', { password: '' }],
    ['an empty password of a user', { passwords: { anna: '' } }],
    ['a command with a blank', { commands: { 'rm -rf': {} } }],
    ['a command that is there already', { commands: { help: {} } }],
    ['no file for the host key', { hostKeyFile: '' }],
    ['no patience', { authTimeoutSeconds: 0 }],
    ['no connections', { maxConnections: 0 }],
  ])('refuses %s at the call', (_, options) => {
    expect(thrownBy(() => listenSsh({ ...BASE, ...options }))).toMatchObject({ code: 'ARGUMENT' });
  });
});

describe('the authorised keys', () => {
  it.each<[string, string, RegExp]>([
    ['what is no key', 'ssh-ed25519 nonsense', /^Expected authorised keys of the form "TYPE BASE64 COMMENT"/],
    ['a key with options', `from="10.0.0.1" ${makeKey().publicKey}`, /without options, but got "from=/],
    ['a private key', '', /./],
  ])('cannot be %s', async (_, given, message) => {
    const authorizedKeys = given === '' ? utils.generateKeyPairSync('ed25519').private : given;

    const error = await failureOf(listenSsh({ ...BASE, authorizedKeys }));

    expect(error.code).toBe('SSH_KEY_UNUSABLE');
    expect(error.message).toMatch(message);
    expect(error.message).not.toContain('\n');
  });

  it('cannot be in a file that is not there', async () => {
    const authorizedKeysFile = path.join(FOLDER, 'missing');

    const error = await failureOf(listenSsh({ ...BASE, authorizedKeysFile }));

    expect(error).toMatchObject({
      code: 'SSH_KEY_UNUSABLE',
      message: `Expected a file of authorised keys at ${authorizedKeysFile}, but the system said ENOENT`,
    });
  });

  it('let nobody in who only knows the public part', async () => {
    const key = makeKey();
    const server = await sshServer({ authorizedKeys: key.publicKey });
    const mine = utils.parseKey(fs.readFileSync(makeKey().file));
    const theirs = utils.parseKey(key.publicKey);
    if (mine instanceof Error || theirs instanceof Error) throw new Error('no key');
    // Shows the authorised key, and signs with another.
    const forged = Object.assign(Object.create(mine) as typeof mine, {
      getPublicSSH: () => theirs.getPublicSSH(),
    });

    const outcome = await loginOutcome(server.port, {
      privateKey: forged as never,
      authHandler: [{ type: 'publickey', username: 'anna', key: forged }] as never,
    });

    expect(outcome).toBe(WRONG);
  });
});

describe('passwords', () => {
  it('let in whoever knows the one of all', async () => {
    const server = await sshServer({ password: PASSWORD });

    expect(await loginOutcome(server.port, { password: PASSWORD })).toBe('ready');
    expect(await server.event('login')).toMatchObject({ user: 'anna', key: undefined });
  });

  it.each([
    ['his own', 'anna', 'one', 'ready'],
    ["somebody else's", 'anna', 'two', WRONG],
    ['the beginning of his own', 'anna', 'on', WRONG],
    ['more than his own', 'anna', 'one ', WRONG],
    ['none', 'anna', '', WRONG],
    ['that of a user nobody knows', 'mallory', 'one', WRONG],
    ['that of a user with a name of objects', 'constructor', 'one', WRONG],
    ['that of a user whose name would steer a terminal', '\x1b[2J', 'one', WRONG],
  ])('of users: %s', async (_, username, password, expected) => {
    const server = await sshServer({ passwords: { anna: 'one', bert: 'two' } });

    const given = { username, authHandler: [{ type: 'password' as const, username, password }] };
    expect(await loginOutcome(server.port, given)).toBe(expected);
  });

  it('are not asked for where only keys are given', async () => {
    const server = await sshServer({ authorizedKeys: makeKey().publicKey });

    expect(await loginOutcome(server.port, { password: PASSWORD })).toBe(WRONG);
  });

  it('may be tried so many times', async () => {
    const server = await sshServer({ maxAuthTries: 3 });
    let tried = 0;
    const authHandler = (_left: unknown, _partial: unknown, next: (method: object) => void): void => {
      tried += 1;
      next({ type: 'password', username: 'anna', password: `guess ${tried}` });
    };

    const outcome = await loginOutcome(server.port, { authHandler: authHandler as never });

    expect(outcome).not.toBe('ready');
    expect(await server.event('refused')).toMatchObject({
      address: '127.0.0.1',
      reason: 'it failed to log in 3 times',
      total: 1,
    });
    expect(tried).toBe(3);
  });
});

describe('the host key', () => {
  it('is made once, for its owner only, in a folder that need not be there', async () => {
    const hostKeyFile = path.join(FOLDER, 'a', 'b', 'key');

    const first = await sshServer({ hostKeyFile });
    const second = await sshServer({ hostKeyFile });

    expect(first.fingerprint).toMatch(/^SHA256:[\w+/]{43}$/);
    expect(second.fingerprint).toBe(first.fingerprint);
    expect(fs.statSync(hostKeyFile).mode & 0o777).toBe(0o600);
    expect(fs.readdirSync(path.dirname(hostKeyFile))).toEqual(['key']);
  });

  it.each<[string, (file: string) => void, RegExp]>([
    [
      'is no key',
      (file) => fs.writeFileSync(file, 'nonsense', { mode: 0o600 }),
      /^Expected a private key in .*key, but it is none: /,
    ],
    [
      'is a public key',
      (file) => fs.writeFileSync(file, makeKey().publicKey, { mode: 0o600 }),
      /, but it is a public key$/,
    ],
    [
      'is readable by others',
      (file) => fs.writeFileSync(file, 'nonsense', { mode: 0o644 }),
      /^Expected .*key to be readable by its owner only, but its mode is 644$/,
    ],
    ['is a folder', (file) => fs.mkdirSync(file, { mode: 0o700 }), /but the system said EISDIR$/],
  ])('is refused if it %s', async (_, make, message) => {
    const hostKeyFile = path.join(fs.mkdtempSync(path.join(FOLDER, 'host-')), 'key');
    make(hostKeyFile);

    const error = await failureOf(listenSsh({ ...BASE, hostKeyFile }));

    expect(error).toMatchObject<Partial<NetError>>({ code: 'SSH_KEY_UNUSABLE' });
    expect(error.message).toMatch(message);
  });

  it('cannot be kept where a file is in the place of the folder', async () => {
    const file = path.join(FOLDER, 'file');
    fs.writeFileSync(file, '');

    const error = await failureOf(listenSsh({ ...BASE, hostKeyFile: path.join(file, 'key') }));

    expect(error.code).toBe('SSH_KEY_UNUSABLE');
    expect(error.message).toMatch(/but the system said E(NOTDIR|EXIST)$/);
  });
});
