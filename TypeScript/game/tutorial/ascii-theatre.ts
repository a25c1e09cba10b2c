// SPDX-License-Identifier: MIT
import { actorScript, type TaskScope } from 'transient-loop';
import { listenTcp, type TcpConnection } from 'transient-loop/net';
import { film } from './ascii-theatre/film';
import { nowShowing } from './ascii-theatre/now-showing';

const CLEAR = '\x1b[2J';
const HOME = '\x1b[H';

/** A TCP server that plays a film to any number of clients, each from the beginning. */
export default actorScript(function* (self) {
  const port = self.argument('port', 8886);
  try {
    yield* self.subscribe(listenTcp({ port, maxConnections: 4096 }), (event) => {
      if (event.type === 'listening') {
        const { address, port } = event;
        nowShowing.port = port;
        self.emit('listening', `listening on ${address}:${port}`, { name: self.actor?.label, address, port });
      } else if (event.type === 'connection') {
        const { connection } = event;
        self.spawn((client) => play(client, connection), { name: `client ${connection.id}` });
      } else {
        self.log(`sold out: ${event.reason}`);
      }
    });
  } finally {
    nowShowing.port = undefined;
  }
});

/** One performance, a task of its own. It ends with the film, or with the client. */
function* play(self: TaskScope, connection: TcpConnection) {
  self.log(`plays to ${connection.remoteAddress}:${connection.remotePort}`);
  self.subscribe(connection.closed, ({ reason }) => self.task.cancel(`the client is gone: ${reason}`), {
    background: true,
  });
  try {
    connection.write(CLEAR);
    for (const { seconds, text } of film.frames()) {
      // Whoever reads slowly misses pictures, and makes nobody wait.
      if (connection.waitingBytes === 0) connection.write(`${HOME}${text.replaceAll('\n', '\r\n')}\r\n`);
      yield* self.sleep(seconds);
    }
    connection.end();
  } finally {
    self.log(`the curtain falls: ${self.task.cancelReason ?? 'the film is over'}`);
  }
}
