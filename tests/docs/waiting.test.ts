// SPDX-License-Identifier: MIT
// The page ends with an example.
import { createTestLoop } from 'transient-loop/testing';
import { exampleOf } from './example';

describe('docs/waiting.md', () => {
  it('ends with an example that runs', () => {
    const { log, advanceSync, expectNothingLeft } = createTestLoop({
      frame: 0.1,
      script: exampleOf('docs/waiting.md'),
    });

    advanceSync(9);

    expect(log.entries.map(({ message }) => message)).toEqual([
      'ordered soup',
      'ordered stew',
      'ordered pie',
      'soup is ready',
      'ordered cake',
      'stew is ready',
      'ordered tea',
      'closed at 22; 2 orders are left',
    ]);
    expectNothingLeft();
  });
});
