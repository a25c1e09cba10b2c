// SPDX-License-Identifier: MIT
import { basename } from 'node:path';

const INCLUDE = /^#\s*include\s+(.+)$/u;

function includesOf(tokens) {
  return tokens.flatMap(({ kind, text, line }, at) => {
    const what = kind === 'directive' ? INCLUDE.exec(text)?.[1] : undefined;
    return what === undefined ? [] : [{ what: what.replace(/^["<](.*)[">]$/u, '$1'), line, at }];
  });
}

/** X.generated.h is the last include of X.h, and is there if something is reflected. */
export function generatedHeader({ path, isHeader, tokens, reflected }) {
  const name = `${basename(path, '.h')}.generated.h`;
  const includes = includesOf(tokens);
  const generated = includes.filter(({ what }) => what.endsWith('.generated.h'));
  const isReflected = reflected.types.some(({ marks }) => marks !== undefined);
  if (!isHeader) {
    return [
      ...generated.map(({ line, what }) => ({
        line,
        text: `Expected ${what} to be included by its header alone, but a source does`,
      })),
      ...(isReflected
        ? [{ line: 1, text: 'Expected reflected types in headers, but there is one in a source' }]
        : []),
    ];
  }
  if (generated.length === 0)
    return isReflected ? [{ line: 1, text: `Expected ${name} to be included, but it is not` }] : [];
  const [{ what, line }] = generated;
  if (what !== name || generated.length > 1)
    return [{ line, text: `Expected ${name} alone, but got ${what}` }];
  if (!isReflected) return [{ line, text: `Expected something reflected for ${name}, but there is nothing` }];
  const after = includes.at(-1);
  return after.what === name
    ? []
    : [{ line: after.line, text: `Expected ${name} to be the last include, but ${after.what} follows` }];
}

/** X.cpp compiles X.gen.cpp with it, behind its other includes. */
export function generatedSource({ path, isHeader, tokens, files }) {
  if (isHeader) return [];
  const name = basename(path, '.cpp');
  const header = files.find((file) => basename(file.path) === `${name}.h`);
  const isReflected = header !== undefined && header.reflected.types.some(({ marks }) => marks !== undefined);
  const includes = includesOf(tokens);
  const inlined = includes.find(({ what }) => what.startsWith('UE_INLINE_GENERATED_CPP_BY_NAME'));
  if (inlined === undefined) {
    return isReflected
      ? [{ line: 1, text: `Expected #include UE_INLINE_GENERATED_CPP_BY_NAME(${name}), but it is not there` }]
      : [];
  }
  const { what, line } = inlined;
  if (!isReflected) return [{ line, text: `Expected ${name}.h with something reflected, but there is none` }];
  if (!new RegExp(`\\(\\s*${name}\\s*\\)`, 'u').test(what))
    return [{ line, text: `Expected the name ${name}, but got ${what}` }];
  const after = includes.at(-1);
  return after === inlined
    ? []
    : [{ line: after.line, text: `Expected ${what} to be the last include, but ${after.what} follows` }];
}

/** A reflected class or struct begins with GENERATED_BODY(). */
export function generatedBody({ tokens, reflected }) {
  return reflected.types.flatMap(({ name, keyword, marks, open, line }) => {
    if (marks === undefined || keyword === 'enum') return [];
    const first = tokens[open + 1]?.text;
    if (/^GENERATED_(?:BODY|UCLASS_BODY|USTRUCT_BODY)$/u.test(first ?? '')) return [];
    return [{ line, text: `Expected GENERATED_BODY() at the beginning of ${name}, but got ${first}` }];
  });
}
