// SPDX-License-Identifier: MIT
import { actorScript, type Task, type TaskScope } from 'transient-loop';
import { connectRedis, listenTcp, type RedisStatus } from 'transient-loop/net';

/** Two connections that break: one that nobody answers, told by a done callback, and one that is mended in mid-stream. */
export default actorScript(function* (self) {
  const nobody = self.spawn(function* nobody(task) {
    yield* task.subscribe(connectRedis({ port: self.argument('nobodyAt', 1) }));
  });
  nobody.onDone((task: Task) => self.log(`${task.name} ${task.state}: ${String(task.error)}`));

  yield* mended(self);
});

function* mended(self: TaskScope) {
  const opening = self.start((task, ready: (port: number) => void) => tavern(task, 0, ready));
  const port = yield* opening;
  let state: RedisStatus['state'] = 'connecting';
  self.subscribe(connectRedis({ port, maxDelaySeconds: 0.5 }), (redis) => {
    self.subscribe(redis.status, (status) => {
      state = status.state;
      self.log(told(status));
    });
    self.spawn(function* asking(task) {
      yield* task.until(() => state === 'reconnecting');
      self.log('asks, though nobody is there');
      yield* task.subscribe(redis.command('PING'), (reply) =>
        self.log(`is answered at last: ${String(reply)}`),
      );
    });
  });

  yield* self.until(() => state === 'ready');
  yield* self.sleep(self.argument('open', 2));
  opening.task.cancel('closing time');
  yield* self.until(() => state === 'reconnecting');
  yield* self.sleep(self.argument('closed', 1));
  yield* self.start((task, ready: (port: number) => void) => tavern(task, port, ready));
}

function told(status: RedisStatus): string {
  if (status.state !== 'reconnecting') return `the connection is ${status.state}`;
  const { attempt, delaySeconds, error } = status;
  return `${error.message}; attempt ${attempt} in ${Math.round(delaySeconds * 1000)} ms`;
}

/** All of a Redis server that this needs: it says PONG. */
function* tavern(self: TaskScope, port: number, ready: (port: number) => void) {
  yield* self.subscribe(listenTcp({ port }), (event) => {
    if (event.type === 'listening') ready(event.port);
    if (event.type !== 'connection') return;
    const { connection } = event;
    self.subscribe(connection.lines(), (line) => {
      if (line.toUpperCase() === 'PING') connection.write('+PONG\r\n');
    });
  });
}
