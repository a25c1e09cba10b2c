// SPDX-License-Identifier: MIT
import { joinTokens, opensTemplate, closing } from './tokens.mjs';

const QUALIFIERS = new Set(['const', 'volatile', 'class', 'struct', 'enum', 'typename']);
const BUILT_IN = new Set(['void', 'bool', 'int', 'float', 'double', 'char', 'auto', 'unsigned']);

/** Short forms the document writes for types. */
const SHORT_FORMS = { ctx: 'const UObject*' };

/**
 * Splits the tokens of one parameter or field into its type, its name and its default.
 *
 * Gives undefined for what is no type with or without a name, such as the arguments of a call.
 */
export function parseTyped(tokens) {
  const equals = tokens.findIndex((token) => token.text === '=');
  const fallback = equals < 0 ? undefined : joinTokens(tokens.slice(equals + 1));
  let rest = equals < 0 ? tokens : tokens.slice(0, equals);
  if (rest.length === 1 && rest[0].text in SHORT_FORMS) {
    return { type: SHORT_FORMS[rest[0].text], name: rest[0].text, fallback };
  }
  const method = methodPointer(rest);
  if (method !== undefined) return { ...method, fallback };
  let bits;
  if (rest.at(-2)?.text === ':') {
    bits = Number(rest.at(-1).text);
    rest = rest.slice(0, -2);
  }
  let name;
  if (rest.length > 1 && rest.at(-1).kind === 'word' && endsType(rest, rest.length - 1)) {
    name = rest.at(-1).text;
    rest = rest.slice(0, -1);
  }
  return isType(rest) ? { type: writeType(rest), name, fallback, bits } : undefined;
}

/** `void (T::*)()`, a pointer to a method. */
function methodPointer(tokens) {
  const star = tokens.findIndex((token, at) => token.text === '*' && tokens[at - 1]?.text === '::');
  if (star < 0 || !tokens.slice(0, star).some((token) => token.text === '(')) return undefined;
  return { type: writeType(tokens), name: undefined };
}

/** Whether a type is complete before `end`, so that a word there is a name. */
function endsType(tokens, end) {
  const before = tokens[end - 1].text;
  if (before === '::' || BUILT_IN.has(tokens[end].text) || QUALIFIERS.has(tokens[end].text)) return false;
  return tokens.slice(0, end).some((token) => token.kind === 'word' && !QUALIFIERS.has(token.text));
}

/** Words, `::`, template arguments, then `*` and `&`. */
export function isType(tokens) {
  let words = 0;
  let named = false;
  for (let at = 0; at < tokens.length; ++at) {
    const { kind, text } = tokens[at];
    if (kind === 'word') {
      if (!QUALIFIERS.has(text)) {
        if (named && tokens[at - 1].text !== '::') return false;
        named = true;
      }
      ++words;
    } else if (opensTemplate(tokens, at)) {
      at = closing(tokens, at);
      if (tokens[at].text !== '>') return false;
    } else if (!['::', '*', '&', '&&'].includes(text)) {
      return false;
    }
  }
  return words > 0 && named;
}

export function writeType(tokens) {
  return joinTokens(tokens).replace(/([*&>])(?=\w)/gu, '$1 ');
}
