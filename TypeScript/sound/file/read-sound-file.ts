// SPDX-License-Identifier: MIT
import { Observable } from 'rxjs';
import { SoundError } from '../sound-error';

const MAX_BYTES = 16 * 1024 * 1024;

/**
 * Reads a sound file, such as one of `Content/Sounds`, for each subscriber.
 *
 * Cold. Emits its bytes, then completes. **Cancellation:** unsubscribing drops what was read.
 * @param path - as Node's `fs` takes it
 * @throws {SoundError} as the stream's error: `FILE_UNREADABLE` if there is none, or more than 16 MiB of it;
 *   `SOUND_UNAVAILABLE` where the JavaScript engine has no Node
 */
export function readSoundFile(path: string): Observable<Uint8Array> {
  return new Observable<Uint8Array>((subscriber) => {
    const expected = `a sound file at ${path}`;
    const unreadable = (came: string, cause?: unknown): void =>
      subscriber.error(new SoundError('FILE_UNREADABLE', expected, came, cause));
    const read = nodeReadFile();
    read(path, (error, bytes) => {
      if (error !== null) return unreadable(`the system said ${error.code ?? error.message}`, error);
      if (bytes.length > MAX_BYTES)
        return unreadable(`it has ${bytes.length} bytes and ${MAX_BYTES} are allowed`);
      subscriber.next(bytes);
      subscriber.complete();
    });
  });
}

function nodeReadFile(): typeof import('node:fs').readFile {
  try {
    return (require('node:fs') as typeof import('node:fs')).readFile;
  } catch (error) {
    throw new SoundError(
      'SOUND_UNAVAILABLE',
      "PuerTS's Node backend to read files (UseNodejs in JsEnv.Build.cs)",
      'this JavaScript engine has no module "node:fs"',
      error,
    );
  }
}
