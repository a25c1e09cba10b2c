// SPDX-License-Identifier: MIT
import { ALLOWED } from './allowed.mjs';
import {
  delegateMacros,
  delegatesOfTables,
  enumeratorsInProse,
  fieldsOfTables,
  namesOfLists,
  shownNames,
} from './prose.mjs';
import { findOwners } from './owners.mjs';
import { parseCode } from './signatures.mjs';

/** Classes that are one class in the headless headers. */
const MERGED = { UObjectBase: 'UObject', UObjectBaseUtility: 'UObject' };
/** In this section words stand beside each other as a list, and none is a field. */
const LISTS_OF_NAMES = '8';

/**
 * Gathers what the document declares, flat: functions, fields, classes, enums and delegates, each with its class (`owner`) and its
 * line. What it cannot read must be in the allowed list, with a reason; what is not, comes back as `unparsed`.
 *
 * @returns `{ declarations, unparsed, unusedAllowances }`
 */
export function gatherDeclarations(spans) {
  const owners = findOwners(spans);
  const found = { declarations: [], unparsed: [], used: new Set() };
  spans.forEach((span, index) => {
    if (span.table?.[0] === 'Delegate') return;
    const allowance = ALLOWED.find(
      (entry) => entry.code === span.code || (span.form === 'block' && span.code.includes(entry.code)),
    );
    if (allowance !== undefined) {
      found.used.add(allowance);
      for (const code of allowance.standsFor ?? [])
        addSpan(found, { ...span, code }, allowance.owner ?? owners[index]);
      return;
    }
    addSpan(found, span, owners[index]);
  });
  found.declarations.push(
    ...delegatesOfTables(spans),
    ...fieldsOfTables(spans),
    ...enumeratorsInProse(spans),
    ...delegateMacros(spans),
    ...namesOfLists(spans, owners),
    ...shownNames(spans),
  );
  return {
    declarations: found.declarations,
    unparsed: found.unparsed,
    unusedAllowances: ALLOWED.filter((entry) => !found.used.has(entry)),
  };
}

function addSpan(found, span, owner) {
  for (const parsed of parseCode(span.code)) add(found, span, parsed, owner);
}

function add(found, span, parsed, owner) {
  const { line } = span;
  const own = { ...parsed, line, owner: merged(parsed.scope ?? owner) };
  // "`FPendingLatentAction` virtuals: `void UpdateOperation(…)`"
  if (/^- `\w+` virtuals:/u.test(span.content ?? '')) own.isVirtual = true;
  switch (parsed.kind) {
    case 'mention':
      return;
    case 'unparsed':
      found.unparsed.push({ line, text: parsed.text });
      return;
    case 'namespace':
      for (const member of parsed.members) add(found, span, member, undefined);
      return;
    case 'class':
      found.declarations.push({ ...own, owner: undefined });
      for (const member of parsed.members) add(found, { line, before: '', after: '' }, member, parsed.name);
      return;
    case 'fields':
      if (span.section === LISTS_OF_NAMES) return;
      for (const { name, bits } of parsed.names) {
        found.declarations.push({ ...own, kind: 'field', name, bits, type: typeOfField(parsed.type, span) });
      }
      return;
    case 'function':
      found.declarations.push({
        ...own,
        kind: isDelegate(span, parsed) ? 'delegate' : 'function',
        access: accessOf(span, parsed),
      });
      return;
    default:
      found.declarations.push({ ...own, owner: parsed.scope });
  }
}

function merged(owner) {
  return MERGED[owner] ?? owner;
}

/** "`ULevel* PersistentLevel` (TObjectPtr)". */
function typeOfField(type, span) {
  return span.after.startsWith(' (TObjectPtr)') ? `TObjectPtr<${type.slice(0, -1)}>` : type;
}

/** `OnX(UActorComponent*, bool)` without a return type is what the handlers of a delegate take. */
function isDelegate(span, parsed) {
  return parsed.returns === undefined && /^(?:On|PreLoad|PostLoad)[A-Z]/u.test(parsed.name);
}

/** Said before or behind the code; what is only shown as an override may have either. */
function accessOf(span, parsed) {
  if (/\bprivate\s*$/u.test(span.before)) return 'private';
  if (/^\s*protected\b/u.test(span.after) || /\bprotected\s*$/u.test(span.before)) return 'protected';
  if (/^[^.;·]*\bprotected\b/u.test(span.before.split(/[.;·]/u).at(-1))) return 'protected';
  return parsed.isOverride ? undefined : 'public';
}
