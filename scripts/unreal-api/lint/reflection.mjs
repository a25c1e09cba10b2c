// SPDX-License-Identifier: MIT
import { closing, joinTokens, splitAt } from '../tokens.mjs';

const TYPES = { UCLASS: 'class', USTRUCT: 'struct', UENUM: 'enum', UINTERFACE: 'interface' };
const MEMBERS = { UPROPERTY: 'property', UFUNCTION: 'function' };
const ACCESS = new Set(['public', 'protected', 'private']);

/**
 * Reads what UnrealHeaderTool would read in a file: its marked types and members.
 *
 * @returns `{ types, members }`; both have `line`, `specifiers` (name to value), `meta` and `guards` (the conditions around them);
 *   a member has `type` (its class), `access`, `name`, `returns`, `parameters` or its own `valueType`.
 */
export function reflect(tokens) {
  const found = { types: [], members: [], functions: [] };
  const guards = [];
  let pending;
  const scopes = [];
  for (let at = 0; at < tokens.length; ++at) {
    const token = tokens[at];
    if (token.kind === 'directive') {
      followGuard(guards, token.text);
      continue;
    }
    const { text } = token;
    const next = tokens[at + 1]?.text;
    if (text in TYPES && next === '(') {
      const marks = readMarks(tokens, at);
      pending = { kind: TYPES[text], macro: text, line: token.line, guards: [...guards], ...marks };
      at = marks.end;
    } else if (text in MEMBERS && next === '(') {
      at = readMember(tokens, at, scopes.at(-1), guards, found);
    } else if ((text === 'class' || text === 'struct') && definitionAt(tokens, at) !== undefined) {
      const type = {
        ...definitionAt(tokens, at),
        keyword: text,
        marks: pending,
        line: token.line,
        guards: [...guards],
      };
      found.types.push(type);
      scopes.push({
        ...type,
        access: text === 'class' ? 'private' : 'public',
        end: closing(tokens, type.open),
      });
      pending = undefined;
      at = type.open;
    } else if (text === 'enum' && pending?.kind === 'enum') {
      found.types.push({
        name: tokens[next === 'class' ? at + 2 : at + 1].text,
        keyword: 'enum',
        marks: pending,
        line: token.line,
        guards: [...guards],
      });
      pending = undefined;
    } else if (ACCESS.has(text) && next === ':' && scopes.length > 0) {
      scopes.at(-1).access = text;
    } else if (scopes.length > 0 && at >= scopes.at(-1).end) {
      scopes.pop();
    } else if (text === '(' && /^[A-Z][A-Z0-9_]+$/u.test(tokens[at - 1]?.text ?? '')) {
      at = closing(tokens, at); // a macro, such as GENERATED_BODY()
    } else if (text === '(' && scopes.length > 0 && tokens[at - 1]?.kind === 'word') {
      found.functions.push({
        type: scopes.at(-1),
        name: tokens[at - 1].text,
        line: token.line,
        access: scopes.at(-1).access,
      });
      at = behindFunction(tokens, closing(tokens, at));
    }
  }
  return found;
}

function followGuard(guards, directive) {
  const [, word, condition] = /^#\s*(\w+)\s*(.*)$/u.exec(directive) ?? [];
  if (word === 'if' || word === 'ifdef' || word === 'ifndef')
    guards.push(word === 'if' ? condition : `${word} ${condition}`);
  else if (word === 'elif' || word === 'else') guards[guards.length - 1] = `${word} ${condition}`.trim();
  else if (word === 'endif') guards.pop();
}

/** A class with its body: name, API macro, bases. */
function definitionAt(tokens, at) {
  let name = at + 1;
  const api = /_API$/u.test(tokens[name]?.text ?? '') ? tokens[name++].text : undefined;
  const start = name;
  while (tokens[name + 1]?.text === '::') name += 2;
  let open = name + 1;
  if (tokens[open]?.text === 'final') ++open;
  const bases = [];
  if (tokens[open]?.text === ':') {
    for (++open; open < tokens.length && tokens[open].text !== '{' && tokens[open].text !== ';'; ++open) {
      if (tokens[open].kind === 'word' && !ACCESS.has(tokens[open].text) && tokens[open].text !== 'virtual')
        bases.push(tokens[open].text);
    }
  }
  if (tokens[open]?.text !== '{' || tokens[start].kind !== 'word') return undefined;
  return { name: tokens[name].text, isNested: name !== start, api, bases, open };
}

