// SPDX-License-Identifier: MIT
import { closing, tokenize } from './tokens.mjs';

/** What only the headless world uses. */
const INTERNAL = 'Headless';
const ACCESS = new Set(['public', 'protected', 'private']);

/**
 * Finds what a header declares.
 *
 * @returns `{ members, globals, bases, aliases }`: members have `owner`, `name`, and the `offset` at which an attribute may stand;
 *   globals are names outside classes, macros included; bases maps each class to what it derives from.
 */
export function scanHeader(text) {
  const tokens = tokenize(text);
  const found = { members: [], globals: new Set(), bases: new Map() };
  for (const { kind, text: directive } of tokens) {
    const macro = kind === 'directive' ? /^#\s*define\s+(\w+)/u.exec(directive)?.[1] : undefined;
    if (macro !== undefined) found.globals.add(macro);
  }
  scan(
    tokens.filter((token) => token.kind !== 'directive'),
    undefined,
    found,
  );
  return found;
}

function scan(tokens, owner, found, startsPrivate = false) {
  let isPrivate = startsPrivate;
  let at = 0;
  while (at < tokens.length) {
    const end = endOfStatement(tokens, at);
    const isLabel = ACCESS.has(tokens[at].text) && end === at + 2;
    if (isLabel) isPrivate = tokens[at].text === 'private';
    // Nobody outside reaches what is private.
    else if (!isPrivate) scanStatement(tokens.slice(at, end), owner, found);
    at = end;
  }
}

/** Behind the `;`, the body of a function or namespace, the `:` of an access label, or a macro that needs no `;`. */
function endOfStatement(tokens, from) {
  if (ACCESS.has(tokens[from].text) && tokens[from + 1]?.text === ':') return from + 2;
  if (isMacroCall(tokens, from)) {
    const end = closing(tokens, from + 1) + 1;
    return tokens[end]?.text === ';' ? end + 1 : end;
  }
  const isType = keyOf(tokens, from) !== undefined;
  for (let at = from; at < tokens.length; ++at) {
    const { text } = tokens[at];
    if (text === ';') return at + 1;
    if (text === '(' || text === '[') {
      at = closing(tokens, at);
    } else if (text === '{') {
      const isInitializer = tokens[at - 1]?.text === '=' || isMemberInitializer(tokens, from, at);
      at = closing(tokens, at);
      if (!isType && !isInitializer && tokens[at + 1]?.text !== ';') return at + 1;
    }
  }
  return tokens.length;
}

/** `UniquePtr<T> Pointer{nullptr};` and `: Key(InKey), Value{InValue} {`. */
function isMemberInitializer(tokens, from, at) {
  const hasParameters = tokens.slice(from, at).some((token) => token.text === '(');
  return !hasParameters && tokens[at - 1].kind === 'word' && tokens[from].text !== 'namespace';
}

function isMacroCall(tokens, at) {
  return (
    /^[A-Z][A-Z0-9_]*(?:_[A-Z]\w*)*$/u.test(tokens[at].text) &&
    tokens[at].text.length > 2 &&
    tokens[at + 1]?.text === '('
  );
}

/** Where `class`, `struct`, `enum` or `namespace` stands at the beginning of a statement, behind its template. */
function keyOf(tokens, from) {
  const at = behindTemplate(tokens, from);
  return ['class', 'struct', 'enum', 'union'].includes(tokens[at]?.text) ? at : undefined;
}

function behindTemplate(tokens, from) {
  let at = from;
  while (tokens[at]?.text === 'template' && tokens[at + 1]?.text === '<') at = closing(tokens, at + 1) + 1;
  return at;
}

