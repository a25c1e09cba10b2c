// SPDX-License-Identifier: MIT
import { existsSync } from 'node:fs';
import { join } from 'node:path';

import { missing } from './missing.mjs';
import { closing } from './tokens.mjs';

/** Names that are no engine's: of the language, of PuerTS, or of a parameter list of a template. */
const OTHERS = /^(?:T|E|A|I|F|U|[A-Z]\w*Type|[A-Z]\w*Types|__\w+|PUERTS_NAMESPACE|FJsEnv|NULL)$/u;
const TYPE = /^(?:[UAFTEI][A-Z][A-Za-z0-9]*[a-z]\w*)$/u;
const MACRO = /^[A-Z][A-Z0-9]*_[A-Z0-9_]+$/u;
const MARKUP = new Set([
  'UCLASS',
  'USTRUCT',
  'UENUM',
  'UINTERFACE',
  'UPROPERTY',
  'UFUNCTION',
  'UPARAM',
  'UMETA',
]);
/** Headers of PuerTS. */
const PUERTS = new Set([
  'JsEnv.h',
  'Binding.hpp',
  'Object.hpp',
  'UEDataBinding.hpp',
  'JSModuleLoader.h',
  'JSLogger.h',
]);

/** Problems with the words of a module: types, functions and macros, specifiers, headers, modules. */
export function wordProblems(module, context) {
  return [
    ...module.files.flatMap((file) => [
      ...namesIn(file, context),
      ...specifiersIn(file, context),
      ...overridesIn(file, context),
      ...headersOf(file, context),
    ]),
    ...modulesOf(module, context),
  ];
}

function namesIn({ path, tokens }, { carried, scanned, own, documentFile }) {
  const problems = [];
  let markedUp = -1;
  tokens.forEach(({ kind, text, line }, at) => {
    if (MARKUP.has(text) && tokens[at + 1]?.text === '(') markedUp = closing(tokens, at + 1);
    if (kind !== 'word' || (at < markedUp && !MARKUP.has(text))) return;
    if (own.has(text) || OTHERS.test(text) || carried.has(text)) return;
    if (isMember(tokens, at)) return;
    if (scanned.globals.has(text) || TYPE.test(text) || MACRO.test(text))
      problems.push(missing(path, line, text, documentFile));
  });
  return problems;
}

/** Behind `.`, `->` or the `::` of a class: the compiler looks at those. */
function isMember(tokens, at) {
  const before = tokens[at - 1]?.text;
  return before === '.' || before === '->' || (before === '::' && tokens[at - 2]?.kind === 'word');
}

/** The words in the brackets of UPROPERTY and the like; values are the project's own. */
function specifiersIn({ path, tokens }, { carried, documentFile }) {
  const problems = [];
  tokens.forEach(({ text }, at) => {
    if (!MARKUP.has(text) || tokens[at + 1]?.text !== '(') return;
    const end = closing(tokens, at + 1);
    for (let inside = at + 2; inside < end; ++inside) {
      const { kind, text: word, line } = tokens[inside];
      const isValue = tokens[inside - 1].text === '=' || isInValue(tokens, at + 1, inside);
      if (kind === 'word' && !isValue && !carried.has(word))
        problems.push(missing(path, line, `the specifier ${word}`, documentFile));
    }
  });
  return problems;
}

/** `ClassGroup = (Custom)`: a value in brackets, unless it is that of meta. */
function isInValue(tokens, open, at) {
  for (let each = at - 1; each > open; --each) {
    if (tokens[each].text === '(' && closing(tokens, each) > at) {
      return tokens[each - 1].text === '=' && tokens[each - 2].text !== 'meta';
    }
  }
  return false;
}

/** What is overridden is not called, so the compiler says nothing. */
function overridesIn({ path, tokens }, { carried, scanned, documentFile }) {
  return tokens.flatMap(({ text, line }, at) => {
    if (text !== 'override') return [];
    const name = overridden(tokens, at);
    const bases = scanned.headers.flatMap(({ members }) => members).filter((member) => member.name === name);
    const isCarried = bases.length === 0 || bases.some((member) => carried.hasMember(member.owner, name));
    return isCarried ? [] : [missing(path, line, `${bases[0].owner}::${name}`, documentFile)];
  });
}

/** The name before the parameters before `const override`. */
function overridden(tokens, at) {
  let depth = 0;
  for (let each = at - 1; each > 0; --each) {
    if (tokens[each].text === ')') ++depth;
    else if (tokens[each].text === '(' && --depth === 0) return tokens[each - 1].text;
  }
  return undefined;
}

function headersOf({ path, tokens }, { carried, modules, documentFile }) {
  return tokens.flatMap(({ kind, text, line }) => {
    const header = kind === 'directive' ? /^#\s*include\s+"([^"]+)"/u.exec(text)?.[1] : undefined;
    if (header === undefined || header.endsWith('.generated.h') || PUERTS.has(header)) return [];
    const isOwn = modules.some(({ folder }) =>
      ['', 'Public', 'Private'].some((each) => existsSync(join(folder, each, header))),
    );
    return isOwn || carried.hasText(header)
      ? []
      : [missing(path, line, `the header ${header}`, documentFile)];
  });
}

function modulesOf({ name, folder, rules }, { carried, modules, documentFile }) {
  const path = join(folder, `${name}.Build.cs`);
  const lists = [...rules.matchAll(/DependencyModuleNames\s*\.Add(?:Range)?\(([^;]*)\)/gu)];
  return lists.flatMap((list) =>
    [...list[1].matchAll(/"(\w+)"/gu)].flatMap(([, each]) => {
      const known =
        modules.some((module) => module.name === each) || carried.has(each) || carried.hasText(`"${each}"`);
      const line = rules.slice(0, list.index).split('\n').length;
      return known ? [] : [missing(path, line, `the module ${each}`, documentFile)];
    }),
  );
}
