// SPDX-License-Identifier: MIT
// The page ends with an example.
import { createTestLoop } from 'transient-loop/testing';
import { exampleOf } from './example';

describe('docs/combinators.md', () => {
  it('ends with an example that runs', () => {
    const { log, advanceSync, expectNothingLeft } = createTestLoop({
      frame: 0.1,
      script: exampleOf('docs/combinators.md'),
    });

    advanceSync(12);

    const told = ['rich', 'too late', 'first dash', 'second dash'].filter(
      (text) => log.find(new RegExp(text)).length > 0,
    );
    expect(told).toEqual(['too late', 'second dash']);
    expectNothingLeft();
  });
});
