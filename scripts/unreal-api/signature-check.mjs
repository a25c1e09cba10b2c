// SPDX-License-Identifier: MIT
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { compilePieces } from './compiler.mjs';
import { gatherDeclarations } from './declarations.mjs';
import { parseDocument } from './document.mjs';
import { generateInto, headersIn } from './headers.mjs';
import { HELPERS, probesOf } from './probes.mjs';
import { sampleOfClass } from './samples.mjs';

/**
 * Compares what the headers in `engine` declare with what the document says, by compiling code that is written from the document.
 *
 * @param standards - `c++17`, `c++20`
 * @returns `{ mismatches, missing, checked, probes, unparsed, unusedAllowances }`; `missing` are declarations the headers do not have.
 */
export async function checkSignatures({ document, engine, out, standards }) {
  const { declarations, unparsed, unusedAllowances } = gatherDeclarations(parseDocument(document));
  const generated = generateInto(out, [engine]);
  const setup = { includes: [engine, generated], prelude: preludeOf(engine) };
  const missing = await findMissing(declarations, setup, out);
  const present = declarations.filter((declaration) => !missing.has(declaration));
  const facts = factsOf(present, engine);
  const probes = present.flatMap((declaration) =>
    probesOf(declaration, facts).map((probe) => ({ ...probe, declaration })),
  );
  const mismatches = (
    await Promise.all(standards.map((standard) => runProbes(probes, setup, standard, out)))
  ).flat();
  return {
    mismatches,
    missing: [...missing],
    checked: present,
    probes: probes.length,
    unparsed,
    unusedAllowances,
  };
}

function preludeOf(engine) {
  return [
    ...headersIn(engine).map((header) => `#include "${header}"`),
    '#include <type_traits>',
    HELPERS,
  ].join('\n');
}

async function findMissing(declarations, { includes, prelude }, out) {
  const pieces = declarations.map((declaration) => existence(declaration));
  const errors = await compilePieces({
    file: join(out, 'existence.cpp'),
    prelude,
    pieces,
    standard: 'c++17',
    includes,
  });
  const lacks =
    /not a member of|has not been declared|was not declared|does not name|incomplete type|no member named|undeclared/u;
  return new Set(declarations.filter((_, index) => errors.get(index)?.some((error) => lacks.test(error))));
}

function existence({ kind, owner, name }) {
  if (kind === 'delegateMacro') return `#ifndef ${name}\n#error ${name} has not been declared\n#endif`;
  if (kind === 'name' && owner === undefined)
    return `#ifndef ${name}\nnamespace { using ::${name}; }\n#endif`;
  if (kind === 'enum' && owner !== undefined) return `namespace { using ::${owner}::${name}; }`;
  if (kind === 'class') return `static_assert(sizeof(::${name}) > 0);`;
  if (owner === undefined) return `namespace { using ::${name}; }`;
  return `namespace { void Check() { (void)sizeof(::${owner}); (void)&::${sampleOfClass(owner)}::${name}; } }`.replace(
    /\(void\)sizeof\(::(T[A-Z]\w+)\); /u,
    '',
  );
}

function factsOf(present, engine) {
  const finalClasses = new Set();
  for (const header of headersIn(engine)) {
    const text = readFileSync(join(engine, header), 'utf8');
    for (const [, name] of text.matchAll(/^(?:class|struct)(?: [A-Z_]+_API)? (\w+) final\b/gmu))
      finalClasses.add(name);
  }
  // The document may say one twice.
  const overloads = ({ owner, name }) => {
    const same = present.filter(
      (each) => each.owner === owner && each.name === name && each.kind === 'function',
    );
    return new Set(same.map(({ parameters }) => parameters.map(({ type }) => type).join())).size;
  };
  return { finalClasses, overloads };
}

async function runProbes(probes, { includes, prelude }, standard, out) {
  const pieces = probes.map(({ code }, index) => code.replaceAll('namespace {', `namespace N${index} {`));
  const errors = await compilePieces({
    file: join(out, `probes-${standard}.cpp`),
    prelude,
    pieces,
    standard,
    includes,
  });
  return probes.flatMap((probe, index) => {
    const found = errors.get(index) ?? [];
    const complaint = complaintOf(probe, found);
    return complaint === undefined ? [] : [{ ...probe, standard, complaint }];
  });
}

function complaintOf({ expects, allows }, errors) {
  if (expects === undefined) {
    const real = errors.filter((error) => !(allows?.test(error) ?? false));
    return real[0];
  }
  if (errors.length === 0) return 'it is not so';
  return errors.some((error) => expects.test(error)) ? undefined : errors[0];
}
