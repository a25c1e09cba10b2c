// SPDX-License-Identifier: MIT
// The page names a test for each rule, and ends with an example.
import { createTestLoop } from 'transient-loop/testing';
import { exampleOf, pageOf } from './example';

const page = pageOf('docs/game-time.md');

describe('docs/game-time.md', () => {
  it('names tests that exist', () => {
    const tests = [
      'core/clocks',
      'core/clocks-in-pause',
      'headless/clocks',
      'core/beat',
      'core/pause-task',
      'headless/world-budget',
      'headless/hibernation',
      'headless/batch',
    ]
      .map((name) => pageOf(`tests/${name}.test.ts`))
      .join('\n');
    const named = [...page.matchAll(/ _([^_]+)_/g)].map(([, name]) => name!.replace(/\s+/g, ' '));

    expect(named.length).toBeGreaterThan(15);
    for (const name of named) expect(tests).toContain(`'${name}'`);
  });

  it('ends with an example that runs', () => {
    const { actor, log, stage, advanceSync, expectNothingLeft } = createTestLoop({
      frame: 0.1,
      script: exampleOf('docs/game-time.md'),
    });
    expect(stage.world.timeDilation).toBe(0.2);

    advanceSync(1);

    expect(stage.world.timeDilation).toBe(1);
    expect(log.find(/the hero saw 0\.2 s of it/)).toHaveLength(1);
    expect(actor.isValid).toBe(true);
    expectNothingLeft();
  });
});
