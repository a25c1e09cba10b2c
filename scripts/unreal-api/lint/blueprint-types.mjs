// SPDX-License-Identifier: MIT
import { joinTokens } from '../tokens.mjs';
import { isExposed, isInBlueprint } from './exposure.mjs';

const NOT_REFLECTED =
  /\bstd::|\b(?:TSharedPtr|TSharedRef|TWeakPtr|TUniquePtr|TPimplPtr|TFunction|TUniqueFunction|size_t|SIZE_T|TCHAR)\b/u;
const NOT_IN_BLUEPRINT = /\b(?:uint16|uint32|uint64|int8|int16|int|long|short|char|unsigned|TOptional)\b/u;
const CONTAINERS = /\b(?:TArray|TSet|TMap)\b/gu;

/** Blueprint and the reflection know only some types. */
export function blueprintTypes({ reflected }) {
  return reflected.members.flatMap((member) => {
    const types =
      member.kind === 'function'
        ? [member.returns, ...member.parameters.map(({ tokens }) => tokens)]
        : [member.valueType];
    return types.flatMap((tokens) => {
      const type = joinTokens(tokens);
      const text = problemOf(type, member);
      return text === undefined
        ? []
        : [{ line: member.line, text: `Expected ${text} in ${member.name}, but got ${type}` }];
    });
  });
}

function problemOf(type, member) {
  const isFunction = member.kind === 'function';
  if (NOT_REFLECTED.test(type)) return 'a type that is reflected';
  if (NOT_IN_BLUEPRINT.test(type) && (isFunction ? isInBlueprint(member) : isExposed(member)))
    return 'a type that Blueprint has';
  if (isFunction && /\bTObjectPtr\b/u.test(type)) return 'a raw pointer';
  if (!isFunction && /\b[UA][A-Z]\w*\*/u.test(type)) return 'TObjectPtr';
  if ((type.match(CONTAINERS) ?? []).length > 1) return 'no container of containers';
  if (
    /\*/u.test(type) &&
    !/^(?:const )?(?:class )?[UAI][A-Z]\w*(?: const)?\*(?:const)?&?$|[<,][UA]\w+\*[>,]/u.test(type)
  )
    return 'a pointer to an object';
  return undefined;
}

/** Blueprint knows enums of one byte. */
export function blueprintEnums({ tokens, reflected }) {
  return reflected.types.flatMap(({ keyword, marks, name, line }) => {
    if (keyword !== 'enum' || !marks.specifiers.has('BlueprintType')) return [];
    const at = tokens.findIndex((token, index) => token.text === name && tokens[index - 1]?.text === 'class');
    const isByte = at > 0 && tokens[at + 1]?.text === ':' && tokens[at + 2]?.text === 'uint8';
    return isByte
      ? []
      : [{ line, text: `Expected "enum class ${name} : uint8" for Blueprint, but it is another` }];
  });
}
