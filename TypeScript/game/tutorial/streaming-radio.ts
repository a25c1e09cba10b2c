// SPDX-License-Identifier: MIT
import { Channel, actorScript, type Sound, type TaskScope } from 'transient-loop';
import { NetError, connectIcy, type IcyAudio, type IcyEvent } from 'transient-loop/net';
import { SoundError, decodeMp3, type Mp3Decoder } from 'transient-loop/sound';

/** Audio events that may wait to be decoded; then the station waits. */
const WINDOW = 8;
/** How much sound waits to be played; what comes then stays undecoded, and the station waits in the end. */
const AHEAD_SECONDS = 4;
const FIRST_PAUSE = 1;
const LONGEST_PAUSE = 30;

/** A radio: tunes in to a station, says what is on, plays it as the sound of its actor, and tunes in again if it is lost. */
export default actorScript(function* (self) {
  const url = self.argument('url', 'http://127.0.0.1:8888/');
  for (let pause = FIRST_PAUSE; ; pause = Math.min(2 * pause, LONGEST_PAUSE)) {
    let hasPlayed = false;
    try {
      yield* self.spawn((task) => listen(task, url, () => (hasPlayed = true)), { name: 'reception' });
      self.log('the station went off the air');
    } catch (error) {
      if (!(error instanceof NetError || error instanceof SoundError)) throw error;
      self.emit('reception.lost', error.message, { code: error.code });
    }
    if (hasPlayed) pause = FIRST_PAUSE;
    yield* self.sleep(pause);
  }
});

/** One reception: ends when the station does, and with it the decoder and the connection. */
function* listen(self: TaskScope, url: string, onSound: () => void) {
  let decoder: Mp3Decoder | undefined;
  self.subscribe(decodeMp3(), (made) => (decoder = made), { background: true });
  yield* self.until(() => decoder !== undefined);

  const audio = new Channel<IcyAudio>({ capacity: WINDOW, name: 'audio' });
  function* receive(task: TaskScope) {
    yield* task.subscribe(connectIcy({ url, window: WINDOW }), hear);
    audio.close();
  }
  function hear(event: IcyEvent): void {
    if (event.type === 'audio') audio.trySend(event);
    else if (event.type === 'title')
      self.emit('title', `now playing: ${event.title}`, { title: event.title });
    else self.emit('tuned-in', `tuned in to ${event.name ?? url}, ${event.bitrate ?? '?'} kbit/s`);
  }
  // Whichever fails ends the other.
  yield* self.all([receive, (task) => play(task, decoder!, audio, onSound)]);
}

/** Decodes a little at a time, so that it never takes a frame from the game, and only as fast as it is played. */
function* play(self: TaskScope, decoder: Mp3Decoder, audio: Channel<IcyAudio>, onSound: () => void) {
  let sound: Sound | undefined;
  let sampleRate = 0;
  const pieces = audio.values(self);
  for (let piece = yield* pieces.next(); piece.done !== true; piece = yield* pieces.next()) {
    decoder.push(piece.value.bytes);
    while (decoder.waitingBytes > 0) {
      const pcm = decoder.next();
      if (pcm !== undefined) {
        if (sound === undefined || pcm.sampleRate !== sampleRate) {
          ({ sampleRate } = pcm);
          sound = self.actor!.sound(pcm);
          self.emit('playing', `plays ${sampleRate} Hz, ${pcm.channels} channels`, { sampleRate });
          onSound();
        }
        sound.queue(pcm.samples);
      }
      yield* self.breathe();
    }
    piece.value.taken();
    while (sound !== undefined && sound.queuedSeconds > AHEAD_SECONDS) yield* self.sleep(0.25);
  }
}
