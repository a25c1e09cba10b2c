// SPDX-License-Identifier: MIT

/** Sections whose heading does not begin with the class they are about. */
const OWNER_OF_SECTION = {
  1.1: 'UActorComponent',
  1.2: 'UActorComponent',
  1.3: 'UActorComponent',
  1.4: 'UActorComponent',
  1.5: 'UActorComponent',
  1.6: 'UActorComponent',
  2.1: 'AActor',
  2.2: 'AActor',
  2.3: 'UWorld',
  4.7: 'FTimerManager',
  6.3: 'TMulticastDelegate',
};

/** Lists of members in that table that do not stand behind their class, by their first word. */
const OWNER_OF_LIST = { CreateUObject: 'TDelegate', AddUObject: 'TMulticastDelegate', GetName: 'UObject' };
/** Types and functions, side by side in a table. */
const LISTS = '8';

const TYPE = /^(?:class |struct )?(?<name>[UAFTIE][A-Z]\w*[a-z]\w*)(?:\s*(?::|\{).*)?$/u;
const NAMESPACE_OF = /^(?:[\w<>]+[*&]? )?(?<scope>[UAFTI][A-Z]\w+)::\w/u;
/** Words before a span that make it a name of its own, not one of the class its line is about. */
const FREE = /free functions?[^.;]*$/u;

/**
 * Says which class each span of the document is about, in the order of the document: by what stands before `::`, by the class
 * that the line begins with, by the table, by the section.
 */
export function findOwners(spans) {
  let line = 0;
  let ofLine;
  let listed;
  return spans.map((span, index) => {
    if (span.section === LISTS) {
      const ofList = OWNER_OF_LIST[/^\w+/u.exec(span.code)?.[0] ?? ''];
      if (ofList !== undefined) return ofList;
      listed = ownerInList(span, spans[index - 1], span.line === line ? listed : undefined);
      line = span.line;
      return NAMESPACE_OF.exec(span.code)?.groups.scope ?? listed;
    }
    if (span.line !== line || span.form === 'block') {
      line = span.line;
      ofLine = ownerOfTable(span) ?? ownerOfSection(span);
    }
    const leading = leadingType(span);
    if (leading !== undefined) ofLine = leading;
    const scope = NAMESPACE_OF.exec(span.code)?.groups.scope;
    if (scope !== undefined && !span.code.includes('(const UWorld::')) ofLine = scope;
    return FREE.test(span.before) || (FREE.test(span.content) && span.before.trim() === ',')
      ? undefined
      : ofLine;
  });
}

/** "`TArray` (`Add Emplace`)": what stands in brackets behind a type is of it. */
function ownerInList(span, previous, listed) {
  const brackets = span.before.replace(/[^()]/gu, '');
  if (brackets.endsWith('(')) {
    const type = span.place > 0 ? previous.code.replace(/<.*/u, '').split('/')[0] : '';
    return TYPE.test(type) ? type : undefined;
  }
  return brackets.includes(')') ? undefined : listed;
}

/** A type that begins a line of a list. */
function leadingType(span) {
  const leads = span.place === 0 && /^\s*[-|]?\s*(?:[a-z -]* )?$/u.test(span.before.replace(/^- /u, ''));
  if (span.form === 'block' || !leads || span.table !== undefined) return undefined;
  return TYPE.exec(span.code)?.groups.name;
}

function ownerOfTable(span) {
  const methods = /^Methods:/u.test(span.content) ? span.lastTable : span.table;
  return methods?.map((cell) => /\b(?:Field|Member) of (\w+)/u.exec(cell)?.[1]).find(Boolean);
}

function ownerOfSection({ section, headings }) {
  const heading = headings.at(-1) ?? '';
  const named = /^(?:[\d.]+ )?`?([UAFTIE][A-Z]\w*[a-z]\w*)`?(?: |$)/u.exec(heading)?.[1];
  return OWNER_OF_SECTION[section] ?? named;
}
