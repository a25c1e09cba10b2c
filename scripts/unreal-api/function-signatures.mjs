// SPDX-License-Identifier: MIT
import { closing, splitAt } from './tokens.mjs';
import { isType, parseTyped, writeType } from './types.mjs';

const SPECIFIERS = new Set(['virtual', 'static', 'explicit', 'inline', 'constexpr', 'FORCEINLINE']);

/** Reads a whole function: template, specifiers, type, name, parameters, qualifiers. */
export function parseFunction(tokens) {
  const parts = splitHead(tokens);
  if (parts === undefined) return undefined;
  const { template, specifiers, head, params, tail } = parts;
  const name = readName(head);
  if (name === undefined) return undefined;
  const returns = head.slice(0, name.start);
  const isConstructor = returns.length === 0 && template === undefined && tail !== undefined;
  if (isConstructor || !isType(returns)) return undefined;
  const parameters = readParameters(params);
  if (parameters === undefined) return undefined;
  const qualifiers = new Set(tail);
  return {
    kind: 'function',
    name: name.name,
    scope: name.scope,
    returns: writeType(returns),
    template,
    ...parameters,
    isStatic: specifiers.includes('static'),
    isVirtual: ['virtual', 'override', 'final'].some(
      (word) => specifiers.includes(word) || qualifiers.has(word),
    ),
    isConst: qualifiers.has('const'),
    isOverride: qualifiers.has('override'),
    isFinal: qualifiers.has('final'),
    isPure: qualifiers.has('0'),
  };
}

/** `Name(bool, FName)`: no return type is given, but all parameters are types. */
export function parsePartialFunction(tokens) {
  const parts = splitHead(tokens);
  if (parts === undefined || parts.template !== undefined || parts.specifiers.length > 0) return undefined;
  const name = readName(parts.head);
  if (name === undefined || name.start !== 0 || parts.params.length === 0) return undefined;
  const parameters = readParameters(parts.params);
  if (parameters === undefined || parameters.isOpen) return undefined;
  const known = parameters.parameters.every(
    ({ type, name: label }) => label !== undefined || CERTAIN.test(type),
  );
  if (!known || /^(?:U[A-Z]+|TEXT|[A-Z_]+)$/u.test(name.name)) return undefined;
  return {
    kind: 'function',
    name: name.name,
    scope: name.scope,
    ...parameters,
    isConst: parts.tail.includes('const'),
  };
}

/** Types that are no values: built in, with `*` or `&`, or named as types are. */
const CERTAIN =
  /^(?:bool|void|float|double|u?int\d+)$|[*&>]$|^(?:const )?(?:[FUAET][A-Z]\w*[a-z]\w*)(?:::\w+)?$/u;

/** Takes template, specifiers, what stands before the parameters, the parameters and what follows apart. */
function splitHead(tokens) {
  let at = 0;
  let template;
  if (tokens[0]?.text === 'template' && tokens[1]?.text === '<') {
    const end = closing(tokens, 1);
    template = splitAt(tokens.slice(2, end), ',').map((part) => part.at(-1)?.text ?? '');
    at = end + 1;
  }
  const specifiers = [];
  while (SPECIFIERS.has(tokens[at]?.text)) specifiers.push(tokens[at++].text);
  const open = openingParameters(tokens, at);
  if (open < 0) return undefined;
  const end = closing(tokens, open);
  if (tokens[end].text !== ')') return undefined;
  let rest = tokens.slice(end + 1);
  const body = rest.findIndex((token) => token.text === '{');
  if (body >= 0) rest = rest.slice(0, body);
  const tail = rest.map((token) => token.text).filter((text) => text !== '=');
  if (tail.some((word) => !['const', 'override', 'final', '0', 'noexcept'].includes(word))) return undefined;
  return { template, specifiers, head: tokens.slice(at, open), params: tokens.slice(open + 1, end), tail };
}

function openingParameters(tokens, from) {
  for (let at = from; at < tokens.length; ++at) {
    if (tokens[at].text === '<') at = closing(tokens, at);
    else if (tokens[at].text === '(') return at;
  }
  return -1;
}

/** The name before the parameters, with the class it is said to be of. */
export function readName(head) {
  const last = head.at(-1);
  if (last?.kind !== 'word' || SPECIFIERS.has(last.text)) return undefined;
  let start = head.length - 1;
  const scope = [];
  while (head[start - 1]?.text === '::' && head[start - 2]?.kind === 'word') {
    scope.unshift(head[start - 2].text);
    start -= 2;
  }
  return { name: last.text, scope: scope.length > 0 ? scope.join('::') : undefined, start };
}

function readParameters(tokens) {
  const isOpen = tokens.some((token) => token.text === '…' || (token.text === '...' && tokens.length === 1));
  const named = tokens.filter((token) => token.text !== '...' || tokens.length > 1);
  const parts = splitAt(named, ',').filter((part) => part.length > 0 && part[0].text !== '…');
  const parameters = parts.map((part) => parseTyped(part));
  return parameters.includes(undefined) ? undefined : { parameters, isOpen };
}
