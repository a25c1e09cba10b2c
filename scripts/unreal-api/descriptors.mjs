// SPDX-License-Identifier: MIT
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';

import { missing } from './missing.mjs';
import { tokenize } from './tokens.mjs';

/** Words that begin statements of C# and are no rules. */
const LANGUAGE = new Set([
  'using',
  'public',
  'private',
  'protected',
  'internal',
  'static',
  'class',
  'namespace',
  'if',
  'else',
  'foreach',
  'for',
  'while',
  'return',
  'var',
  'string',
  'bool',
  'int',
  'base',
  'new',
  'throw',
]);

/**
 * Problems with what is no C++: rules files (Build.cs, Target.cs) and descriptors (uplugin, uproject), of the modules and of the
 * two folders above.
 */
export function descriptorProblems(modules, folders, { carried, documentFile }) {
  const rules = modules.map(({ folder, name }) => join(folder, `${name}.Build.cs`));
  const around = [
    ...new Set(folders.flatMap((folder) => [dirname(folder), dirname(dirname(folder))])),
  ].filter(existsSync);
  const files = around.flatMap((folder) => readdirSync(folder).map((file) => join(folder, file)));
  const isKnown = (word) => carried.mentions(word);
  return [
    ...[...rules, ...files.filter((file) => file.endsWith('.Target.cs'))].flatMap((file) =>
      rulesIn(file, isKnown, documentFile),
    ),
    ...files
      .filter((file) => /\.u(?:plugin|project)$/u.test(file))
      .flatMap((file) => keysIn(file, isKnown, documentFile)),
  ];
}

/** What is set, added to or called at the beginning of a statement is a rule of the engine's, unless it is declared here. */
function rulesIn(file, isKnown, documentFile) {
  const tokens = tokenize(readFileSync(file, 'utf8')).filter(({ kind }) => kind !== 'directive');
  const declared = declaredIn(tokens);
  return tokens.flatMap(({ kind, text, line }, at) => {
    const begins = kind === 'word' && [';', '{', '}', ')'].includes(tokens[at - 1]?.text);
    const isUse = ['=', '.', '('].includes(tokens[at + 1]?.text);
    if (!begins || !isUse || LANGUAGE.has(text) || declared.has(text) || isKnown(text)) return [];
    return [missing(file, line, `the rule ${text}`, documentFile)];
  });
}

/** Variables and functions: a word behind a type. */
function declaredIn(tokens) {
  const names = new Set(['Path', 'File', 'Directory', 'Console']);
  tokens.forEach(({ kind, text }, at) => {
    const before = tokens[at - 1];
    const isBehindType = before?.kind === 'word' || before?.text === '>' || before?.text === ']';
    if (kind === 'word' && isBehindType && before.text !== 'return') names.add(text);
  });
  return names;
}

function keysIn(file, isKnown, documentFile) {
  const text = readFileSync(file, 'utf8');
  const problems = [];
  const look = (value) => {
    if (Array.isArray(value)) return value.forEach(look);
    if (value === null || typeof value !== 'object') return undefined;
    for (const [key, inside] of Object.entries(value)) {
      const line = text.slice(0, text.indexOf(`"${key}"`)).split('\n').length;
      if (!isKnown(key)) problems.push(missing(file, line, `the key ${key}`, documentFile));
      const isNamed = (key === 'Type' || key === 'LoadingPhase') && !isKnown(inside);
      if (isNamed) problems.push(missing(file, line, `${key} ${inside}`, documentFile));
      look(inside);
    }
    return undefined;
  };
  look(JSON.parse(text));
  return problems;
}
