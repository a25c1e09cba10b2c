// SPDX-License-Identifier: MIT
// Each rule of the page has a number of its own and names tests that are there; the example runs.
import { createTestLoop } from 'transient-loop/testing';
import { exampleOf, pageOf } from './example';
import { proofsOf, rulesOf } from './rules';

const rules = rulesOf('docs/task-scope.md');

describe('docs/task-scope.md', () => {
  it('numbers its rules one by one', () => {
    expect(rules.map((rule) => Number.parseInt(rule, 10))).toEqual(rules.map((_, place) => place + 1));
    expect(rules.length).toBeGreaterThan(30);
  });

  it.each(rules.map((rule) => [rule.slice(0, 60), rule]))(
    '%s … is proved by tests that are there',
    (_, rule) => {
      const proofs = proofsOf(rule);

      expect(proofs.length).toBeGreaterThan(0);
      for (const [file, name] of proofs) expect(pageOf(file)).toContain(`'${name}'`);
    },
  );

  it('ends with an example that runs', () => {
    const { log, advanceSync, expectNothingLeft } = createTestLoop({
      script: exampleOf('docs/task-scope.md'),
    });

    advanceSync(4);

    expect(log.find(/^(open|closed, because: the wind)$/)).toHaveLength(2);
    expectNothingLeft();
  });
});
