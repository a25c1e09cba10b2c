// SPDX-License-Identifier: MIT
import { takeWhile, toArray } from 'rxjs';
import { actorScript, type TaskScope } from 'transient-loop';
import { listenTcp, type TcpConnection } from 'transient-loop/net';
import { readSoundFile } from 'transient-loop/sound';
import { IcyWriter } from './radio-station/icy-writer';
import { Programme } from './radio-station/programme';

/** Of Content/Sounds/RadioTune.mp3: 64 kbit/s. */
const BYTES_PER_SECOND = 8000;
const TITLE_INTERVAL = 4096;
/** What a new listener gets at once, so that it need not wait until it has something to play. */
const BURST_SECONDS = 2;
/** Who has so much waiting is too slow, and is dropped. */
const PATIENCE_SECONDS = 8;
const REQUEST_SECONDS = 10;

/** An internet radio station: plays a tune to any number of listeners over HTTP, all at the same place of it, in real time. */
export default actorScript(function* (self) {
  const port = self.argument('port', 8888);
  let tune: Uint8Array = new Uint8Array();
  yield* self.subscribe(readSoundFile(self.argument('file', TUNE)), (bytes) => (tune = bytes));
  const station = new Station(new Programme(tune, BYTES_PER_SECOND), self.argument('name', 'Transient FM'));
  self.spawn((task) => transmit(task, station), { name: 'transmitter' });

  const maxWaitingBytes = PATIENCE_SECONDS * BYTES_PER_SECOND;
  yield* self.subscribe(listenTcp({ port, maxConnections: 1024, maxWaitingBytes }), (event) => {
    if (event.type === 'listening') {
      const { address, port } = event;
      self.emit('listening', `on the air at http://${address}:${port}/`, {
        name: self.actor?.label,
        address,
        port,
      });
    } else if (event.type === 'connection') {
      const { connection } = event;
      self.spawn((task) => serve(task, connection, station), { name: `listener ${connection.id}` });
    } else {
      self.log(`turned a listener away: ${event.reason}`);
    }
  });
});

/** Where the programme is, and who hears it. */
class Station {
  /** How much of the programme has been sent, in bytes since it began. */
  place = 0;
  readonly listeners = new Set<Listener>();

  constructor(
    readonly programme: Programme,
    readonly name: string,
  ) {}
}

interface Listener {
  readonly connection: TcpConnection;
  readonly writer: IcyWriter;
}

/** Sends what is due to everybody: real time, however long the frames are, and also in pause once it is over. */
function* transmit(self: TaskScope, station: Station) {
  const began = self.nowOf('real');
  for (;;) {
    yield* self.sleep(0.1, { clock: 'real' });
    const due = Math.floor((self.nowOf('real') - began) * BYTES_PER_SECOND);
    for (const listener of station.listeners) send(station, listener, station.place, due);
    station.place = due;
  }
}

function send(station: Station, { connection, writer }: Listener, from: number, to: number): void {
  for (const { audio, title } of station.programme.between(from, to)) {
    // It closes the connection of who is too slow, and of nobody else.
    connection.write(writer.write(audio, title));
  }
}

/** One listener, a task of its own: what it asks for, the answer, then the programme until it leaves. */
function* serve(self: TaskScope, connection: TcpConnection, station: Station) {
  self.cleanup(() => connection.destroy());
  self.subscribe(connection.closed, ({ reason }) => self.log(`a listener left: ${reason}`));
  let request: string[] = [];
  const head = connection.lines({ maxBytes: 4096 }).pipe(
    takeWhile((line, index) => line !== '' && index < 64),
    toArray(),
  );
  yield* self.race([
    self.subscribe(head, { next: (lines) => (request = lines), error: () => undefined }),
    self.sleep(REQUEST_SECONDS, { clock: 'real' }),
  ]);
  if (!/^GET \S+ HTTP\/1\.[01]$/.test(request[0] ?? '')) {
    connection.end('HTTP/1.0 400 Bad Request\r\n\r\n');
    return;
  }

  const wantsTitles = request.some((line) => /^icy-metadata:\s*1\s*$/i.test(line));
  connection.write(answer(station, wantsTitles));
  const listener = { connection, writer: new IcyWriter(wantsTitles ? TITLE_INTERVAL : Infinity) };
  send(station, listener, Math.max(0, station.place - BURST_SECONDS * BYTES_PER_SECOND), station.place);
  station.listeners.add(listener);
  self.cleanup(() => void station.listeners.delete(listener));
  self.log(`a listener tuned in from ${connection.remoteAddress}; ${station.listeners.size} are listening`);

  // Whatever it says now is of no interest, but its end is.
  yield* self.subscribe(connection.bytes());
  connection.destroy();
}

function answer(station: Station, wantsTitles: boolean): string {
  return [
    'HTTP/1.0 200 OK',
    'Content-Type: audio/mpeg',
    'Cache-Control: no-store',
    `icy-name: ${station.name}`,
    `icy-br: ${(BYTES_PER_SECOND * 8) / 1000}`,
    ...(wantsTitles ? [`icy-metaint: ${TITLE_INTERVAL}`] : []),
    '\r\n',
  ].join('\r\n');
}

/** Where this file is, in Node and in PuerTS alike. */
declare const __dirname: string;
const TUNE = `${__dirname}/../../../Sounds/RadioTune.mp3`;
