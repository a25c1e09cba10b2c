// SPDX-License-Identifier: MIT
// The page begins with an example.
import { once } from 'node:events';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { createTestWorld } from 'transient-loop/testing/world';
import { FOLDER, closeSsh, execute, makeKey, removeKeys, sshClient, shell } from '../net/ssh-peers';
import { firstExampleOf } from './example';

let world: Awaited<ReturnType<typeof createTestWorld>> | undefined;

afterEach(async () => {
  await world?.end();
  await closeSsh();
});
afterAll(removeKeys);

describe('docs/ssh.md', () => {
  it('begins with an example that runs', async () => {
    const key = makeKey();
    const keys = {
      authorizedKeysFile: path.join(FOLDER, 'authorized'),
      hostKeyFile: path.join(FOLDER, 'own'),
    };
    fs.writeFileSync(keys.authorizedKeysFile, key.publicKey);
    const script = firstExampleOf('docs/ssh.md');
    const made = await createTestWorld({
      actors: [{ label: 'Gate', script, arguments: { port: 0, ...keys } }],
    });
    world = made;
    const logged = (pattern: RegExp): string | undefined =>
      made.log
        .find({ event: 'log' })
        .map(({ message }) => pattern.exec(message)?.[1])
        .find(Boolean);
    const until = async (holds: () => boolean): Promise<void> => {
      for (let turn = 0; !holds(); turn += 1) {
        if (turn > 20_000) throw new Error('nothing came');
        await new Promise((resolve) => setImmediate(resolve));
        await made.tick();
      }
    };

    await until(() => logged(/^listening on (\d+)/) !== undefined);
    const port = Number(logged(/^listening on (\d+)/));
    let client: Awaited<ReturnType<typeof sshClient>> | undefined;
    sshClient(port, { privateKey: fs.readFileSync(key.file) }).then((ready) => (client = ready));
    await until(() => client !== undefined);
    const answers = await Promise.all([execute(client!, 'actors'), execute(client!, 'countdown 2')]);
    const { channel, text } = await shell(client!, true);
    channel.write('countdown 1000\r');
    await until(() => text().includes('1000 …'));
    channel.write('\x03exit\r');
    const [actors, countdown] = answers;
    await until(() => text().includes('exit') && countdown.text().includes('lift-off'));

    expect(actors.text()).toBe('Gate\n');
    expect(countdown.text()).toBe('2 …\n1 …\nlift-off\n');
    made.expectNoErrors();
    // Else the world would count the client's socket too, which is of the same process.
    client!.end();
    await once(client!, 'close');
    await made.endPlay();
    made.expectNothingLeft();
  });
});
