// SPDX-License-Identifier: MIT
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import ts from 'typescript';
import transform from './transform.cjs';

/** Compiles files of the core with a mutant in them, and shows that each is a program as good as before: types and all. */
export class MutantCompiler {
  #mutated = { path: '', text: '', version: 0 };
  #service;

  constructor() {
    const { options, fileNames } = ts.getParsedCommandLineOfConfigFile('tsconfig.core.json', {}, ts.sys);
    this.#service = ts.createLanguageService({
      useCaseSensitiveFileNames: () => ts.sys.useCaseSensitiveFileNames,
      fileExists: (path) => ts.sys.fileExists(path),
      readFile: (path) => ts.sys.readFile(path),
      getCompilationSettings: () => options,
      getScriptFileNames: () => fileNames,
      getScriptVersion: (path) => `${path === this.#mutated.path ? this.#mutated.version : 0}`,
      getScriptSnapshot: (path) => {
        const text = path === this.#mutated.path ? this.#mutated.text : ts.sys.readFile(path);
        return text === undefined ? undefined : ts.ScriptSnapshot.fromString(text);
      },
      getCurrentDirectory: () => process.cwd(),
      getDefaultLibFileName: ts.getDefaultLibFilePath,
    });
  }

  /**
   * @param {import('./mutants.mjs').Mutant} mutant
   * @returns {{ path: string, code: string }} what its file is with it, in JavaScript
   * @throws {Error} if it does not compile: any test would fail then, and none would notice
   */
  compile({ file, from, to }) {
    const path = resolve('TypeScript/core', file);
    const source = readFileSync(path, 'utf8');
    const places = source.split(from).length - 1;
    if (places !== 1) throw new Error(`expected its text once in ${file}, but found it ${places} times`);
    this.#mutated = { path, text: source.replace(from, () => to), version: this.#mutated.version + 1 };
    const service = this.#service;
    const errors = [...service.getSyntacticDiagnostics(path), ...service.getSemanticDiagnostics(path)];
    if (errors.length > 0) {
      const messages = errors.map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, ' '));
      throw new Error(`expected it to compile, but: ${messages.join('; ')}`);
    }
    return { path, code: transform.toJavaScript(this.#mutated.text, path) };
  }
}
