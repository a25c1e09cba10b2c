// SPDX-License-Identifier: MIT
import { closing, joinTokens, splitAt, tokenize } from './tokens.mjs';
import { parseFunction, parsePartialFunction, readName } from './function-signatures.mjs';
import { isType, parseTyped, writeType } from './types.mjs';

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
