// SPDX-License-Identifier: MIT
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

import { headersIn } from './headers.mjs';
import { scanHeader } from './header-scan.mjs';

/** What the compiler says of a use, with the member's class and name. */
export const MARK = 'unreal-api:';

/** Reads what all headers of a folder declare: `{ headers, globals, bases }`. */
export function scanHeaders(folder) {
  const headers = headersIn(folder).map((header) => {
    const text = readFileSync(join(folder, header), 'utf8');
    return { header, text, ...scanHeader(text) };
  });
  const bases = new Map();
  for (const [name, of] of headers.flatMap((header) => [...header.bases])) {
    bases.set(name, [...new Set([...(bases.get(name) ?? []), ...of])]);
  }
  return { headers, globals: new Set(headers.flatMap(({ globals }) => [...globals])), bases };
}

/**
 * Writes copies of the headers in which the members that `isCarried` refuses are deprecated, so that the compiler, which knows what
 * a name means, tells where they are used.
 */
export function writeAnnotated({ headers }, out, isCarried) {
  for (const { header, text, members } of headers) {
    let annotated = text;
    const refused = members.filter(({ owner, name }) => !isCarried(owner, name));
    for (const { owner, name, offset } of refused.sort((a, b) => b.offset - a.offset)) {
      const attribute = ` [[deprecated("${MARK}${owner}::${name}")]] `;
      annotated = annotated.slice(0, offset) + attribute + annotated.slice(offset);
    }
    writeIfChanged(join(out, header), annotated);
  }
}

function writeIfChanged(file, content) {
  try {
    if (readFileSync(file, 'utf8') === content) return;
  } catch {
    mkdirSync(dirname(file), { recursive: true });
  }
  writeFileSync(file, content);
}
