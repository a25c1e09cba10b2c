// SPDX-License-Identifier: MIT
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import ts from 'typescript';

/** Where a mutant is, and what its file is with it. */
export function apply({ file, from, to }) {
  const path = resolve('TypeScript/core', file);
  const source = readFileSync(path, 'utf8');
  const places = source.split(from).length - 1;
  if (places !== 1) throw new Error(`expected its text once in ${file}, but found it ${places} times`);
  return { path, from, to, text: source.replace(from, () => to) };
}

/** Asks the compiler for errors of single files of the core, one mutant after the other. */
export class Compiler {
  #mutated = { path: '', text: '', version: 0 };
  #service;

  constructor() {
    const config = ts.getParsedCommandLineOfConfigFile('tsconfig.core.json', {}, ts.sys);
    this.#service = ts.createLanguageService({
      useCaseSensitiveFileNames: () => ts.sys.useCaseSensitiveFileNames,
      fileExists: (path) => ts.sys.fileExists(path),
      readFile: (path) => ts.sys.readFile(path),
      getCompilationSettings: () => config.options,
      getScriptFileNames: () => config.fileNames,
      getScriptVersion: (path) => `${path === this.#mutated.path ? this.#mutated.version : 0}`,
      getScriptSnapshot: (path) => {
        const text = path === this.#mutated.path ? this.#mutated.text : ts.sys.readFile(path);
        return text === undefined ? undefined : ts.ScriptSnapshot.fromString(text);
      },
      getCurrentDirectory: () => process.cwd(),
      getDefaultLibFileName: ts.getDefaultLibFilePath,
    });
  }

  /** @throws {Error} if the file does not compile: that is no guarantee which does not hold, and any test would fail */
  check({ path, text }) {
    this.#mutated = { path, text, version: this.#mutated.version + 1 };
    const errors = [
      ...this.#service.getSyntacticDiagnostics(path),
      ...this.#service.getSemanticDiagnostics(path),
    ];
    if (errors.length === 0) return;
    const messages = errors.map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, ' '));
    throw new Error(`expected it to compile, but: ${messages.join('; ')}`);
  }
}
