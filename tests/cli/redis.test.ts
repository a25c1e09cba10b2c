// SPDX-License-Identifier: MIT
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { spawnSync } from 'node:child_process';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { CommandLine, NOTHING_LEFT, killAll } from './command-line';
import { LevelFolder } from './level-folder';
import { RedisServer, describeWithRedis, freePort, removeServers } from '../net/redis-server';

const levels = new LevelFolder();
const script = 'tutorial/redis-pubsub';
const pubsub = { script, arguments: { every: 0.1 } };
const level = levels.write('Redis', 'tutorial/redis-server', pubsub);
const emptyFolder = mkdtempSync(join(tmpdir(), 'empty-path-'));

afterEach(async () => {
  await killAll();
  await removeServers();
});
afterAll(() => {
  levels.remove();
  rmSync(emptyFolder, { recursive: true });
});

/** Plays a level with a Redis of our choice; none named means that the demo has to find one. */
function playWith(environment: NodeJS.ProcessEnv, file = level): CommandLine {
  return new CommandLine(['run', file, '--log', 'json'], { REDIS_URL: undefined, ...environment });
}

async function endWell(game: CommandLine): Promise<void> {
  const { code, stderr } = await game.interrupt();
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  expect(game.events.filter(({ severity }) => severity === 'error')).toEqual([]);
  expect(game.events.at(-1)).toMatchObject({ event: 'world.ended', left: NOTHING_LEFT });
}

async function hearNews(game: CommandLine, from = 0): Promise<void> {
  await game.event({ actor: script, message: 'listens to "news"' }, from);
  await game.event({ actor: script, message: 'heard: news, issue 1' }, from);
  await game.event({ event: 'actor.spawned', class: 'Character', label: 'Messenger' }, from);
  await game.event({ actor: script, message: 'heard: news, issue 3' }, from);
}

/** Whether a process is still there. */
function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

describeWithRedis('the Redis of the demo', () => {
  it('is the one that REDIS_URL names, if that is set; its password is not shown', async () => {
    const server = await RedisServer.start('--requirepass', 'hush-hush');
    const game = playWith({ REDIS_URL: `redis://:hush-hush@127.0.0.1:${server.port}` });

    expect(await game.event({ event: 'redis.chosen' })).toMatchObject({
      choice: 'REDIS_URL',
      message: 'Redis: the server that REDIS_URL names',
    });
    await hearNews(game);
    await endWell(game);
    expect(game.lines.join('\n')).not.toContain('hush-hush');
  });

  it('is a redis-server that it starts itself, if there is one, and that ends with it', async () => {
    const game = playWith({});

    const { message } = await game.event({ event: 'redis.chosen', choice: 'redis-server' });
    const [, path] = /started for this game at (\/\S+redis\.sock)$/.exec(message)!;
    await hearNews(game);
    const { stdout } = spawnSync('redis-cli', ['-s', path!, 'INFO', 'server'], { encoding: 'utf8' });
    const pid = Number(/process_id:(\d+)/.exec(stdout)![1]);
    expect(isAlive(pid)).toBe(true);
    await endWell(game);

    expect(existsSync(path!)).toBe(false);
    while (isAlive(pid)) await new Promise((resolve) => setImmediate(resolve));
  });

  it('ends with the game, also if that is killed without a last word', async () => {
    const game = playWith({});
    const { message } = await game.event({ event: 'redis.chosen', choice: 'redis-server' });
    const path = /\/\S+redis\.sock/.exec(message)![0];
    const { stdout } = spawnSync('redis-cli', ['-s', path, 'INFO', 'server'], { encoding: 'utf8' });
    const pid = Number(/process_id:(\d+)/.exec(stdout)![1]);
    expect(isAlive(pid)).toBe(true);

    await game.interrupt('SIGKILL');

    while (isAlive(pid)) await new Promise((resolve) => setImmediate(resolve));
    rmSync(dirname(path), { recursive: true });
  });

  it('is told to have ended, in one clear error, if somebody ends it', async () => {
    const game = playWith({});
    const { message } = await game.event({ event: 'redis.chosen' });
    await hearNews(game);

    spawnSync('redis-cli', ['-s', /\/\S+redis\.sock/.exec(message)![0], 'SHUTDOWN', 'NOSAVE']);

    await game.event({ event: 'task.failed', actor: 'tutorial/redis-server', task: 'redis' });
    expect(await game.interrupt()).toMatchObject({ code: 0 });
    expect(game.events.at(-1)).toMatchObject({ left: NOTHING_LEFT });
  });
});

