// SPDX-License-Identifier: MIT
// The page lists every error class and every event of the log, and ends with an example.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as core from 'transient-loop';
import { createTestLoop } from 'transient-loop/testing';
import { exampleOf, pageOf } from './example';

const CORE = join(__dirname, '../../TypeScript/core');
const page = pageOf('docs/errors.md');

function sources(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    return entry.isDirectory() ? sources(path) : [readFileSync(path, 'utf8')];
  });
}

/** First cells of the rows of the page's tables. */
const listed = [...page.matchAll(/^\| `([\w.-]+)`/gm)].map(([, name]) => name!);

describe('docs/errors.md', () => {
  it('lists every code and every class, and none that is not there', () => {
    const errors = readFileSync(join(CORE, 'errors.ts'), 'utf8');
    const codes = [...errors.matchAll(/super\(\s*'([A-Z_]+)'/g)].map(([, code]) => code!);
    const classes = Object.keys(core).filter((name) => name.endsWith('Error'));

    expect(codes.length).toBeGreaterThan(10);
    expect(listed.filter((name) => name === name.toUpperCase()).sort()).toEqual(codes.sort());
    for (const name of classes) expect(page).toContain(`\`${name}\``);
  });

  it('lists every event that the core writes', () => {
    const events = sources(CORE).flatMap((source) =>
      [...source.matchAll(/'((?:task|loop|callback|handler|teardown|script|internal|hub)\.[a-z-]+)',?$/gm)]
        .concat([...source.matchAll(/(?:log|guard)\(\s*'([a-z]+\.[a-z-]+)'/g)])
        .concat([...source.matchAll(/event: '([a-z]+\.[a-z-]+)'/g)])
        .map(([, event]) => event!),
    );

    expect(events.length).toBeGreaterThan(10);
    for (const event of events) expect(listed).toContain(event);
  });

  it('ends with an example that runs', () => {
    const { log, advanceSync, expectNothingLeft } = createTestLoop({ script: exampleOf('docs/errors.md') });

    advanceSync(3);

    expect(log.find(/no quest today: TIMEOUT/)).toHaveLength(1);
    expectNothingLeft();
  });
});
