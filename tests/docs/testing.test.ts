// SPDX-License-Identifier: MIT
// The page names a test for each rule, and ends with the example that is run beside it.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const ROOT = join(__dirname, '../..');
const read = (file: string): string => readFileSync(join(ROOT, file), 'utf8');

const page = read('docs/testing.md');

describe('docs/testing.md', () => {
  it('names tests that exist', () => {
    const rules = page.slice(page.indexOf('## Rules'), page.indexOf('## Example'));
    const named = [...rules.matchAll(/[( ]([\w-]+) › ((?:_[^_]+_(?:, )?\s*)+)/g)].flatMap(([, file, names]) =>
      [...names!.matchAll(/_([^_]+)_/g)].map(([, name]) => [file!, name!.replace(/\s+/g, ' ')] as const),
    );

    expect(named.length).toBeGreaterThan(20);
    for (const [file, name] of named) expect(read(`tests/testing/${file}.test.ts`)).toContain(`'${name}'`);
  });

  it('ends with the example, word for word', () => {
    const blocks = [...page.matchAll(/```ts\n([\s\S]*?)```/g)].map(([, block]) => block);

    expect(blocks).toEqual(
      ['patrol.ts', 'patrol.test.ts'].map((file) => withoutLicence(read(`docs/examples/${file}`))),
    );
    expect(page.trimEnd().endsWith('```')).toBe(true);
  });

  it('ends with an example that is run', () => {
    const { roots, testMatch } = jest.requireActual<{ roots: string[]; testMatch: string[] }>(
      '../../jest.config.cjs',
    );

    expect(roots).toContain('<rootDir>/docs/examples');
    expect(testMatch).toEqual(['**/*.test.ts']);
  });
});

function withoutLicence(text: string): string {
  return text.replace(/^\/\/ SPDX.*\n/, '');
}
