// SPDX-License-Identifier: MIT
// Writes Content/Sounds/RadioTune.mp3, which the radio station of the tutorial plays. Needs lame, and is committed: nobody else does.
//
//   node scripts/make-radio-tune.mjs
import { spawnSync } from 'node:child_process';

const FILE = 'Content/Sounds/RadioTune.mp3';
const RATE = 44_100;
const NOTE_SECONDS = 0.5;
/** Ten notes in hertz, half a second each; tests/sound listens for them. */
const MELODY = [440, 523.25, 659.26, 880, 783.99, 659.26, 587.33, 698.46, 659.26, 493.88];
const BASS = [220, 220, 220, 220, 261.63, 261.63, 293.66, 293.66, 164.81, 164.81];

/** A note that is struck and dies away, softly at both ends so that nothing clicks. */
function sample(hertz, seconds) {
  const wave = Math.sin(2 * Math.PI * hertz * seconds) + 0.2 * Math.sin(4 * Math.PI * hertz * seconds);
  const attack = Math.min(1, seconds / 0.01);
  const release = Math.min(1, (NOTE_SECONDS - seconds) / 0.03);
  return wave * attack * release * Math.exp(-2 * seconds);
}

/** Interleaved 16-bit samples: the melody is louder on the left, the bass on the right. */
function play() {
  const length = RATE * NOTE_SECONDS;
  const pcm = new Int16Array(MELODY.length * length * 2);
  for (let at = 0; at < pcm.length / 2; at += 1) {
    const note = Math.floor(at / length);
    const seconds = (at % length) / RATE;
    const melody = sample(MELODY[note], seconds);
    const bass = sample(BASS[note], seconds);
    pcm[2 * at] = 10_000 * melody + 5000 * bass;
    pcm[2 * at + 1] = 6000 * melody + 9000 * bass;
  }
  return pcm;
}

// Constant rate and no reservoir: every frame stands for itself, so a listener may come in anywhere, and the tune may begin
// again after its end. No header frame and no tags: the file is frames only.
const { status, error } = spawnSync(
  'lame',
  [
    ...'-r -s 44.1 --bitwidth 16 --signed --little-endian -m j -b 64 --cbr --nores -t --quiet'.split(' '),
    '-',
    FILE,
  ],
  { input: Buffer.from(play().buffer), stdio: ['pipe', 'inherit', 'inherit'] },
);
if (status !== 0) {
  console.error(`make-radio-tune: lame failed${error ? `: ${error.message}` : ''}`);
  process.exit(1);
}
