// SPDX-License-Identifier: MIT
import { closing } from '../tokens.mjs';

/** Classes of public headers are exported, those of others are not; with the macro of their own module. */
export function exported({ isHeader, isPublic, tokens, reflected, module }) {
  if (!isHeader) return [];
  const macro = `${module.name.toUpperCase()}_API`;
  const others = tokens.filter(
    ({ kind, text }) => kind === 'word' && /^[A-Z0-9]+_API$/u.test(text) && text !== macro,
  );
  const foreign = others.map(({ text, line }) => ({ line, text: `Expected ${macro}, but got ${text}` }));
  if (!isPublic) return foreign;
  const missing = reflected.types.filter(
    (type) => !type.isNested && type.api === undefined && needsExport(type, tokens),
  );
  return [
    ...foreign,
    ...missing.map(({ name, line }) => ({
      line,
      text: `Expected ${macro} for the public ${name}, but it has none`,
    })),
  ];
}

/** A UCLASS, or a class with functions whose bodies are elsewhere, that is in no other class. */
function needsExport({ keyword, marks, open }, tokens) {
  if (keyword === 'enum' || marks?.specifiers.has('MinimalAPI')) return false;
  if (marks?.kind === 'class') return true;
  const end = closing(tokens, open);
  for (let at = open + 1; at < end; ++at) {
    if (tokens[at].text === '{') at = closing(tokens, at);
    else if (
      tokens[at].text === '(' &&
      tokens[at - 1].kind === 'word' &&
      !/^[A-Z_]+$/u.test(tokens[at - 1].text)
    ) {
      let after = closing(tokens, at) + 1;
      while (['const', 'override', 'final', 'noexcept'].includes(tokens[after]?.text)) ++after;
      if (tokens[after]?.text === ';') return true;
    }
  }
  return false;
}
