// SPDX-License-Identifier: MIT
import { readFileSync, statSync } from 'node:fs';
import * as path from 'node:path';
import { createContext, runInContext } from 'node:vm';

/** Where the build puts what PuerTS loads. */
export const SCRIPT_ROOT = path.join(__dirname, '../../../Content/JavaScript');

const EXTENSIONS = ['', '.js', '.mjs', '.cjs'];
const IN_FOLDERS = { current: ['index.js', 'package.json'], older: ['package.json', 'index.js'] };

export interface PuertsOptions {
  /** Folder that modules are looked up in; default the one that the build makes. */
  readonly scriptRoot?: string;
  /** The modules that PuerTS makes itself, by name: `cpp`, `puerts`, `ue`. */
  readonly builtIn?: Readonly<Record<string, unknown>>;
  /** Files that stand over those of the build, by their path below the script root. */
  readonly files?: Readonly<Record<string, string>>;
  /** What a folder is entered by first; PuerTS has changed it once. Default the present way. */
  readonly folders?: keyof typeof IN_FOLDERS;
}

/**
 * An environment of PuerTS on plain V8, as far as modules and timers go: no Node, no DOM, `setTimeout` as strict as its own.
 *
 * **Source:** `modular.js`, `DefaultJSModuleLoader.cpp` and `SetTimeout` in `JsEnvImpl.cpp` of Tencent/puerts, in words of our own.
 */
export class PuertsEnvironment {
  /** The callbacks of timers that were set, in order; nobody runs them but the test. */
  readonly timers: (() => void)[] = [];
  private readonly modules = new Map<string, { exports: unknown }>();
  private readonly context: object;

  constructor(private readonly options: PuertsOptions = {}) {
    this.context = createContext({ console: { log() {}, info() {}, warn() {}, error() {} } });
    const setTimeout = (handler: unknown, milliseconds: unknown): number => {
      if (typeof handler !== 'function') throw new Error('Bad parameters #0');
      if (typeof milliseconds !== 'number') throw new Error('Bad parameters #1');
      return this.timers.push(handler as () => void);
    };
    Object.assign(this.context, { setTimeout });
    // No backend of PuerTS has it.
    runInContext('delete globalThis.Intl', this.context);
  }

  setGlobal(name: string, value: unknown): void {
    Object.assign(this.context, { [name]: value });
  }

  /** Loads a module by its name below the script root, or as a file in a folder asks for it. */
  require(name: string, folder = ''): unknown {
    const wanted = name.startsWith('./') ? name.slice(2) : name;
    const builtIn = this.options.builtIn?.[wanted];
    if (builtIn !== undefined) return builtIn;
    const file = this.find(wanted, folder);
    if (file === undefined) throw new Error(`can not find ${wanted} in ${folder}`);
    return this.load(file);
  }

  private load(file: string): unknown {
    const known = this.modules.get(file);
    if (known !== undefined) return known.exports;
    const module = { exports: {} as unknown };
    this.modules.set(file, module);
    const folder = path.posix.dirname(file);
    const require = (name: string): unknown => this.require(name, folder === '.' ? '' : folder);
    const text = this.text(file)!;
    if (file.endsWith('.json')) {
      const { main } = JSON.parse(text) as { main?: string };
      module.exports = main === undefined ? JSON.parse(text) : require(main);
      return module.exports;
    }
    const wrapped = runInContext(`(function (exports, require, module) { ${text}\n})`, this.context, {
      filename: path.join(SCRIPT_ROOT, file),
    }) as (...values: unknown[]) => void;
    wrapped(module.exports, require, module);
    return module.exports;
  }

  private find(name: string, folder: string): string | undefined {
    const isPlain = !name.includes('/') && !/\.m?js$/.test(name);
    const folders = [folder];
    for (let above = folder; isPlain && above !== '';) {
      above = above.includes('/') ? above.slice(0, above.lastIndexOf('/')) : '';
      if (!/(^|\/)node_modules$/.test(above)) folders.push(above);
    }
    folders.push('');
    for (const place of folders) {
      const found = this.findIn(place, name);
      if (found !== undefined) return found;
    }
    return undefined;
  }

  private findIn(folder: string, name: string): string | undefined {
    const candidates = [
      ...EXTENSIONS.map((extension) => name + extension),
      ...IN_FOLDERS[this.options.folders ?? 'current'].map((entry) => `${name}/${entry}`),
    ];
    for (const candidate of candidates) {
      for (const place of folder.endsWith('node_modules') ? [folder] : [folder, `${folder}/node_modules`]) {
        const file = path.posix.join('.', place.replace(/^\//, ''), candidate);
        if (this.text(file) !== undefined) return file;
      }
    }
    return undefined;
  }

  private text(file: string): string | undefined {
    const given = this.options.files?.[file];
    if (given !== undefined) return given;
    const place = path.join(this.options.scriptRoot ?? SCRIPT_ROOT, file);
    if (!statSync(place, { throwIfNoEntry: false })?.isFile()) return undefined;
    return readFileSync(place, 'utf8');
  }
}
