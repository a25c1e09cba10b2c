// SPDX-License-Identifier: MIT
import { basename } from 'node:path';

import { closing, splitAt } from '../tokens.mjs';

/** What speaks PuerTS's C++, with its strings and its pointers. */
const OF_PUERTS = new Set(['TransientLoopWrap.cpp', 'TransientLoopScript.h']);
const FORBIDDEN = new Set(['throw', 'try', 'catch', 'dynamic_cast', 'typeid']);

/** No std::, exceptions or RTTI: the engine is compiled without. */
export function language({ path, tokens }) {
  if (OF_PUERTS.has(basename(path))) return [];
  return tokens.flatMap(({ kind, text, line }, at) => {
    if (kind === 'directive') {
      const header = /^#\s*include\s+<([^>]+)>/u.exec(text)?.[1];
      return header === undefined
        ? []
        : [{ line, text: `Expected headers of the engine, but got <${header}>` }];
    }
    if (kind !== 'word') return [];
    if (text === 'std' && tokens[at + 1]?.text === '::')
      return [{ line, text: `Expected names of the engine, but got std::${tokens[at + 2]?.text}` }];
    return FORBIDDEN.has(text) ? [{ line, text: `Expected no exceptions and no RTTI, but got ${text}` }] : [];
  });
}

/** Nothing in the plugin may tell where it runs. */
export function unaware({ tokens }) {
  return tokens.flatMap(({ kind, text, line }) => {
    const found =
      kind === 'text' ? undefined : /\bHeadless\b|\b__has_include\b|\bHEADLESS\w*/u.exec(text)?.[0];
    return found === undefined
      ? []
      : [{ line, text: `Expected nothing that tells headless from Unreal, but got ${found}` }];
  });
}

const MOST_ARGUMENTS = {
  Pop: 0,
  RemoveAt: 2,
  RemoveAtSwap: 2,
  SetNum: 1,
  SetNumUninitialized: 1,
  RemoveAll: 1,
};

/** Whether an array shrinks is a bool before 5.4 and an enum after: left out. */
export function shrinking({ tokens }) {
  return tokens.flatMap(({ text, line }, at) => {
    if (text === 'EAllowShrinking')
      return [{ line, text: 'Expected no argument for shrinking, but got EAllowShrinking' }];
    const most = Object.hasOwn(MOST_ARGUMENTS, text) ? MOST_ARGUMENTS[text] : undefined;
    const isCall = ['.', '->'].includes(tokens[at - 1]?.text) && tokens[at + 1]?.text === '(';
    if (most === undefined || !isCall) return [];
    const args = splitAt(tokens.slice(at + 2, closing(tokens, at + 1)), ',').filter(
      (part) => part.length > 0,
    );
    return args.length > most
      ? [
          {
            line,
            text: `Expected at most ${most} arguments of ${text}, as shrinking is another type in 5.4, but got ${args.length}`,
          },
        ]
      : [];
  });
}
