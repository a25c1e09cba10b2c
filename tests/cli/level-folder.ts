// SPDX-License-Identifier: MIT
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';

/** A folder for level files that a test makes up; gone when the test file is over. */
export class LevelFolder {
  readonly path = fs.mkdtempSync(path.join(os.tmpdir(), 'levels-'));

  /** Writes a level whose actors run these scripts; an actor is called as its script. */
  write(name: string, ...scripts: (string | { script: string; arguments: object })[]): string {
    const actors = scripts.map((entry) => {
      const { script, ...rest } = typeof entry === 'string' ? { script: entry } : entry;
      return { class: 'Actor', label: script, script, ...rest };
    });
    return this.writeRaw(name, { name, actors });
  }

  writeRaw(name: string, content: unknown): string {
    const file = path.join(this.path, `${name}.json`);
    fs.writeFileSync(file, typeof content === 'string' ? content : JSON.stringify(content));
    return file;
  }

  remove(): void {
    fs.rmSync(this.path, { recursive: true });
  }
}
