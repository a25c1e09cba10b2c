// SPDX-License-Identifier: MIT
import * as fs from 'node:fs';
import * as path from 'node:path';
import { Client, utils } from 'ssh2';
import { execute, shell } from '../net/ssh-peers';
import { NOTHING_LEFT, killAll, play, type CommandLine } from './command-line';
import { LevelFolder } from './level-folder';

const levels = new LevelFolder();
const hostKeyFile = path.join(levels.path, 'ssh', 'host-key');
const authorizedKeysFile = path.join(levels.path, 'authorized_keys');
const key = utils.generateKeyPairSync('ed25519', { comment: 'anna@pc' });
fs.writeFileSync(authorizedKeysFile, key.public);
const script = 'tutorial/ssh-commands';

let game: CommandLine;
let client: Client;

async function begin(credentials: object): Promise<number> {
  const port = 0;
  const level = levels.write('Ssh', { script, arguments: { port, hostKeyFile, ...credentials } });
  game = play(level);
  return game.port(script);
}

async function logIn(port: number): Promise<void> {
  client = new Client();
  client.connect({ host: '127.0.0.1', port, username: 'anna', privateKey: key.private });
  await new Promise((resolve, reject) => client.on('ready', resolve as () => void).on('error', reject));
}

/** What a command answers. */
async function ask(command: string): Promise<{ code: number | undefined; out: string; err: string }> {
  const { closed, text, errors } = await execute(client, command);
  const { code } = await closed;
  return { code, out: text(), err: errors() };
}

afterEach(async () => {
  client?.destroy();
  await killAll();
});
afterAll(() => levels.remove());

describe('ssh-commands', () => {
  it('lists, spawns and destroys actors', async () => {
    await logIn(await begin({ authorizedKeysFile }));

    expect(await ask('actors')).toEqual({ code: 0, out: `${script} (Actor) at 0, 0, 0\n`, err: '' });
    expect(await ask('spawn "Han Solo"')).toEqual({ code: 0, out: 'spawned Han Solo\n', err: '' });
    expect((await ask('actors')).out).toMatch(/^Han Solo \(Character\) at /m);
    await game.event({ event: 'actor.spawned', class: 'Character', label: 'Han Solo' });
    expect(await ask("spawn 'Han Solo'")).toEqual({
      code: 1,
      out: '',
      err: 'expected a new label, but got "Han Solo"\n',
    });
    expect(await ask('destroy Han\\ Solo')).toEqual({ code: 0, out: 'destroyed Han Solo\n', err: '' });
    expect(await ask('destroy Leia')).toMatchObject({ code: 1 });
    expect((await ask('actors')).out).not.toMatch(/Han Solo/);
  });

  it('lists and cancels tasks', async () => {
    await logIn(await begin({ authorizedKeysFile }));
    await ask('spawn Luke');

    expect((await ask('tasks')).out).toMatch(/^ +walk Luke: running, waits for sleep until [\d.]+ s$/m);
    expect(await ask('cancel "walk Luke"')).toEqual({ code: 0, out: 'cancelled walk Luke\n', err: '' });

    expect((await ask('tasks')).out).not.toMatch(/walk Luke/);
    expect(await ask('cancel "walk Luke"')).toMatchObject({ code: 1 });
  });

  it('ends the game, and leaves nothing', async () => {
    await logIn(await begin({ authorizedKeysFile }));
    const { channel, read } = await shell(client, true);
    await read(/^Ssh> $/);

    channel.write('spawn Luke\rquit\r');

    const { code, stderr } = await game.ended;
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(game.events.filter(({ severity }) => severity === 'error')).toEqual([]);
    expect(game.events.at(-1)).toMatchObject({ event: 'world.ended', left: NOTHING_LEFT });
  });

  it('says that nobody may log in where no credentials are given', async () => {
    game = play(levels.write('Closed', { script, arguments: {} }), '--seconds', '1', '--speed', 'max');

    await game.event({
      actor: script,
      message: 'nobody may log in: set the script argument "authorizedKeysFile" or "password"',
    });
    expect((await game.ended).code).toBe(0);
  });
});
