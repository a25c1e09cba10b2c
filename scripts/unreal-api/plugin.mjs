// SPDX-License-Identifier: MIT
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

import { tokenize } from './tokens.mjs';

/** Where the project's own Unreal modules are. */
export const MODULES = ['Plugins/TransientLoop/Source', 'Source/TransientLoopDemo'];

/**
 * Finds the modules below a folder: folders with a NAME.Build.cs.
 *
 * @returns `{ name, folder, rules, files }`; files are `{ path, header, text, tokens }`.
 */
export function findModules(folders) {
  return folders.flatMap((folder) => {
    if (!existsSync(folder)) return [];
    const found = filesIn(folder).filter((file) => file.endsWith('.Build.cs'));
    return found.map((file) => moduleAt(folder, file));
  });
}

function moduleAt(root, file) {
  const folder = join(root, file, '..');
  const name = /(\w+)\.Build\.cs$/u.exec(file)[1];
  const files = filesIn(folder)
    .filter((each) => /\.(?:h|cpp)$/u.test(each))
    .map((each) => {
      const path = join(folder, each);
      const text = readFileSync(path, 'utf8');
      return {
        path,
        isHeader: each.endsWith('.h'),
        isPublic: each.startsWith('Public'),
        text,
        tokens: tokenize(text),
      };
    });
  return { name, folder, rules: readFileSync(join(root, file), 'utf8'), files };
}

function filesIn(folder) {
  return readdirSync(folder, { recursive: true })
    .map((file) => file.replaceAll('\\', '/'))
    .sort();
}

/** Where the compiler finds the headers of the modules. */
export function includesOf(modules) {
  return modules
    .flatMap(({ folder }) => [folder, join(folder, 'Public'), join(folder, 'Private')])
    .filter((each) => existsSync(each));
}
