// SPDX-License-Identifier: MIT
import { actorScript, type TaskScope } from 'transient-loop';
import { LineTooLong, listenTcp, type TcpConnection } from 'transient-loop/net';

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
  if (label === '') return 'refused: a name has at least one letter';
  if (UNPRINTABLE.test(label)) return 'refused: a name has printable characters only';

  const limit = self.argument('maxActors', 1000);
  if (self.world!.actors().length >= limit) return `refused: the world is full, ${limit} actors are in it`;
  self.world!.spawn({ class: 'Character', label });
  return `spawned ${label}`;
}

/** Controls, half characters, marks that turn the direction of writing, and what was no UTF-8. */
const UNPRINTABLE = /[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufffd]/u;
