// SPDX-License-Identifier: MIT
import { parseCode } from './signatures.mjs';

/** The delegates of tables whose columns are "Delegate" and "Handler parameters". */
export function delegatesOfTables(spans) {
  const rows = new Map();
  for (const span of spans) {
    if (span.table?.[0] !== 'Delegate') continue;
    rows.set(span.line, [...(rows.get(span.line) ?? []), span]);
  }
  return [...rows.values()].flatMap((row) => delegatesOfRow(row));
}

function delegatesOfRow(row) {
  const owner = /`(\w+)`/u.exec(row[0].headings.at(-1))[1];
  const names = row.filter(
    ({ code }) => /^\w+$/u.test(code) && !/^[UAFT][A-Z]/u.test(code) && code !== 'World',
  );
  const parameters = row.filter(({ code }) => code.startsWith('('));
  return names.map(({ code, line }, index) => {
    const list = (parameters[index] ?? parameters.at(-1)).code;
    const [parsed] = parseCode(`void Handler${list}`);
    return {
      kind: 'delegate',
      name: code,
      owner,
      line,
      text: `${code}${list}`,
      isStatic: true,
      parameters: parsed.parameters,
    };
  });
}

/** The fields of tables whose columns begin with "Field of X" and "Type". */
export function fieldsOfTables(spans) {
  return spans.flatMap(({ code, line, table, content }) => {
    const owner = /^Field of (\w+)$/u.exec(table?.[0] ?? '')?.[1];
    const cells = content.split('|').map((cell) => cell.trim());
    if (owner === undefined || table[1] !== 'Type' || !cells[1].includes(`\`${code}\``)) return [];
    const [, type, bits] = /^`(.+?)(?::(\d+))?`$/u.exec(cells[2]);
    return [
      { kind: 'field', name: code, owner, type, bits: bits && Number(bits), line, text: `${type} ${code}` },
    ];
  });
}

/** "`EWorldType::Type WorldType` (None, Game, …)": the enumerators of an enum in a namespace, in order. */
export function enumeratorsInProse(spans) {
  return spans.flatMap(({ code, after, line }) => {
    const scope = /^(E\w+)::Type \w+$/u.exec(code)?.[1];
    const list = /^ \((\w+(?:, \w+)+)\)/u.exec(after)?.[1];
    if (scope === undefined || list === undefined) return [];
    const enumerators = list.split(', ').map((name, value) => ({ name, value }));
    return [
      { kind: 'enum', name: 'Type', owner: scope, scoped: false, enumerators, line, text: `${scope}::Type` },
    ];
  });
}

const COUNTS = [
  '',
  'OneParam',
  'TwoParams',
  'ThreeParams',
  'FourParams',
  'FiveParams',
  'SixParams',
  'SevenParams',
  'EightParams',
  'NineParams',
];

/** `DECLARE_MULTICAST_DELEGATE[_OneParam…_NineParams](FName, T1, …)`: a macro for each number of parameters. */
export function delegateMacros(spans) {
  return spans.flatMap(({ code, line }) => {
    const [, family, forms] = /^(DECLARE_(?:DYNAMIC_)?(?:MULTICAST_)?DELEGATE)\[([^\]]*)\]/u.exec(code) ?? [];
    if (family === undefined) return [];
    const returns = forms.includes('_RetVal') ? ['', '_RetVal'] : [''];
    return returns.flatMap((returning) =>
      COUNTS.map((form, count) => ({
        kind: 'delegateMacro',
        name: `${family}${returning}${form === '' ? '' : `_${form}`}`,
        isDynamic: family.includes('DYNAMIC'),
        isMulticast: family.includes('MULTICAST'),
        returns: returning !== '',
        count,
        line,
        text: code,
      })),
    );
  });
}

const LISTED = /^(?:[A-Z]\w+|check\w*|ensure\w*|verifyf?|u?int\d+|unimplemented)$/u;
/** Words in lists that stand for what is passed, or for a thread. */
const PASSED = new Set(['Outer', 'Str', 'Fatal', 'GameThread', 'ThreadSafe']);

/** The names of §8: each a thing of its own, or of the type it stands behind. */
export function namesOfLists(spans, owners) {
  const seen = new Set();
  return spans.flatMap(({ code, line, section, table }, index) => {
    if (section !== '8' || table === undefined) return [];
    const owner = owners[index];
    // Of a call, its name alone.
    return code
      .replace(/\(.*$/u, '')
      .split(/[^\w]+/u)
      .flatMap((name) => {
        const key = `${owner}::${name}`;
        if (!LISTED.test(name) || PASSED.has(name) || name === owner || seen.has(key)) return [];
        seen.add(key);
        return [{ kind: 'name', owner, name, line, text: code }];
      });
  });
}

const SHOWN_MACRO = /^(?<name>[A-Z][A-Z0-9]*_\w+|U[A-Z]{3,}|GENERATED_BODY)\(/u;

/** Macros that are shown in use, and functions that are called free: they are there or not. */
export function shownNames(spans) {
  const seen = new Set();
  return spans.flatMap(({ code, line, section, before, content, form }) => {
    if (section === '8' || form !== 'span') return [];
    const isFree =
      /free functions?[^.;]*$/u.test(before) || (/free functions/u.test(content) && before.trim() === ',');
    const name =
      SHOWN_MACRO.exec(code)?.groups.name ?? (isFree ? /^(\w+)\([A-Z]\w*\)$/u.exec(code)?.[1] : undefined);
    if (name === undefined || seen.has(name)) return [];
    seen.add(name);
    return [{ kind: 'name', owner: undefined, name, line, text: code }];
  });
}
