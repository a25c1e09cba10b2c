// SPDX-License-Identifier: MIT
// Writes the typings of the library, and of its RxJS, as one file of ambient modules.
//
// PuerTS's editor compiles with `typeRoots: ["Typing"]`: what is there is read, but `import` does not look there for files. So the
// modules are declared by name; a declared module cannot refer to another by a path, and each file becomes a module of its own.
import { mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { dirname, join, posix } from 'node:path';

/** Folders of declarations, with the name that their modules begin with. */
const PACKAGES = [
  { name: 'transient-loop', folder: 'Content/JavaScript/transient-loop' },
  { name: 'rxjs', folder: 'node_modules/rxjs/dist/types' },
];

/** Entries of RxJS that the library does not bring. */
const LEFT_OUT = /^rxjs\/(ajax|fetch|testing|webSocket)\//;

/** What is Node's in the inside of the network is unknown to a project without the types of Node, and no error of that project. */
const HEAD = `// @ts-nocheck
// Written by "npm run release".
`;

/** Writes the file, for a project's `Typing/transient-loop/index.d.ts`. */
export function writeTypings(file) {
  const sources = new Map(PACKAGES.flatMap(({ name, folder }) => declarationsIn(folder, name)));
  const modules = [...sources].map(([name, source]) => declareModule(name, source, sources));
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, `${HEAD}${modules.join('')}`);
}

/** Each file with its name, without extension; what a folder is entered by has the name of that. */
function declarationsIn(folder, name) {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    if (entry.isDirectory()) return declarationsIn(join(folder, entry.name), `${name}/${entry.name}`);
    const [, base] = /^(.*)\.d\.ts$/.exec(entry.name) ?? [];
    const module = base === 'index' ? name : `${name}/${base}`;
    if (base === undefined || LEFT_OUT.test(`${module}/`)) return [];
    const isIndex = base === 'index';
    return [[module, { text: readFileSync(join(folder, entry.name), 'utf8'), isIndex }]];
  });
}

function declareModule(name, { text, isIndex }, sources) {
  const place = isIndex ? name : posix.dirname(name);
  const absolute = (path) => {
    const found = posix
      .join(place, path)
      .replace(/\/$/, '')
      .replace(/\/index$/, '');
    if (!sources.has(found)) throw new Error(`typings: expected ${name} to name a file, but got "${path}"`);
    return found;
  };
  const body = text
    .replace(/^\/\/(\/ <reference|#).*\n?/gm, '')
    .replace(/(from |import\(|^import )(['"])(\.[^'"]*)\2/gm, (_all, before, quote, path) => {
      return `${before}${quote}${absolute(path)}${quote}`;
    })
    // What is declared already must not say so.
    .replace(/^(\s*(?:export )?(?:default )?)declare /gm, '$1')
    .trimEnd();
  return `declare module '${name}' {\n${body}\n}\n`;
}
