// SPDX-License-Identifier: MIT
// What the page says is there: settings, stats, tests, and the examples as they are.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { pageOf } from './example';

const ROOT = join(__dirname, '../..');
const PLUGIN = 'Plugins/TransientLoop/Source/TransientLoop';
const PAGE = pageOf('docs/hosts.md');

function section(title: string): string {
  return PAGE.split(/^## /m).find((text) => text.startsWith(`${title}\n`))!;
}

/** Cells of the table below a title, without its head. */
function rowsOf(title: string): string[][] {
  const lines = section(title)
    .split('\n')
    .filter((line) => line.startsWith('|'));
  return lines.slice(2).map((line) =>
    line
      .split('|')
      .slice(1, -1)
      .map((cell) => cell.trim()),
  );
}

describe('docs/hosts.md', () => {
  it('tells of every setting, with its default', () => {
    const header = pageOf(`${PLUGIN}/Public/TransientLoopSettings.h`);
    const declared = header.matchAll(/UPROPERTY\(Config[^;]*\)\n\s*\w+ (\w+) = ([^;]*);/gu);
    const settings = [...declared].map(([, name, value]) => [
      `\`${name!}\``,
      `\`${value!.replace(/TEXT\("(.*)"\)/u, '$1').replace(/(\d)f$/u, '$1')}\``,
    ]);

    expect(rowsOf('Settings').map((cells) => cells.slice(0, 2))).toEqual(settings);
  });

  it('tells of every stat, counter and scope', () => {
    const source = ['Stats.h', 'Stats.cpp', 'Environment.cpp', 'Hub.cpp']
      .map((file) => pageOf(`${PLUGIN}/Private/TransientLoop${file}`))
      .join('\n');
    const named = (expression: RegExp): string[] => [...source.matchAll(expression)].map(([, name]) => name!);
    const cells = rowsOf('What the plugin measures');
    const column = (place: number): string[] =>
      cells.map((row) => row[place]!.replace(/`/gu, '')).filter((cell) => cell !== '');

    expect(column(0).sort()).toEqual(named(/_STAT_EXTERN\(\s*TEXT\("([^"]+)"\)/gu).sort());
    expect(column(1).sort()).toEqual(named(/TRACE_DECLARE_INT_COUNTER\(\w+, TEXT\("([^"]+)"\)/gu).sort());
    expect(column(2).sort()).toEqual(named(/TRACE_CPUPROFILER_EVENT_SCOPE\((\w+)\)/gu).sort());
  });

  it('names tests that are there, in every row that says yes', () => {
    const rows = rowsOf('Backends');
    for (const row of rows) {
      const tests = [...row.at(-1)!.matchAll(/`(tests\/[^`]+)`/gu)].map(([, file]) => file!);
      if (row.slice(1, -1).some((cell) => cell.startsWith('yes'))) expect(tests).not.toEqual([]);
      for (const file of tests) expect([file, existsSync(join(ROOT, file))]).toEqual([file, true]);
    }
    expect(rows.length).toBeGreaterThan(10);
  });

  it('has the examples as they are in docs/examples', () => {
    const blocks = [...PAGE.matchAll(/```ts\n([\s\S]*?)```/gu)].map(([, text]) => text);
    const files = ['TS_Watchman.ts', 'watchman.ts'];

    expect(blocks).toEqual(
      files.map((file) => pageOf(`docs/examples/${file}`).replace('// SPDX-License-Identifier: MIT\n', '')),
    );
  });
});
