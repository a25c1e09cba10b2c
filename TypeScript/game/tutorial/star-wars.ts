// SPDX-License-Identifier: MIT
import { actorScript, type TaskScope } from 'transient-loop';
import { connectTcp, type TcpConnection } from 'transient-loop/net';
import { nowShowing } from './ascii-theatre/now-showing';

/** A TCP client that prints what a server streams until it closes, while all the other actors go on. */
export default actorScript(function* (self) {
  const host = self.argument('host', '127.0.0.1');
  let port = self.argument('port', 0);
  if (port === 0) {
    // No server was named: the theatre in this world will do.
    yield* self.until(() => nowShowing.port !== undefined);
    port = nowShowing.port!;
  }

  yield* self.subscribe(connectTcp({ host, port }), (connection) => {
    self.log(`connected to ${host}:${port}`);
    self.spawn((task) => watch(task, connection), { name: 'watching' });
  });
  self.log('the server has closed the connection');
});

function* watch(self: TaskScope, connection: TcpConnection) {
  const print = printer(self);
  try {
    yield* self.subscribe(connection.lines({ window: 64 }), (line) => {
      connection.taken();
      print(line);
    });
  } finally {
    connection.end();
  }
}

const HOME = '\x1b[H';
const MOST_ROWS = 50;

/**
 * Prints lines as they come. A moving picture, where each one begins by sending the cursor home, would flood the log:
 * of those it prints each new subtitle, and a still every few seconds.
 */
function printer(self: TaskScope): (line: string) => void {
  const every = self.argument('stills', 10);
  let nextStill = self.now + every / 2;
  let subtitle = '';
  let rows: string[] | undefined;

  const printPicture = (picture: readonly string[]): void => {
    const last = picture[picture.length - 1]!.trim();
    if (last !== subtitle && /\w\w/.test(last)) self.log(last);
    subtitle = last;
    if (self.now < nextStill) return;
    nextStill = self.now + every;
    self.log(`a still\n${picture.join('\n')}`);
  };

  return (line) => {
    const home = line.lastIndexOf(HOME);
    if (home >= 0) {
      if (rows !== undefined) printPicture(rows);
      rows = [line.slice(home + HOME.length)];
    } else if (rows !== undefined && rows.length < MOST_ROWS) {
      rows.push(line);
    } else {
      self.log(line);
    }
  };
}
