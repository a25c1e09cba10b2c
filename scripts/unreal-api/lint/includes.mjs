// SPDX-License-Identifier: MIT
import { basename } from 'node:path';

/** Headers that others bring along in the engine too, by its documentation: each header's own bases and the types it declares with. */
const BRINGS = {
  'CoreMinimal.h': ['*core'],
  'Components/ActorComponent.h': ['Engine/EngineTypes.h', 'Engine/EngineBaseTypes.h'],
  'Engine/EngineTypes.h': ['Engine/EngineBaseTypes.h'],
  'GameFramework/Actor.h': [
    'Engine/EngineTypes.h',
    'Engine/EngineBaseTypes.h',
    'Components/ActorComponent.h',
  ],
  'Subsystems/GameInstanceSubsystem.h': ['Subsystems/Subsystem.h'],
  'Subsystems/WorldSubsystem.h': ['Subsystems/Subsystem.h', 'Tickable.h'],
};
/** Classes that CoreMinimal.h declares ahead. */
const AHEAD = ['UObject', 'UClass', 'UEnum', 'UStruct', 'UFunction', 'UPackage'];
/** What comes with every header of a reflected class. */
const OBJECTS = [
  'UObject/Object.h',
  'UObject/Class.h',
  'UObject/ObjectPtr.h',
  'UObject/WeakObjectPtr.h',
  'UObject/ObjectMacros.h',
];

/**
 * A file includes the headers of the engine it takes names from, itself or by headers of the project; declaring a class ahead is
 * enough where only its name is used.
 */
export function includesWhatItUses({ path, tokens, files, scanned }) {
  const reached = reachedFrom({ path, tokens }, files, scanned);
  const ahead = declaredAhead(tokens, reached.own);
  const problems = [];
  const seen = new Set();
  tokens.forEach(({ kind, text, line }, at) => {
    if (kind !== 'word' || seen.has(text) || ['.', '->', '::'].includes(tokens[at - 1]?.text)) return;
    const headers = scanned.headers.filter(({ globals }) => globals.has(text)).map(({ header }) => header);
    if (headers.length === 0 || headers.some((header) => reached.engine.has(header)) || ahead.has(text))
      return;
    seen.add(text);
    problems.push({ line, text: `Expected #include "${headers[0]}" for ${text}, but it is not included` });
  });
  return problems;
}

function reachedFrom(start, files, scanned) {
  const engine = new Set();
  const own = [];
  const open = [start];
  const seen = new Set([start.path]);
  for (let file = open.pop(); file !== undefined; file = open.pop()) {
    own.push(file);
    for (const header of includedBy(file.tokens)) {
      const project = files.find((each) => each.isHeader && basename(each.path) === basename(header));
      if (project !== undefined && !seen.has(project.path)) {
        seen.add(project.path);
        open.push(project);
      } else if (project === undefined) {
        reach(header, engine, scanned);
      }
    }
  }
  return { engine, own };
}

function includedBy(tokens) {
  return tokens.flatMap(({ kind, text }) =>
    kind === 'directive' ? (/^#\s*include\s+"([^"]+)"/u.exec(text)?.slice(1) ?? []) : [],
  );
}

function reach(header, engine, scanned) {
  if (engine.has(header)) return;
  if (header === '*core') {
    for (const each of coreHeaders(scanned)) engine.add(each);
    return;
  }
  engine.add(header);
  for (const each of BRINGS[header] ?? []) reach(each, engine, scanned);
  const known = scanned.headers.find((each) => each.header === header);
  if (known === undefined) return;
  if (/GENERATED_BODY\(/u.test(known.text)) for (const each of OBJECTS) engine.add(each);
  // A class comes with its bases.
  const bases = [...known.bases.values()].flat();
  for (const { header: other, bases: declared } of scanned.headers) {
    if (bases.some((base) => declared.has(base))) reach(other, engine, scanned);
  }
}

/** What CoreMinimal.h of the headless headers includes is what the engine's does. */
function coreHeaders(scanned) {
  const core = scanned.headers.find(({ header }) => header === 'CoreMinimal.h');
  const found = new Set(['CoreMinimal.h']);
  const open = [core];
  for (let each = open.pop(); each !== undefined; each = open.pop()) {
    for (const [, header] of each.text.matchAll(/^#include "([^"]+)"/gmu)) {
      if (found.has(header)) continue;
      found.add(header);
      open.push(scanned.headers.find((other) => other.header === header));
    }
  }
  return found;
}

function declaredAhead(tokens, own) {
  const names = new Set(AHEAD);
  for (const { tokens: all } of [{ tokens }, ...own]) {
    all.forEach(({ text }, at) => {
      if ((text === 'class' || text === 'struct') && all[at + 2]?.text === ';') names.add(all[at + 1].text);
    });
  }
  return names;
}
