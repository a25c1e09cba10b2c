// SPDX-License-Identifier: MIT
import { actorScript, type TaskScope } from 'transient-loop';
import { connectWebSocket, type NetError, type WebSocketConnection } from 'transient-loop/net';
import { sendPressed } from './echo-widget/send-pressed';

/** Stands for a widget with a text log and a send button: talks to an echo server, and comes back when that was away. */
export default actorScript(function* (self) {
  const widget: Widget = { connection: undefined };
  const shortest = self.argument('retryAfter', 0.5);
  const longest = self.argument('retryAfterMost', 8);

  sendPressed.on(self, (text) => {
    // Nothing is kept for later: who presses sees at once that nobody hears.
    const isSent = widget.connection?.send(text) ?? false;
    self.log(isSent ? `sent: ${text}` : `not connected, so this is not sent: ${text}`);
  });

  for (let pause = shortest; ; pause = Math.min(pause * 2, longest)) {
    const wasConnected = yield* talk(self, widget);
    if (wasConnected) pause = shortest;
    self.log(`tries again in ${pause} s`);
    yield* self.sleep(pause);
  }
});

interface Widget {
  connection: WebSocketConnection | undefined;
}

/** One connection, from its beginning to its end, or the attempt at one. */
function* talk(self: TaskScope, widget: Widget) {
  const url = self.argument('url', 'ws://127.0.0.1:8889');
  let wasConnected = false;
  yield* self.subscribe(connectWebSocket({ url, timeoutSeconds: 5, pingSeconds: 10 }), {
    next: (connection) => {
      wasConnected = true;
      widget.connection = connection;
      self.log(`connected to ${url}`);
      self.subscribe(connection.messages({ window: 32 }), (message) => {
        connection.taken();
        self.log(`received: ${typeof message === 'string' ? message : `${message.length} bytes`}`);
      });
    },
    complete: () => self.log('the server has closed the connection'),
    error: (error: NetError) => self.log(`no connection: ${error.message}`),
  });
  widget.connection = undefined;
  return wasConnected;
}
