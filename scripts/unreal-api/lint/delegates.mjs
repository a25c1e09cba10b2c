// SPDX-License-Identifier: MIT
import { closing, joinTokens, splitAt } from '../tokens.mjs';
import { parseTyped } from '../types.mjs';

const COUNTS = [
  '',
  'OneParam',
  'TwoParams',
  'ThreeParams',
  'FourParams',
  'FiveParams',
  'SixParams',
  'SevenParams',
  'EightParams',
  'NineParams',
];
const BUILT_IN = /^(?:bool|float|double|void|u?int\d+)$/u;
const MACRO =
  /^DECLARE_(?<dynamic>DYNAMIC_)?(?:TS_)?(?:MULTICAST_)?(?:SPARSE_)?(?:DELEGATE|EVENT)(?<returns>_RetVal)?(?:_(?<count>\w+?Params?))?$/u;

/** Dynamic delegates are declared with types and names, native ones with types alone; all begin with F. */
export function delegateForms({ tokens }) {
  return tokens.flatMap(({ text, line }, at) => {
    const form = MACRO.exec(text)?.groups;
    if (form === undefined || tokens[at + 1]?.text !== '(' || text.includes('SPARSE')) return [];
    const args = splitAt(tokens.slice(at + 2, closing(tokens, at + 1)), ',');
    return problems(form, text, args).map((problem) => ({ line, text: problem }));
  });
}

function problems({ dynamic, returns, count = '' }, macro, args) {
  const head = (returns === undefined ? 1 : 2) + (macro.includes('EVENT') ? 1 : 0);
  const name = joinTokens(args[head - 1] ?? []);
  const rest = args.slice(head);
  const number = COUNTS.indexOf(count);
  const found = [];
  if (!/^F[A-Z]\w*$/u.test(name))
    found.push(`Expected the name of a delegate to begin with F, but got ${name}`);
  const expected = dynamic === undefined ? number : number * 2;
  if (number < 0 || rest.length !== expected) {
    const what = dynamic === undefined ? 'types' : 'types and names';
    return [...found, `Expected ${expected} ${what} behind ${name} in ${macro}, but got ${rest.length}`];
  }
  rest.forEach((part, index) => {
    const written = joinTokens(part);
    if (dynamic !== undefined && index % 2 === 1) {
      if (part.length !== 1 || part[0].kind !== 'word' || BUILT_IN.test(written))
        found.push(`Expected a name in ${macro} of ${name}, but got ${written}`);
      return;
    }
    const typed = parseTyped(part);
    if (typed === undefined || typed.name !== undefined)
      found.push(`Expected a type alone in ${macro} of ${name}, but got ${written}`);
  });
  return found;
}

/** Which macro declared which delegate. */
export function declaredDelegates(files) {
  const found = new Map();
  for (const { tokens } of files) {
    tokens.forEach(({ text }, at) => {
      if (!MACRO.test(text) || tokens[at + 1]?.text !== '(') return;
      const args = splitAt(tokens.slice(at + 2, closing(tokens, at + 1)), ',').map((part) =>
        joinTokens(part),
      );
      const name = args.find((each) => /^F[A-Z]\w*$/u.test(each));
      if (name !== undefined) found.set(name, text);
    });
  }
  return found;
}
