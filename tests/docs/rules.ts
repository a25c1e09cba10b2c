// SPDX-License-Identifier: MIT
import { pageOf } from './example';

/** The numbered rules of a page. */
export function rulesOf(file: string): string[] {
  return pageOf(file)
    .split(/^(?=\d+\. )/m)
    .slice(1)
    .map((rule) => rule.split(/\n(?=\n|##)/)[0]!.replace(/\s+/g, ' '));
}

/** The tests that a rule names: file, and name. One without a folder is in `tests/core`. */
export function proofsOf(rule: string): [file: string, name: string][] {
  const proofs: [string, string][] = [];
  let file = '';
  for (const [, newFile, name] of rule.matchAll(/(?:([\w/-]+) › )?_((?:[^_]|_(?! |,|;|\)))+)_(?=[,;)])/g)) {
    file = newFile ?? file;
    proofs.push([file.includes('/') ? `tests/${file}.test.ts` : `tests/core/${file}.test.ts`, name!]);
  }
  return proofs;
}
