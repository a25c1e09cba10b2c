// SPDX-License-Identifier: MIT
// Every row of the lifecycle table is on the page, with the native test that plays it.
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { END_REASONS } from '../../TypeScript/core/loop/end-reason';
import { pageOf } from './example';

const NATIVE = join(__dirname, '../native');

/** The rows of a page's tables whose first cell is a number. */
function numberedRows(page: string): string[][] {
  return page
    .split('\n')
    .filter((line) => /^\| *\d+ *\|/.test(line))
    .map((line) =>
      line
        .split(/(?<!\\)\|/)
        .slice(1, -1)
        .map((cell) => cell.trim()),
    );
}

/** The rows that the native tests play: number, and name. */
function playedRows(): [number, string][] {
  return readdirSync(NATIVE)
    .filter((file) => /^LifecycleRows\w+Test\.cpp$/.test(file))
    .flatMap((file) => [
      ...readFileSync(join(NATIVE, file), 'utf8').matchAll(/^LIFECYCLE_ROW\((\d\d), (\w+)\)$/gm),
    ])
    .map(([, number, name]): [number, string] => [Number(number), name!])
    .sort(([a], [b]) => a - b);
}

const SPECS = 'Plugins/TransientLoop/Source/TransientLoopTests/Private';

/** The rows as C++ has them: number, what happens, what becomes of the loop. */
function sentences(): string[][] {
  const rows = pageOf(`${SPECS}/LifecycleSentences.h`).matchAll(/\bRow\((\d\d), "([^"]*)", "([^"]*)"\)/g);
  return [...rows].map(([, number, what, loop]) => [String(Number(number)), what!, loop!]);
}

describe('docs/lifecycle.md', () => {
  const rows = numberedRows(pageOf('docs/lifecycle.md'));

  it('has the rows of the lifecycle table, by number', () => {
    const section = pageOf('docs/unreal-api.md').split(/^## 11\. /m)[1]!;
    const table = section.slice(section.indexOf('### 11.2'), section.indexOf('### 11.3'));
    const numbers = numberedRows(table).map(([number]) => number);
    expect(numbers).toHaveLength(50);
    expect(rows.map(([number]) => number)).toEqual(numbers);
  });

  it('names the test of each', () => {
    expect(rows.map(([number, , , test]) => [Number(number), test])).toEqual(playedRows());
  });

  it('has the sentences of the tests and of the automation specs', () => {
    const plain = (cell?: string): string => cell!.replaceAll('`', '');
    expect(rows.map(([number, what, loop]) => [number, plain(what), plain(loop)])).toEqual(sentences());
  });

  it('says what happens, and what becomes of the loop', () => {
    for (const [number, what, loop] of rows) {
      expect([number, (what?.length ?? 0) > 5, (loop?.length ?? 0) > 5]).toEqual([number, true, true]);
    }
  });

  it('has every reason', () => {
    const reasons = [...pageOf('docs/lifecycle.md').matchAll(/^\| `([a-z-]+)` +\|/gm)].map(
      ([, name]) => name,
    );
    expect(reasons).toEqual([...END_REASONS]);
  });
});
