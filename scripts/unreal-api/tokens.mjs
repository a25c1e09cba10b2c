// SPDX-License-Identifier: MIT

/**
 * Splits C++ into tokens; comments are left out.
 *
 * A token has `kind` (word, number, text, mark, directive), `text`, `offset` and `line` (from 1). A preprocessor line, with its
 * continuations, is one token of kind directive. `…` is a mark: the document leaves things out with it.
 */
export function tokenize(source) {
  const tokens = [];
  let line = 1;
  let offset = 0;
  let startsLine = true;
  for (const match of source.matchAll(PATTERN)) {
    const text = match[0];
    offset = match.index;
    const groups = match.groups;
    if (groups.newline !== undefined) {
      startsLine = true;
    } else if (groups.directive !== undefined && startsLine) {
      tokens.push({ kind: 'directive', text: withoutComments(text).trim(), offset, line });
    } else if (groups.space === undefined && groups.comment === undefined) {
      tokens.push({ kind: kindOf(groups), text, offset, line });
      startsLine = false;
    }
    line += countLines(text);
  }
  return tokens;
}

const PATTERN =
  /(?<newline>\n)|(?<space>[^\S\n]+|\\\n)|(?<comment>\/\/[^\n]*|\/\*[\s\S]*?\*\/)|(?<directive>#(?:\\\n|\/\*[\s\S]*?\*\/|\/\/[^\n]*|[^\n\\]|\\.)*)|(?<text>(?:u8|[uUL])?"(?:\\.|[^"\\\n])*"|(?:[uUL])?'(?:\\.|[^'\\\n])*')|(?<word>[A-Za-z_]\w*)|(?<number>\.?\d(?:[\w.]|'\w|[eE][+-])*)|(?<mark>::|->\*?|\.\.\.|<<=|[-+*/%&|^!<>=]=|&&|\|\||\+\+|--|<<|[^\s\w])/gu;

function kindOf(groups) {
  for (const kind of ['word', 'number', 'text', 'mark']) {
    if (groups[kind] !== undefined) return kind;
  }
  return 'mark';
}

function withoutComments(text) {
  return text.replace(/\/\*[\s\S]*?\*\/|\/\/[^\n]*/gu, ' ').replace(/\\\n/gu, ' ');
}

function countLines(text) {
  let lines = 0;
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) ++lines;
  return lines;
}

/** The index of the token that closes the bracket at `open`; the last index if nothing does. `<` counts if it is the opening one. */
export function closing(tokens, open) {
  const pairs = { '(': ')', '{': '}', '[': ']', '<': '>' };
  const angle = tokens[open].text === '<';
  const stack = [];
  for (let at = open; at < tokens.length; ++at) {
    const { kind, text } = tokens[at];
    if (kind === 'directive') continue;
    if (text === '(' || text === '{' || text === '[' || (angle && text === '<')) stack.push(pairs[text]);
    else if (text === stack.at(-1)) {
      stack.pop();
      if (stack.length === 0) return at;
    }
  }
  return tokens.length - 1;
}

/** Splits tokens at a mark that is inside no bracket, template brackets included. */
export function splitAt(tokens, mark) {
  const parts = [[]];
  for (let at = 0; at < tokens.length; ++at) {
    const { text } = tokens[at];
    if (text === mark) {
      parts.push([]);
    } else if ('({['.includes(text) || opensTemplate(tokens, at)) {
      const end = closing(tokens, at);
      parts.at(-1).push(...tokens.slice(at, end + 1));
      at = end;
    } else {
      parts.at(-1).push(tokens[at]);
    }
  }
  return parts;
}

/** Whether a `<` follows the name of a template: no declaration of ours compares in it. */
export function opensTemplate(tokens, at) {
  return tokens[at].text === '<' && tokens[at - 1]?.kind === 'word';
}

/** Tokens as text again, with blanks only where they are needed. */
export function joinTokens(tokens) {
  let text = '';
  let last;
  for (const token of tokens) {
    if (last !== undefined && /\w$/u.test(last.text) && /^[\w"]/u.test(token.text)) text += ' ';
    text += token.text;
    last = token;
  }
  return text;
}
