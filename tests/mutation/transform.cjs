// SPDX-License-Identifier: MIT
// Compiles TypeScript for jest, and puts the mutant in its place on the way. All files but that one come out of jest's cache.
const { createHash } = require('node:crypto');
const { readFileSync } = require('node:fs');

/** @type {{ path: string, code: string } | null} */
const mutant = JSON.parse(process.env.TRANSIENT_LOOP_MUTANT ?? 'null');
const own = readFileSync(__filename, 'utf8');

function toJavaScript(source, path) {
  // Loading the compiler takes longer than most tests: only where something is not in the cache.
  const { ModuleKind, ScriptTarget, transpileModule } = require('typescript');
  const { outputText } = transpileModule(source, {
    fileName: path,
    compilerOptions: {
      module: ModuleKind.CommonJS,
      target: ScriptTarget.ES2021,
      useDefineForClassFields: false,
    },
  });
  return outputText;
}

module.exports = {
  toJavaScript,

  getCacheKey: (source, path) =>
    createHash('sha256')
      .update([own, path, path === mutant?.path ? mutant.code : source].join('\0'))
      .digest('hex'),

  process: (source, path) => ({
    code: path === mutant?.path ? mutant.code : toJavaScript(source, path),
  }),
};
