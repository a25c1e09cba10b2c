// SPDX-License-Identifier: MIT
import { mkdirSync, writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

import { MARK } from './annotate.mjs';
import { compile } from './compiler.mjs';
import { missing } from './missing.mjs';

const BINDING = fileURLToPath(new URL('puerts.h', import.meta.url));
const STANDARD = '-std=c++17';

/**
 * Compiles sources against annotated headers and says where they use what is marked there, and what does not compile.
 *
 * @param foreign - folders whose files may use anything
 */
export async function findUses({ sources, foreign, includes, macros, documentFile, out }) {
  const folders = includes.map((folder) => `-I${folder}`);
  const prelude = await makePrelude(join(out, 'prelude'), [...macros, ...folders]);
  const builds = sources.flatMap((source) => buildsOf(source).map((flags) => ({ source, flags })));
  const found = await inParallel(builds, async ({ source, flags }) => {
    const args = [
      STANDARD,
      '-Wdeprecated-declarations',
      '-include',
      prelude,
      ...macros,
      ...flags,
      ...folders,
    ];
    const { stderr } = await compile([...args, source.path]);
    return problemsIn(stderr, foreign, documentFile);
  });
  return found.flat();
}

/** What nearly every file includes first, compiled once; a build with other macros reads it again. */
async function makePrelude(folder, args) {
  const header = resolve(folder, 'prelude.h');
  mkdirSync(folder, { recursive: true });
  writeFileSync(header, `#include "${BINDING}"\n#include "CoreMinimal.h"\n`);
  await compile([STANDARD, '-w', ...args, '-x', 'c++-header', header, '-o', `${header}.gch`], {
    writes: true,
  });
  return header;
}

/** What is between conditions is looked at in both builds. */
function buildsOf({ text }) {
  if (!/^\s*#\s*(?:el)?if.*\bWITH_EDITOR/mu.test(text)) return [[]];
  return [1, 0].map((value) => [`-DWITH_EDITOR=${value}`, `-DWITH_EDITORONLY_DATA=${value}`]);
}

function problemsIn(output, foreign, documentFile) {
  const problems = [];
  for (const line of output.split('\n')) {
    const [, file, at, kind, text] = /^(.+?):(\d+):\d+: (?:fatal )?(error|warning): (.*)$/u.exec(line) ?? [];
    if (kind === 'error') problems.push(`${file}:${at}: Expected it to compile, but: ${text}`);
    const name = kind === 'warning' ? new RegExp(`${MARK}(\\w+::\\w+)`, 'u').exec(text)?.[1] : undefined;
    const isForeign = foreign.some((folder) => file?.startsWith(`${folder}/`));
    if (name !== undefined && !isForeign) problems.push(missing(file, at, name, documentFile));
  }
  return problems;
}

async function inParallel(items, work) {
  const results = [];
  let next = 0;
  const workers = Array.from({ length: Math.min(2, availableParallelism()) }, async () => {
    while (next < items.length) {
      const at = next++;
      results[at] = await work(items[at]);
    }
  });
  await Promise.all(workers);
  return results;
}