function scanStatement(tokens, owner, found) {
  const first = tokens[0].text;
  if (isMacroCall(tokens, 0)) {
    if (first.startsWith('DECLARE_')) declareByMacro(tokens, found);
    return;
  }
  if (first === 'namespace') return scanNamespace(tokens, found);
  if (['friend', 'static_assert', 'extern', ';', '}'].includes(first)) return undefined;
  if (first === 'using') return scanAlias(tokens, owner, found);
  const key = keyOf(tokens, 0);
  const open = tokens.findIndex((token) => token.text === '{');
  const isSpecialization = key !== undefined && tokens[key + 2]?.text === '<';
  const isBody =
    isSpecialization || !tokens.slice(key, open).some(({ text }) => text === '(' || text === '=');
  if (key !== undefined && open >= 0 && isBody) {
    return tokens[key].text === 'enum'
      ? scanEnum(tokens, key, open, owner, found)
      : scanClass(tokens, key, open, owner, found);
  }
  if (key !== undefined && tokens.length - key <= 4) {
    return undefined; // class X;
  }
  return scanMember(tokens, owner, found);
}

function scanNamespace(tokens, found) {
  const open = tokens.findIndex((token) => token.text === '{');
  const name = tokens[1].text;
  if (name === INTERNAL || open < 0) return;
  found.globals.add(name);
  scan(tokens.slice(open + 1, closing(tokens, open)), name, found);
}

function declareByMacro(tokens, found) {
  const name = tokens
    .slice(2)
    .find((token) => token.kind === 'word' && /^[FL][A-Za-z]\w+$/u.test(token.text));
  if (name !== undefined) found.globals.add(name.text);
}

function scanAlias(tokens, owner, found) {
  if (tokens[2]?.text === '=') record(tokens[1], tokens[2].offset, owner, found);
}

function scanEnum(tokens, key, open, owner, found) {
  const scoped = tokens[key + 1].text === 'class';
  const name = tokens[scoped ? key + 2 : key + 1];
  record(name, name.offset, owner, found);
  let expected = true;
  for (const token of tokens.slice(open + 1, closing(tokens, open))) {
    if (expected && token.kind === 'word') {
      const end = token.offset + token.text.length;
      record(token, end, scoped ? name.text : owner, found);
      expected = false;
    } else if (token.text === ',') {
      expected = true;
    }
  }
}

function scanClass(tokens, key, open, owner, found) {
  const head = tokens.slice(key + 1, open).filter((token) => !/_API$/u.test(token.text));
  const name = head[0];
  const colon = head.findIndex((token) => token.text === ':');
  const bases = colon < 0 ? [] : head.slice(colon + 1).filter((token) => /^[A-Z]/u.test(token.text));
  found.bases.set(name.text, [...(found.bases.get(name.text) ?? []), ...bases.map((token) => token.text)]);
  // A specialization has been declared before.
  if (head[1]?.text !== '<') record(name, name.offset, owner, found);
  const isPrivate = tokens[key].text === 'class';
  scan(tokens.slice(open + 1, closing(tokens, open)), name.text, found, isPrivate);
}

/** A function or a field. */
function scanMember(tokens, owner, found) {
  const start = behindTemplate(tokens, 0);
  const open = openingParameters(tokens, start);
  const name = open > 0 ? tokens[open - 1] : nameOfField(tokens, start);
  if (name?.kind !== 'word' || name.text === owner || name.text === 'operator') return;
  const at = tokens.indexOf(name);
  if (
    ['~', 'operator', '::'].includes(tokens[at - 1]?.text) ||
    tokens.slice(start, at).some(({ text }) => text === 'operator')
  ) {
    return;
  }
  if (at === start) return;
  record(name, tokens[start].offset, owner, found);
}

function openingParameters(tokens, from) {
  for (let at = from; at < tokens.length; ++at) {
    const { text } = tokens[at];
    if (text === '<' && tokens[at - 1]?.kind === 'word') at = closing(tokens, at);
    else if (text === '(') return at;
    else if (text === '=' || text === ';' || text === '{') return -1;
  }
  return -1;
}

function nameOfField(tokens, from) {
  for (let at = from; at < tokens.length; ++at) {
    const { text } = tokens[at];
    if (text === '<' && tokens[at - 1]?.kind === 'word') at = closing(tokens, at);
    else if (['=', ';', '{', '['].includes(text)) return tokens[at - 1];
    else if (text === ':' && at > from + 1) return tokens[at - 1];
  }
  return undefined;
}

function record(token, offset, owner, found) {
  if (owner === undefined) found.globals.add(token.text);
  else found.members.push({ owner, name: token.text, offset });
}
