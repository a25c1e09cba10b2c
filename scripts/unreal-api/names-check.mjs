// SPDX-License-Identifier: MIT
import { availableParallelism } from 'node:os';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { MARK, scanHeaders, writeAnnotated } from './annotate.mjs';
import { CarriedNames } from './carried.mjs';
import { compile } from './compiler.mjs';
import { generateInto } from './headers.mjs';
import { scanHeader } from './header-scan.mjs';
import { findModules, includesOf } from './plugin.mjs';
import { wordProblems } from './words.mjs';

const STAND_INS = ['tests/native/Puerts'];
const BINDING = fileURLToPath(new URL('puerts.h', import.meta.url));
/** A ranged for says them, and the document says "ranged-for". */
const UNSAID = new Set(['begin', 'end']);

/**
 * Finds names of the engine that the modules use and the document does not carry.
 *
 * Members are found by the compiler, which knows the class they are of; other names, headers, specifiers and modules by their words.
 */
export async function checkNames({ document, documentFile, engine, folders, out }) {
  const scanned = scanHeaders(engine);
  const carried = new CarriedNames(document, scanned.bases);
  const modules = findModules(folders);
  const own = ownNames(modules);
  const problems = modules.flatMap((module) =>
    wordProblems(module, { carried, scanned, own, modules, documentFile }),
  );
  const annotated = join(out, 'annotated');
  writeAnnotated(scanned, annotated, (owner, name) => UNSAID.has(name) || carried.hasMember(owner, name));
  const generated = generateInto(join(out, 'names'), [engine, ...folders]);
  const foreign = [annotated, generated, ...STAND_INS];
  const macros = modules.map(({ name }) => `-D${name.toUpperCase()}_API=`);
  const setup = { foreign, includes: [...foreign, ...includesOf(modules)], macros, documentFile };
  const sources = modules.flatMap(({ files }) => files).filter(({ isHeader }) => !isHeader);
  const builds = sources.flatMap((source) => buildsOf(source).map((flags) => ({ source, flags })));
  const uses = await inParallel(builds, ({ source, flags }) => usesIn(source.path, flags, setup));
  return {
    problems: [...new Set([...problems, ...uses.flat()])],
    files: modules.flatMap(({ files }) => files).length,
  };
}

/** What the project itself declares. */
function ownNames(modules) {
  const names = new Set(modules.map(({ name }) => `${name.toUpperCase()}_API`));
  for (const { text, path } of modules.flatMap(({ files }) => files)) {
    const { globals, members } = scanHeader(text);
    for (const name of [...globals, ...members.map((member) => member.name)]) names.add(name);
    names.add(basename(path).split('.')[0]);
    for (const [, name] of text.matchAll(DEFINED)) names.add(name.split('::').at(-1));
    for (const [, list] of text.matchAll(/\btemplate\s*<([^>]*)>/gu)) {
      for (const [, name] of list.matchAll(/\b(?:typename|class)(?:\.\.\.)?\s+(\w+)/gu)) names.add(name);
    }
  }
  return names;
}

/** Types with their bodies, and names for types. */
const DEFINED =
  /\b(?:class|struct|enum|using|namespace)\s+(?:class\s+)?(?:\w+_API\s+)?((?:\w+::)*\w+)(?=\s*(?:final\s*)?(?::[^;{]*)?\{|\s*=)/gu;

/** What is between conditions is looked at in both builds. */
function buildsOf({ text }) {
  if (!/^\s*#\s*(?:el)?if.*\bWITH_EDITOR/mu.test(text)) return [[]];
  return [1, 0].map((value) => [`-DWITH_EDITOR=${value}`, `-DWITH_EDITORONLY_DATA=${value}`]);
}

async function usesIn(path, flags, { includes, foreign, macros, documentFile }) {
  const args = [
    '-std=c++17',
    '-Wdeprecated-declarations',
    '-include',
    BINDING,
    ...macros,
    ...flags,
    ...includes.map((folder) => `-I${folder}`),
    path,
  ];
  const { stderr } = await compile(args);
  const problems = [];
  for (const line of stderr.split('\n')) {
    const [, file, at, kind, text] = /^(.+?):(\d+):\d+: (?:fatal )?(error|warning): (.*)$/u.exec(line) ?? [];
    if (kind === 'error') problems.push(`${file}:${at}: Expected it to compile, but: ${text}`);
    const name = kind === 'warning' ? new RegExp(`${MARK}(\\w+::\\w+)`, 'u').exec(text)?.[1] : undefined;
    if (name !== undefined && !foreign.some((folder) => file.startsWith(`${folder}/`)))
      problems.push(missing(file, at, name, documentFile));
  }
  return problems;
}

export function missing(file, line, name, documentFile) {
  return `${file}:${line}: Expected ${documentFile} to carry ${name}, but it does not (add it, with its source, under Additions)`;
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
