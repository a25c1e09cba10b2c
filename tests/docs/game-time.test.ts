// SPDX-License-Identifier: MIT
// The page names a test for each rule, and ends with an example.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { compileFunction } from 'node:vm';
import * as core from 'transient-loop';
import { createTestLoop } from 'transient-loop/testing';
import { ModuleKind, transpileModule } from 'typescript';

const ROOT = join(__dirname, '../..');
const read = (file: string): string => readFileSync(join(ROOT, file), 'utf8');

const page = read('docs/game-time.md');

describe('docs/game-time.md', () => {
  it('names tests that exist', () => {
    const tests = ['core/clocks', 'core/clocks-in-pause', 'headless/clocks']
      .map((name) => read(`tests/${name}.test.ts`))
      .join('\n');
    const named = [...page.matchAll(/ _([^_]+)_/g)].map(([, name]) => name!.replace(/\s+/g, ' '));

    expect(named.length).toBeGreaterThan(15);
    for (const name of named) expect(tests).toContain(`'${name}'`);
  });

  it('ends with an example that runs', () => {
    const [, example] = /```ts\n([\s\S]*?)```\s*$/.exec(page)!;
    const { outputText } = transpileModule(example!, { compilerOptions: { module: ModuleKind.CommonJS } });
    const module: { exports: { default?: core.ActorScript } } = { exports: {} };
    const run = compileFunction(outputText, ['require', 'exports']) as (...given: unknown[]) => void;
    run(() => core, module.exports);
    const { actor, log, stage, advanceSync, expectNothingLeft } = createTestLoop({
      frame: 0.1,
      script: module.exports.default,
    });
    expect(stage.world.timeDilation).toBe(0.2);

    advanceSync(1);

    expect(stage.world.timeDilation).toBe(1);
    expect(log.find(/the hero saw 0\.2 s of it/)).toHaveLength(1);
    expect(actor.isValid).toBe(true);
    expectNothingLeft();
  });
});
