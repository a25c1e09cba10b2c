// SPDX-License-Identifier: MIT

const GUARDS = /^(?:WITH_EDITOR|WITH_EDITORONLY_DATA|CPP|!CPP)$/u;

/** UnrealHeaderTool does not know overloads. */
export function overloads({ reflected }) {
  return reflected.members.flatMap(({ kind, name, type, line }) => {
    if (kind !== 'function' || type === undefined) return [];
    const others = reflected.functions.filter(
      (each) => each.type?.name === type.name && each.name === name && each.line !== line,
    );
    return others.length === 0
      ? []
      : [
          {
            line,
            text: `Expected one function ${name} in ${type.name}, as it is a UFUNCTION, but there are ${others.length + 1}`,
          },
        ];
  });
}

/** Conditions that UnrealHeaderTool knows. */
export function guards({ reflected }) {
  const marked = [
    ...reflected.members,
    ...reflected.types.flatMap(({ marks, name }) => (marks === undefined ? [] : [{ ...marks, name }])),
  ];
  return marked.flatMap(({ guards: around, name, line, macro }) => {
    const bad = around.find((guard) => !GUARDS.test(guard));
    return bad === undefined
      ? []
      : [
          {
            line,
            text: `Expected ${macro} of ${name} outside "#if ${bad}": only WITH_EDITOR and WITH_EDITORONLY_DATA may be around it`,
          },
        ];
  });
}

/** Structs have no reflected functions, and initialise their members. */
export function structs({ reflected }) {
  return reflected.members.flatMap(({ kind, type, name, line, valueType, isInitialized }) => {
    if (type?.marks?.kind !== 'struct') return [];
    if (kind === 'function')
      return [{ line, text: `Expected no UFUNCTION in a struct, but ${type.name} has ${name}` }];
    const hasDefault =
      isInitialized ||
      !/^(?:bool|float|double|u?int\d+|E[A-Z]\w*|TObjectPtr)$/u.test(valueType[0]?.text ?? '');
    return hasDefault
      ? []
      : [{ line, text: `Expected a value for ${name} of ${type.name}, but it has none` }];
  });
}

/** The engine's component has a private final Tick(float) as a trap. */
export function componentTick({ reflected }) {
  const components = reflected.types.filter(({ bases }) =>
    bases?.some((base) => /^U\w*Component$/u.test(base)),
  );
  return reflected.functions.flatMap(({ type, name, line }) =>
    name === 'Tick' && components.some((each) => each.name === type?.name)
      ? [{ line, text: `Expected TickComponent in the component ${type.name}, but it declares Tick` }]
      : [],
  );
}

/** AddDynamic finds its function by name: it is a UFUNCTION. */
export function dynamicTargets({ tokens, allFunctions, ownTypes }) {
  return tokens.flatMap(({ text, line }, at) => {
    if (!/^(?:Add(?:Unique)?|Remove|Bind)Dynamic$/u.test(text) || tokens[at + 1]?.text !== '(') return [];
    const target = tokens.findIndex((token, index) => index > at && token.text === '&');
    const [type, , name] = tokens.slice(target + 1, target + 4).map((token) => token.text);
    const isKnown =
      !ownTypes.has(type) || allFunctions.some((each) => each.name === name && each.type?.name === type);
    return isKnown
      ? []
      : [{ line, text: `Expected ${type}::${name} to be a UFUNCTION for ${text}, but it is none` }];
  });
}
