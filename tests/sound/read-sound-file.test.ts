// SPDX-License-Identifier: MIT
import { join } from 'node:path';
import { firstValueFrom, toArray } from 'rxjs';
import { readSoundFile } from 'transient-loop/sound';

const TUNE = join(__dirname, '../../Content/Sounds/RadioTune.mp3');

describe('readSoundFile', () => {
  it('reads a file, and completes', async () => {
    const [bytes, ...more] = await firstValueFrom(readSoundFile(TUNE).pipe(toArray()));

    expect(bytes!.length).toBe(40_512);
    expect(more).toEqual([]);
  });

  it('says that there is none', async () => {
    await expect(firstValueFrom(readSoundFile(`${TUNE}.gone`))).rejects.toMatchObject({
      code: 'FILE_UNREADABLE',
      message: `Expected a sound file at ${TUNE}.gone, but the system said ENOENT`,
    });
  });

  it('is silent once nobody listens', async () => {
    const seen: unknown[] = [];
    readSoundFile(TUNE)
      .subscribe((bytes) => seen.push(bytes))
      .unsubscribe();

    await firstValueFrom(readSoundFile(TUNE));

    expect(seen).toEqual([]);
  });
});
