// SPDX-License-Identifier: MIT
// From compressed sound to the samples that an actor's sound plays. Knows nothing of loops; harmless to import anywhere.

export { decodeMp3 } from './mp3/decode-mp3';
export type { Mp3Decoder } from './mp3/mp3-decoder';
export { readSoundFile } from './file/read-sound-file';
export type { Pcm } from './mp3/pcm';

export { SoundError, type SoundErrorCode } from './sound-error';
