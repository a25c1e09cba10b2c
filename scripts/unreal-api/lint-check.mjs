// SPDX-License-Identifier: MIT
import { scanHeaders } from './annotate.mjs';
import { assignable, category, metaNames, privateAccess } from './lint/exposure.mjs';
import { blueprintEnums, blueprintTypes } from './lint/blueprint-types.mjs';
import { declaredDelegates, delegateForms } from './lint/delegates.mjs';
import { componentTick, dynamicTargets, guards, overloads, structs } from './lint/functions.mjs';
import { exported } from './lint/exports.mjs';
import { generatedBody, generatedHeader, generatedSource } from './lint/generated.mjs';
import { includesWhatItUses } from './lint/includes.mjs';
import { language, shrinking, unaware } from './lint/language.mjs';
import { reflect } from './lint/reflection.mjs';
import { findModules } from './plugin.mjs';

/** The rules, by name: each takes a file with its surroundings and gives `{ line, text }`. */
const RULES = {
  assignable,
  'blueprint-enums': blueprintEnums,
  'blueprint-types': blueprintTypes,
  category,
  'component-tick': componentTick,
  'delegate-forms': delegateForms,
  'dynamic-targets': dynamicTargets,
  exported,
  'generated-body': generatedBody,
  'generated-header': generatedHeader,
  'generated-source': generatedSource,
  guards,
  includes: includesWhatItUses,
  language,
  'meta-names': metaNames,
  overloads,
  'private-access': privateAccess,
  shrinking,
  structs,
  unaware,
};

export function ruleNames() {
  return Object.keys(RULES).sort();
}

/** Looks for what UnrealHeaderTool, the engine's compilers or its older versions refuse, and the headless ones do not. */
export function lintModules({ engine, folders }) {
  const scanned = scanHeaders(engine);
  const modules = findModules(folders);
  const files = modules.flatMap((module) =>
    module.files.map((file) => ({ ...file, module, reflected: reflect(file.tokens) })),
  );
  return { problems: lintFiles(files, scanned), files: files.length, rules: Object.keys(RULES).length };
}

export function lintFiles(files, scanned) {
  const shared = {
    files,
    scanned,
    delegates: declaredDelegates(files),
    allFunctions: files.flatMap(({ reflected }) =>
      reflected.members.filter(({ kind }) => kind === 'function'),
    ),
    ownTypes: new Set(files.flatMap(({ reflected }) => reflected.types.map(({ name }) => name))),
  };
  return files.flatMap((file) =>
    Object.entries(RULES).flatMap(([rule, check]) =>
      check({ ...shared, ...file }).map(({ line, text }) => `${file.path}:${line}: ${text} (${rule})`),
    ),
  );
}
