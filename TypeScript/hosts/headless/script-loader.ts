// SPDX-License-Identifier: MIT
import { existsSync } from 'node:fs';
import { resolve, sep } from 'node:path';
import { ScriptError, messageOf } from 'transient-loop/host';

/** Finds and loads the modules of actor scripts below one folder. */
export class ScriptLoader {
  /** Files that were found: a world of many actors asks for the same few again and again. */
  private readonly files = new Map<string, string>();

  constructor(readonly root: string) {}

  /** @throws {ScriptError} if the module is outside the folder, is not there, or does not load */
  load(module: string): unknown {
    const file = this.fileOf(module);
    // Each actor of a large world asks for it: Node would look for the file again.
    const known = require.cache[file];
    if (known?.loaded === true) return known.exports;
    try {
      return require(file);
    } catch (error) {
      // It may have gone since it was found.
      this.files.delete(module);
      if (/Cannot find module '(ue|puerts|cpp)'/.test(messageOf(error))) {
        throw new ScriptError(
          module,
          'a script that runs headless',
          'it imports "ue", which exists in Unreal only',
          error,
        );
      }
      throw error;
    }
  }

  /** The script whose file stands in an error's stack, if one does. */
  scriptIn(stack: string | undefined): string | undefined {
    const place = stack?.indexOf(this.root + sep) ?? -1;
    if (place < 0) return undefined;
    const rest = stack!.slice(place + this.root.length + 1);
    return /^[^:)\n]+(?=\.[jt]s)/.exec(rest)?.[0].split(sep).join('/');
  }

  /**
   * The file of a module as another thread can load it.
   * @throws {ScriptError} if the module is outside the folder, or is not there
   */
  compiledFile(module: string): string {
    const file = this.fileOf(module);
    if (file.endsWith('.js')) return file;
    throw new ScriptError(module, 'a module that is compiled', `there is ${file} only`);
  }

  private fileOf(module: string): string {
    const known = this.files.get(module);
    if (known !== undefined) return known;
    const base = resolve(this.root, module);
    if (!base.startsWith(this.root + sep)) {
      throw new ScriptError(module, `a module below ${this.root}`, 'it leads out of there');
    }
    const file = [`${base}.js`, `${base}${sep}index.js`, `${base}.ts`].find((candidate) =>
      existsSync(candidate),
    );
    if (file === undefined) throw new ScriptError(module, `a file ${base}.js`, 'there is none');
    this.files.set(module, file);
    return file;
  }
}