function readMarks(tokens, at) {
  const end = closing(tokens, at + 1);
  const specifiers = new Map();
  const meta = new Map();
  for (const part of splitAt(tokens.slice(at + 2, end), ',')) {
    if (part.length === 0) continue;
    const name = part[0].text;
    if (name === 'meta' || name === 'Meta') {
      for (const each of splitAt(part.slice(3, -1), ','))
        meta.set(each[0]?.text, unquoted(joinTokens(each.slice(2))));
    } else {
      specifiers.set(name, unquoted(joinTokens(part.slice(2))));
    }
  }
  return { specifiers, meta, end };
}

function unquoted(text) {
  return text.replace(/^"(.*)"$/u, '$1');
}

/** Reads a member behind its mark and gives the index of its last token. */
function readMember(tokens, at, type, guards, found) {
  const macro = tokens[at].text;
  const { specifiers, meta, end: marksEnd } = readMarks(tokens, at);
  let end = marksEnd + 1;
  while (end < tokens.length && tokens[end].text !== ';' && tokens[end].text !== '{') {
    end = '(['.includes(tokens[end].text) ? closing(tokens, end) + 1 : end + 1;
  }
  const declared = tokens
    .slice(marksEnd + 1, end)
    .filter(({ kind, text }) => kind !== 'directive' && !/_API$/u.test(text));
  const member = {
    kind: MEMBERS[macro],
    macro,
    line: tokens[at].line,
    type,
    access: type?.access,
    guards: [...guards],
    specifiers,
    meta,
  };
  found.members.push({
    ...member,
    ...(macro === 'UFUNCTION' ? readFunction(declared) : readProperty(declared)),
  });
  if (macro === 'UFUNCTION') {
    const { name } = found.members.at(-1);
    found.functions.push({ type, name, line: member.line, access: type?.access });
  }
  return tokens[end]?.text === '{' ? closing(tokens, end) : end;
}

function readFunction(declared) {
  const open = declared.findIndex((token) => token.text === '(');
  const close = closing(declared, open);
  const isStatic = declared.some((token, index) => index < open && token.text === 'static');
  const returns = declared
    .slice(0, open - 1)
    .filter(({ text }) => !['static', 'virtual', 'inline', 'FORCEINLINE'].includes(text));
  const parameters = splitAt(declared.slice(open + 1, close), ',')
    .filter((part) => part.length > 0)
    .map((part) => {
      const plain = withoutMarks(part);
      const equals = plain.findIndex((token) => token.text === '=');
      const words = equals < 0 ? plain : plain.slice(0, equals);
      return { name: words.at(-1)?.text, tokens: words.slice(0, -1) };
    });
  return { name: declared[open - 1]?.text, isStatic, returns, parameters };
}

function withoutMarks(tokens) {
  return tokens[0]?.text === 'UPARAM' ? tokens.slice(closing(tokens, 1) + 1) : tokens;
}

function readProperty(declared) {
  const stop = declared.findIndex(({ text }) => text === '=' || text === ':' || text === '{');
  const words = stop < 0 ? declared : declared.slice(0, stop);
  return {
    name: words.at(-1)?.text,
    valueType: words.slice(0, -1),
    isInitialized: declared.some(({ text }) => text === '='),
  };
}

/** Behind the parameters: the qualifiers, and the body or `;`. */
function behindFunction(tokens, close) {
  let at = close + 1;
  while (at < tokens.length && !['{', ';', '}', ','].includes(tokens[at].text))
    at = tokens[at].text === '(' ? closing(tokens, at) + 1 : at + 1;
  return tokens[at]?.text === '{' ? closing(tokens, at) : at;
}
