// SPDX-License-Identifier: MIT
import { closing, joinTokens, splitAt, tokenize } from './tokens.mjs';
import { isType, parseTyped, writeType } from './types.mjs';

const SPECIFIERS = new Set(['virtual', 'static', 'explicit', 'inline', 'constexpr', 'FORCEINLINE']);
const MARKUP = new Set(['UFUNCTION', 'UPROPERTY', 'UCLASS', 'USTRUCT', 'UENUM', 'UMETA', 'GENERATED_BODY']);

/**
 * Reads the declarations of a piece of code: classes, enums, functions, fields.
 *
 * What is only named, called or shown is a `mention` of its words. What looks like a declaration and cannot be read is `unparsed`.
 */
export function parseCode(code) {
  const tokens = tokenize(code).filter((token) => token.kind !== 'directive');
  return statements(tokens).map((statement) => parseStatement(withoutMarkup(statement)));
}

/** Statements end with `;`, or with the body of a class or enum. */
function statements(tokens) {
  const found = [];
  let current = [];
  for (let at = 0; at < tokens.length; ++at) {
    const { text } = tokens[at];
    if (text === ';' || (text === '·' && current.length > 0)) {
      if (current.length > 0) found.push(current);
      current = [];
    } else if (text === '{' || text === '(' || text === '[') {
      const end = closing(tokens, at);
      current.push(...tokens.slice(at, end + 1));
      at = end;
      if (text === '{' && tokens[at + 1]?.text !== ';') {
        found.push(current);
        current = [];
      }
    } else {
      current.push(tokens[at]);
    }
  }
  if (current.length > 0) found.push(current);
  return found;
}

function withoutMarkup(tokens) {
  const kept = [];
  for (let at = 0; at < tokens.length; ++at) {
    const isMarkup = MARKUP.has(tokens[at].text) && tokens[at + 1]?.text === '(';
    if (isMarkup && closing(tokens, at + 1) < tokens.length - 1) at = closing(tokens, at + 1);
    else if (/^[A-Z]+_API$/u.test(tokens[at].text)) continue;
    else kept.push(tokens[at]);
  }
  return kept;
}

function parseStatement(tokens) {
  const text = joinTokens(tokens);
  const parsed =
    parseNamespace(tokens) ??
    parseEnum(tokens) ??
    parseClass(tokens) ??
    parseFunction(tokens) ??
    parsePartialFunction(tokens) ??
    parseField(tokens);
  if (parsed !== undefined) return { text, ...parsed };
  return { kind: looksDeclared(tokens) ? 'unparsed' : 'mention', text, words: wordsOf(tokens) };
}

function looksDeclared(tokens) {
  const first = tokens[0]?.text;
  if (['virtual', 'static', 'template', 'class', 'struct', 'enum', 'namespace'].includes(first)) {
    return tokens.length > 2;
  }
  const open = tokens.findIndex((token) => token.text === '(');
  const type = tokens.slice(0, open - 1);
  return open > 1 && tokens[open - 1].kind === 'word' && type.at(-1).text !== '::' && isType(type);
}

function wordsOf(tokens) {
  return tokens.filter((token) => token.kind === 'word').map((token) => token.text);
}

function parseNamespace(tokens) {
  if (tokens[0]?.text !== 'namespace' || tokens[2]?.text !== '{') return undefined;
  const members = parseBody(tokens, 2).map((member) => ({ ...member, scope: tokens[1].text }));
  return { kind: 'namespace', name: tokens[1].text, members };
}

function parseBody(tokens, open) {
  const inside = tokens.slice(open + 1, closing(tokens, open));
  return statements(inside)
    .map((statement) => withoutMarkup(statement))
    .filter(
      (statement) => statement.length > 0 && !/^(?:public|protected|private)$/u.test(joinTokens(statement)),
    )
    .map((statement) => parseStatement(statement));
}

function parseEnum(tokens) {
  if (tokens[0]?.text !== 'enum') return undefined;
  const scoped = tokens[1]?.text === 'class';
  const name = tokens[scoped ? 2 : 1];
  const open = tokens.findIndex((token) => token.text === '{');
  const colon = tokens.findIndex((token) => token.text === ':');
  if (name?.kind !== 'word' || open < 0) return undefined;
  const underlying = colon > 0 && colon < open ? writeType(tokens.slice(colon + 1, open)) : undefined;
  let next = 0;
  const enumerators = [];
  for (const part of splitAt(tokens.slice(open + 1, closing(tokens, open)), ',')) {
    if (part[0]?.kind !== 'word') continue;
    const equals = part.findIndex((token) => token.text === '=');
    const value = equals < 0 ? next : Number(joinTokens(part.slice(equals + 1)));
    enumerators.push({ name: part[0].text, value });
    next = value + 1;
  }
  return { kind: 'enum', name: name.text, scoped, underlying, enumerators };
}

function parseClass(tokens) {
  const keyed = tokens[0]?.text === 'class' || tokens[0]?.text === 'struct';
  const start = keyed ? 1 : 0;
  const name = tokens[start];
  if (name?.kind !== 'word' || !/^[A-Z]/u.test(name.text)) return undefined;
  const open = tokens.findIndex((token) => token.text === '{');
  let at = start + 1;
  if (tokens[at]?.text === 'final') ++at;
  const colon = tokens[at]?.text === ':';
  if (!colon && !(keyed && (open === at || at === tokens.length))) return undefined;
  if (!keyed && !/^[UAFTI][A-Z]/u.test(name.text)) return undefined;
  const bases = colon
    ? splitAt(tokens.slice(at + 1, open < 0 ? undefined : open), ',').map((base) => {
        const words = base.filter(
          (token) => !['public', 'protected', 'private', 'virtual'].includes(token.text),
        );
        return joinTokens(words);
      })
    : [];
  if (bases.some((base) => !/^[\w:<>]+$/u.test(base))) return undefined;
  const members = open < 0 ? [] : parseBody(tokens, open);
  return { kind: 'class', name: name.text, bases, members };
}

function parseFunction(tokens) {
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
function parsePartialFunction(tokens) {
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
function readName(head) {
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

/** `uint8 bActive:1`, `float TimeDilation, CinematicTimeDilation`. */
function parseField(tokens) {
  const [first, ...others] = splitAt(tokens, ',');
  const isStatic = first[0]?.text === 'static';
  const head = isStatic ? first.slice(1) : first;
  const field = parseTyped(head);
  if (field?.name === undefined) return undefined;
  const { name, scope } =
    readName(head.slice(0, head.findIndex((token) => token.text === field.name) + 1)) ?? {};
  if (
    name === undefined ||
    scope !== undefined ||
    /^(?:class|struct|enum|return|namespace)\b/u.test(field.type)
  )
    return undefined;
  const names = [{ name, bits: field.bits }];
  for (const other of others) {
    if (other[0]?.kind !== 'word' || (other.length > 1 && other[1].text !== ':' && other[1].text !== '='))
      return undefined;
    names.push({ name: other[0].text, bits: other[1]?.text === ':' ? Number(other[2].text) : undefined });
  }
  return { kind: 'fields', type: field.type, names, isStatic };
}
