// SPDX-License-Identifier: MIT
import { basename, join } from 'node:path';

import { scanHeaders, writeAnnotated } from './annotate.mjs';
import { CarriedNames } from './carried.mjs';
import { descriptorProblems } from './descriptors.mjs';
import { generateInto } from './headers.mjs';
import { scanHeader } from './header-scan.mjs';
import { findModules, includesOf } from './plugin.mjs';
import { findUses } from './uses.mjs';
import { wordProblems } from './words.mjs';

const STAND_INS = ['tests/native/Puerts', 'Source/Headless/Puerts'];
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
  const context = { carried, scanned, own, modules, documentFile };
  const problems = [
    ...modules.flatMap((module) => wordProblems(module, context)),
    ...descriptorProblems(modules, folders, context),
  ];
  const annotated = join(out, 'annotated');
  writeAnnotated(scanned, annotated, (owner, name) => UNSAID.has(name) || carried.hasMember(owner, name));
  const generated = generateInto(join(out, 'names'), [engine, ...folders]);
  const foreign = [annotated, generated, ...STAND_INS];
  const macros = modules.map(({ name }) => `-D${name.toUpperCase()}_API=`);
  const sources = modules.flatMap(({ files }) => files).filter(({ isHeader }) => !isHeader);
  const includes = [...foreign, ...includesOf(modules)];
  problems.push(...(await findUses({ sources, foreign, includes, macros, documentFile, out })));
  return {
    problems: [...new Set(problems)],
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
    for (const [, name] of text.matchAll(/\b(?:BEGIN_)?DEFINE_SPEC\(\s*(\w+)/gu)) names.add(name);
    for (const [, list] of text.matchAll(/\btemplate\s*<([^>]*)>/gu)) {
      for (const [, name] of list.matchAll(/\b(?:typename|class)(?:\.\.\.)?\s+(\w+)/gu)) names.add(name);
    }
  }
  return names;
}

/** Types with their bodies, and names for types. */
const DEFINED =
  /\b(?:class|struct|enum|using|namespace)\s+(?:class\s+)?(?:\w+_API\s+)?((?:\w+::)*\w+)(?=\s*(?:final\s*)?(?::[^;{]*)?\{|\s*=)/gu;
