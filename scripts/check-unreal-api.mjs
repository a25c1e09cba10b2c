// SPDX-License-Identifier: MIT
// Checks that the headless headers, and the plugin, are as docs/unreal-api.md says the engine is.
//
//   node scripts/check-unreal-api.mjs [--document FILE] [--engine FOLDER] [--out FOLDER] [--module FOLDER]... [--verbose] [signatures] [names] [lint]
//
// signatures: code written from the document compiles against the headers, as C++17 and as C++20.
// names: the plugin uses no name of the engine that the document does not carry.
// lint: what UnrealHeaderTool and the engine's compilers refuse, and the headless ones do not.
// Without a name all checks run.
import { readFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

import { ENGINE } from './unreal-api/headers.mjs';
import { lintModules } from './unreal-api/lint-check.mjs';
import { checkNames } from './unreal-api/names-check.mjs';
import { MODULES } from './unreal-api/plugin.mjs';
import { reportSignatures } from './unreal-api/report.mjs';
import { checkSignatures } from './unreal-api/signature-check.mjs';

process.chdir(dirname(dirname(fileURLToPath(import.meta.url))));

const CHECKS = { signatures, names, lint };

const { values, positionals } = readArguments();
const wanted = positionals.length > 0 ? positionals : Object.keys(CHECKS);
let problems = 0;
for (const name of wanted) {
  const { lines, problems: found } = await CHECKS[name]();
  for (const line of found) console.error(line);
  for (const line of lines) console.log(line);
  problems += found.length;
}
process.exitCode = problems === 0 ? 0 : 1;

async function signatures() {
  const document = readFileSync(values.document, 'utf8');
  const result = await checkSignatures({
    document,
    engine: values.engine,
    out: values.out,
    standards: ['c++17', 'c++20'],
  });
  return reportSignatures(result, values);
}

async function names() {
  const result = await checkNames({
    document: readFileSync(values.document, 'utf8'),
    documentFile: values.document,
    engine: values.engine,
    folders: values.module,
    out: values.out,
  });
  const line = `names: ${result.files} files use nothing of the engine that ${values.document} does not carry`;
  return { problems: result.problems, lines: result.problems.length > 0 ? [] : [line] };
}

function lint() {
  const result = lintModules({ engine: values.engine, folders: values.module });
  const line = `lint: ${result.files} files keep ${result.rules} rules`;
  return { problems: result.problems, lines: result.problems.length > 0 ? [] : [line] };
}

function readArguments() {
  try {
    const parsed = parseArgs({
      options: {
        document: { type: 'string', default: 'docs/unreal-api.md' },
        engine: { type: 'string', default: ENGINE },
        module: { type: 'string', multiple: true, default: MODULES },
        out: { type: 'string', default: 'build/unreal-api' },
        verbose: { type: 'boolean', default: false },
      },
      allowPositionals: true,
    });
    const unknown = parsed.positionals.find((name) => !(name in CHECKS));
    if (unknown !== undefined) {
      throw new Error(`Expected one of ${Object.keys(CHECKS).join(', ')}, but got "${unknown}"`);
    }
    return parsed;
  } catch (error) {
    console.error(`check-unreal-api: ${error.message}`);
    return process.exit(2);
  }
}
