// SPDX-License-Identifier: MIT
import { actorScript, type TaskScope } from 'transient-loop';
import { listenWebSocket, type WebSocketConnection } from 'transient-loop/net';

/** A WebSocket server in the world that sends back what it is sent. */
export default actorScript(function* (self) {
  const port = self.argument('port', 8889);
  yield* self.subscribe(listenWebSocket({ port, maxMessageBytes: 64 * 1024 }), (event) => {
    if (event.type === 'listening') {
      const { address } = event;
      const fields = { name: self.actor?.label, address, port: event.port };
      self.emit('listening', `listening on ws://${address}:${event.port}`, fields);
    } else if (event.type === 'connection') {
      const { connection } = event;
      self.spawn((client) => echo(client, connection), { name: `client ${connection.id}` });
    } else {
      self.log(`turned a client away: ${event.reason}`);
    }
  });
});

/** One client, a task of its own. */
function* echo(self: TaskScope, connection: WebSocketConnection) {
  self.log(`connected from ${connection.remoteAddress}:${connection.remotePort}`);
  self.subscribe(connection.closed, ({ reason, error }) => {
    self.log(`disconnected: ${reason}${error === undefined ? '' : ` (${error.message})`}`);
  });

  // A window of messages: a client that sends faster than the world ticks is made to wait.
  yield* self.subscribe(connection.messages({ window: 8 }), (message) => {
    connection.taken();
    connection.send(message);
  });
}
