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
