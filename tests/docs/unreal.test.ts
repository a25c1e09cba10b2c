// SPDX-License-Identifier: MIT
// What the page names is there: files, commands, rows, and engines.
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { pageOf } from './example';

const ROOT = join(__dirname, '../..');
const SPECS = 'Plugins/TransientLoop/Source/TransientLoopTests/Private';
const PAGE = pageOf('docs/unreal.md');

/** Cells of the tables below a title of the page, without their heads. */
function rowsOf(title: string): string[][] {
  const section = PAGE.split(/^## /m).find((text) => text.startsWith(title))!;
  const rows = section.split('\n').filter((line) => line.startsWith('|'));
  return rows.slice(2).map((line) =>
    line
      .split('|')
      .slice(1, -1)
      .map((cell) => cell.trim()),
  );
}

function specs(): string {
  const files = readdirSync(join(ROOT, SPECS)).filter((file) => file.endsWith('.spec.cpp'));
  return files.map((file) => readFileSync(join(ROOT, SPECS, file), 'utf8')).join('\n');
}

describe('docs/unreal.md', () => {
  it('names files that are there', () => {
    for (const file of [
      'Plugins/TransientLoop',
      'TransientLoop.uproject',
      'Content/Levels/Tutorial.json',
      '.github/ISSUE_TEMPLATE/unreal-result.md',
    ]) {
      expect(PAGE).toContain(file);
      expect(existsSync(join(ROOT, file))).toBe(true);
    }
    expect(existsSync(join(ROOT, 'TypeScript/game/transient-loop-tests/story.ts'))).toBe(true);
    const { scripts } = JSON.parse(pageOf('package.json')) as { scripts: Record<string, string> };
    expect(scripts).toHaveProperty('release');
  });

  it('names a module of the plugin that is loaded where there is no Shipping', () => {
    const plugin = JSON.parse(pageOf('Plugins/TransientLoop/TransientLoop.uplugin')) as {
      Modules: { Name: string; Type: string }[];
    };
    expect(PAGE).toContain('`TransientLoopTests`');
    expect(plugin.Modules).toContainEqual(
      expect.objectContaining({ Name: 'TransientLoopTests', Type: 'DeveloperTool' }),
    );
  });

  it('has the commands that the plugin offers', () => {
    const assets = pageOf('Plugins/TransientLoop/Content/Python/transient_loop_assets.py');
    expect(PAGE).toContain('py import transient_loop_assets; transient_loop_assets.create()');
    expect(assets).toContain('COMMAND = "import transient_loop_assets; transient_loop_assets.create()"');
    expect(PAGE).toContain('"Create TransientLoop Demo Assets"');
    expect(assets).toContain('set_label("Create TransientLoop Demo Assets")');
    expect(specs().match(/"TransientLoop\.Lifecycle\.\w+"/g)).toHaveLength(4);
    expect(PAGE).toContain('Automation RunTests TransientLoop;');
  });

  it('says of each row without a spec why it has none, and how a person sees it', () => {
    const shown = [...specs().matchAll(/\b(?:Latent)?It\(Row(\d\d),/g)].map(([, number]) => Number(number));
    const rows = rowsOf('Running the specs');
    const without = rows.map(([number]) => Number(number));

    expect(new Set(shown).size).toBe(shown.length);
    expect([...shown, ...without].sort((a, b) => a - b)).toEqual(Array.from({ length: 50 }, (_, n) => n + 1));
    for (const [, why, byHand] of rows) expect([why!.length > 20, byHand!.length > 20]).toEqual([true, true]);
  });

  it('has a cell for every engine and backend', () => {
    const rows = rowsOf('Compatibility');
    const engines = ['5.3', '5.4', '5.5', '5.6', '5.7', '5.8'];
    const wanted = engines.flatMap((engine) => ['V8', 'Node', 'QuickJS'].map((backend) => [engine, backend]));

    expect(rows.map(([engine, backend]) => [engine, backend])).toEqual([['headless', 'Node'], ...wanted]);
    for (const row of rows)
      for (const cell of row.slice(2)) expect(['run', 'compiled', 'not yet']).toContain(cell);
  });

  it('asks in the template for what the page says', () => {
    const template = pageOf('.github/ISSUE_TEMPLATE/unreal-result.md');
    for (const asked of ['index.json', 'LogTransientLoop', 'LogAutomationController', 'LogPython', 'Commit'])
      expect(template).toContain(asked);
    expect(pageOf('README.md')).toContain('(docs/unreal.md)');
  });
});
