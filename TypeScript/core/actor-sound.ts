// SPDX-License-Identifier: MIT
import { ArgumentError } from './errors';
import type { Sound, SoundFormat } from './sound';

/** What C++ does with sounds, which script knows by number; `TransientLoopWrap.cpp` is its other side. */
export interface SoundBinding {
  QueueSound(
    sound: number,
    samples: Int16Array,
    count: number,
    sampleRate: number,
    channels: number,
  ): boolean;
  /** Below 0 for a sound that is no more. */
  QueuedSoundSeconds(sound: number): number;
  SoundUnderruns(sound: number): number;
  StopSound(sound: number): void;
}

/** The sound of an actor of the engine, or of the headless world. */
export class ActorSound implements Sound {
  private readonly sampleRate: number;
  private readonly channels: number;

  /**
   * @param number - from `UTransientLoopSoundComponent::FindOrAddSound`; 0 for an actor that can have none any more
   * @throws {ArgumentError} if the format is none
   */
  constructor(
    private readonly binding: SoundBinding,
    private readonly number: number,
    format: SoundFormat,
  ) {
    ({ sampleRate: this.sampleRate, channels: this.channels } = checkedFormat(format));
  }

  queue(samples: Int16Array): boolean {
    checkSamples(samples, this.channels);
    if (samples.length === 0) return true;
    return this.binding.QueueSound(this.number, samples, samples.length, this.sampleRate, this.channels);
  }

  get queuedSeconds(): number {
    return Math.max(0, this.binding.QueuedSoundSeconds(this.number));
  }

  get underruns(): number {
    return this.binding.SoundUnderruns(this.number);
  }

  stop(): void {
    this.binding.StopSound(this.number);
  }
}

/** @throws {ArgumentError} unless it is a format */
export function checkedFormat({ sampleRate, channels }: SoundFormat): SoundFormat {
  if (!(Number.isInteger(sampleRate) && sampleRate >= 8000 && sampleRate <= 192_000)) {
    throw new ArgumentError('actor.sound', 'a sampleRate from 8000 to 192000', sampleRate);
  }
  if (!(Number.isInteger(channels) && channels >= 1 && channels <= 8)) {
    throw new ArgumentError('actor.sound', '1 to 8 channels', channels);
  }
  return { sampleRate, channels };
}

/** @throws {ArgumentError} unless they are samples of so many channels */
export function checkSamples(samples: Int16Array, channels: number): void {
  if (Object.prototype.toString.call(samples) !== '[object Int16Array]') {
    throw new ArgumentError('sound.queue', 'an Int16Array', samples);
  }
  if (samples.length % channels !== 0) {
    throw new ArgumentError('sound.queue', `whole moments of ${channels} channels`, samples.length);
  }
}
