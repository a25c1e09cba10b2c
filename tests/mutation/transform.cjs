// SPDX-License-Identifier: MIT
// Compiles TypeScript for jest, and puts the mutant in its place on the way. All files but that one come out of jest's cache.
const { createHash } = require('node:crypto');
const { readFileSync } = require('node:fs');

/** @type {{ path: string, from: string, to: string } | null} */
const mutant = JSON.parse(process.env.TRANSIENT_LOOP_MUTANT ?? 'null');
const own = readFileSync(__filename, 'utf8');

function mutated(source, path) {
  return path === mutant?.path ? source.replace(mutant.from, () => mutant.to) : source;
}

module.exports = {
  getCacheKey: (source, path) =>
    createHash('sha256')
      .update([own, path, mutated(source, path)].join('\0'))
      .digest('hex'),

  process: (source, path) => {
    // Loading the compiler takes longer than most tests: only where something is not in the cache.
    const { ModuleKind, ScriptTarget, transpileModule } = require('typescript');
    const { outputText } = transpileModule(mutated(source, path), {
      fileName: path,
      compilerOptions: {
        module: ModuleKind.CommonJS,
        target: ScriptTarget.ES2021,
        useDefineForClassFields: false,
        inlineSourceMap: true,
      },
    });
    return { code: outputText };
  },
};
