// SPDX-License-Identifier: MIT

const EXPOSED = /^(?:Blueprint\w+|Edit\w+|Visible\w+|CallInEditor)$/u;
const BLUEPRINT = /^(?:Blueprint\w+|CallInEditor)$/u;
const READ = ['BlueprintReadWrite', 'BlueprintReadOnly'];

export function isExposed(member) {
  return [...member.specifiers.keys()].some((name) => EXPOSED.test(name));
}

export function isInBlueprint(member) {
  return [...member.specifiers.keys()].some((name) => BLUEPRINT.test(name));
}

/** What designers see has a category. */
export function category({ reflected }) {
  return reflected.members.flatMap((member) =>
    isExposed(member) && !member.specifiers.has('Category')
      ? [{ line: member.line, text: `Expected a Category for ${member.name}, but it has none` }]
      : [],
  );
}

/** Blueprint reads a private member only with AllowPrivateAccess. */
export function privateAccess({ reflected }) {
  return reflected.members.flatMap(({ kind, access, specifiers, meta, name, line }) => {
    const isRead = READ.some((specifier) => specifiers.has(specifier));
    if (kind !== 'property' || access !== 'private' || !isRead || meta.has('AllowPrivateAccess')) return [];
    return [{ line, text: `Expected AllowPrivateAccess for the private ${name}, but it has none` }];
  });
}

/** BlueprintAssignable is for dynamic multicast delegates. */
export function assignable({ reflected, delegates }) {
  return reflected.members.flatMap(({ kind, specifiers, valueType, name, line }) => {
    if (kind !== 'property' || !specifiers.has('BlueprintAssignable')) return [];
    const type = valueType.at(-1)?.text;
    const macro = delegates.get(type);
    if (macro === undefined || macro.startsWith('DECLARE_DYNAMIC_MULTICAST')) return [];
    return [
      {
        line,
        text: `Expected a dynamic multicast delegate for ${name}, but ${type} is declared by ${macro}`,
      },
    ];
  });
}

/** Names in meta are those of functions of the class, or of parameters. */
export function metaNames({ reflected, allFunctions }) {
  return reflected.members.flatMap((member) => [...optionsOf(member, allFunctions), ...parametersOf(member)]);
}

function optionsOf({ meta, type, line }, allFunctions) {
  const name = meta.get('GetOptions');
  if (name === undefined || name.includes('.')) return [];
  const isThere = allFunctions.some((each) => each.name === name && each.type?.name === type?.name);
  return isThere
    ? []
    : [{ line, text: `Expected a UFUNCTION ${name} for GetOptions, but ${type?.name} has none` }];
}

function parametersOf({ kind, meta, parameters, name, line }) {
  if (kind !== 'function') return [];
  return ['WorldContext', 'LatentInfo', 'AutoCreateRefTerm', 'ExpandEnumAsExecs'].flatMap((key) => {
    const named = (meta.get(key) ?? '')
      .split(/\s*,\s*/u)
      .filter((each) => each !== '' && each !== 'ReturnValue');
    const absent = named.filter((each) => !parameters.some((parameter) => parameter.name === each));
    return absent.map((each) => ({
      line,
      text: `Expected a parameter ${each} of ${name} for ${key}, but it has none`,
    }));
  });
}