describe('the Redis of the demo', () => {
  it('is a stand-in in the process, if there is no other', async () => {
    const game = playWith({ PATH: emptyFolder });

    expect(await game.event({ event: 'redis.chosen' })).toMatchObject({
      choice: 'stand-in',
      message:
        'Redis: a stand-in in this process, because REDIS_URL is not set and redis-server is not installed',
    });
    await hearNews(game);
    await endWell(game);
  });
});

describeWithRedis('redis-pubsub', () => {
  it('goes on where it was when the server was killed and is back', async () => {
    const server = await RedisServer.start();
    const game = playWith({ REDIS_URL: server.url });
    await hearNews(game);

    for (let times = 0; times < 2; times += 1) {
      const from = game.lines.length;
      await server.kill();
      await game.event(
        {
          actor: script,
          message: `no longer hears "news": Expected the connection to 127.0.0.1:${server.port} to last, but the server ended it`,
        },
        from,
      );
      await server.startAgain();
      await game.event({ actor: script, message: 'listens to "news" again' }, from);
      await server.ask('PUBLISH', 'news', `back ${times}`);
      await game.event({ actor: script, message: `heard: back ${times}` }, from);
    }
    await endWell(game);
  });

  it('spawns whom anybody asks for', async () => {
    const server = await RedisServer.start();
    const game = playWith({ REDIS_URL: server.url });
    await hearNews(game);

    await server.ask('PUBLISH', 'news', 'spawn Luke');

    await game.event({ event: 'actor.spawned', class: 'Character', label: 'Luke' });
    await endWell(game);
  });

  it('shares one connection that listens with all its like', async () => {
    const server = await RedisServer.start();
    const crowd = levels.write('Crowd', 'tutorial/redis-server', ...Array.from({ length: 20 }, () => pubsub));
    const game = playWith({ REDIS_URL: server.url }, crowd);
    const isListening = (line: string): boolean => / sub=[1-9]/.test(line);
    for (let told = 0, from = 0; told < 20; told += 1) {
      await game.event({ actor: script, message: 'listens to "news"' }, from);
      from = 1 + game.lines.findIndex((line, index) => index >= from && line.includes('listens to'));
    }

    const clients = await server.clients();

    expect(clients).toHaveLength(21);
    expect(clients.filter(isListening)).toHaveLength(1);
    await endWell(game);
    while ((await server.clients()).length > 0);
  });

  it('fails with one clear error if nobody is where REDIS_URL says', async () => {
    const port = await freePort();
    const game = playWith({ REDIS_URL: `redis://127.0.0.1:${port}` });

    const failed = await game.event({ event: 'task.failed', actor: script });

    expect(failed.message).toContain(`Expected a server at 127.0.0.1:${port}, but nothing listens there`);
    expect((await game.interrupt()).code).toBe(0);
  });
});

describe('broken-redis', () => {
  it('tells a done callback that nobody is there, and has a connection mended in mid-stream', async () => {
    const name = 'tutorial/broken-redis';
    const file = levels.write('Broken', { script: name, arguments: { open: 0.1, closed: 0.1 } });
    const game = playWith({}, file);

    await game.event({
      message: 'nobody failed: NetError: Expected a server at 127.0.0.1:1, but nothing listens there',
    });
    await game.event({ message: 'the connection is ready' });
    await game.event({ message: 'is answered at last: PONG' });
    await endWell(game);

    const said = game.events.filter(({ event, actor }) => event === 'log' && actor === name);
    const at = (pattern: RegExp): number => said.findIndex((line) => pattern.test(line.message));
    expect(at(/^Expected the connection to .* to last, but .*; attempt 1 in \d+ ms$/)).toBeGreaterThan(0);
    expect(at(/asks/)).toBeLessThan(at(/answered/));
  });

  it('leaves nothing, wherever it is when play ends', async () => {
    const name = 'tutorial/broken-redis';
    const file = levels.write('Broken', { script: name, arguments: { open: 0.05, closed: 100 } });
    const game = playWith({}, file);
    await game.event({ message: 'asks, though nobody is there' });

    await endWell(game);
  });
});
