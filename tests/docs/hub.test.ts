// SPDX-License-Identifier: MIT
// The page ends with an example.
import { createTestWorld } from 'transient-loop/testing/world';
import { exampleOf } from './example';

describe('docs/hub.md', () => {
  it('ends with an example that runs', async () => {
    const script = exampleOf('docs/hub.md');
    const world = await createTestWorld({ actors: [{ label: 'Gate', script }] });
    await world.asEngine(() => world.actor('Gate').destroy());

    await world.runUntilIdle();

    const said = world.log.find({ event: 'log' }).map(({ message }) => message);
    expect(said).toEqual(['Gate says goodbye to Luke', 'Gate says goodbye to Leia']);
    world.expectNoErrors();
    world.expectNothingLeft();
    await world.endPlay();
  });
});
