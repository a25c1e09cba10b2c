// SPDX-License-Identifier: MIT
import { actorScript, type TaskScope } from 'transient-loop';
import { LineTooLong, listenTcp, type TcpConnection } from 'transient-loop/net';
import { spawnCharacter } from './spawn-character';

/** A TCP server in the world: each line that a client sends spawns a Character with that label. */
export default actorScript(function* (self) {
  const port = self.argument('port', 8885);
  self.subscribe(listenTcp({ port, maxConnections: 4096 }), (event) => {
    if (event.type === 'listening') {
      const { address, port } = event;
      self.emit('listening', `listening on ${address}:${port}`, { name: self.actor?.label, address, port });
    } else if (event.type === 'connection') {
      const { connection } = event;
      self.spawn((client) => serve(client, connection), { name: `client ${connection.id}` });
    } else {
      self.log(`turned a client away: ${event.reason}`);
    }
  });
});

/** One client, a task of its own. */
function* serve(self: TaskScope, connection: TcpConnection) {
  self.log(`connected from ${connection.remoteAddress}:${connection.remotePort}`);
  self.subscribe(connection.closed, ({ reason }) => self.log(`disconnected: ${reason}`));

  // A window of lines: a client that sends faster than the world ticks is made to wait.
  const lines = connection.lines({ maxBytes: 64, whenTooLong: 'skip', window: 8 });
  yield* self.subscribe(lines, (line) => {
    connection.taken();
    connection.write(`${answer(self, line)}\n`);
  });
  connection.end();
}

function answer(self: TaskScope, line: string | LineTooLong): string {
  if (line instanceof LineTooLong) return `refused: a name has at most ${line.maxBytes} bytes`;
  const label = line.trim();
  const refusal = spawnCharacter(self, label);
  return refusal === undefined ? `spawned ${label}` : `refused: ${refusal}`;
}
