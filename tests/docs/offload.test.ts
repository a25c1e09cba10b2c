// SPDX-License-Identifier: MIT
// The page begins with an example.
import { createTestWorld } from 'transient-loop/testing/world';
import { firstExampleOf } from './example';

describe('docs/offload.md', () => {
  it('begins with an example that runs', async () => {
    const world = await createTestWorld({
      actors: [{ label: 'Thinker', script: firstExampleOf('docs/offload.md') }],
    });
    while (world.log.find({ event: 'log' }).length === 0) {
      await new Promise((resolve) => setImmediate(resolve));
      await world.tick();
    }

    expect(world.log.find({ event: 'log' })[0]!.message).toBe('there are 9592 primes below 100000');
    world.expectNoErrors();
    await world.endPlay();
    world.expectNothingLeft();
  });
});
