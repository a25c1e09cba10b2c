// SPDX-License-Identifier: MIT
// What lingers on the hub of a world, in virtual time.
import type { ActorScript } from 'transient-loop';
import { createTestWorld } from 'transient-loop/testing/world';
import { thrownBy } from './support/thrown';

const gate: ActorScript = function* (self) {
  self.linger(async function farewell(hub) {
    await hub.sleep(3);
    hub.log('said');
  });
  yield* self.sleep(1000);
};

describe('a world with something that lingers', () => {
  it('is not idle before that is over, also in pause and slow motion', async () => {
    const world = await createTestWorld({ actors: [{ label: 'Gate', script: gate }] });
    world.setDilation(0.1);
    await world.asEngine(() => world.actor('Gate').destroy());
    world.pause();

    await world.runUntilIdle();

    expect(world.log.find('said')).toHaveLength(1);
    expect(world.log.find({ event: 'hub.ended' })[0]!.fields!['seconds']).toBeCloseTo(3, 5);
    world.expectNothingLeft();
    await world.endPlay();
  });

  it('names it when it is asked what is left', async () => {
    const world = await createTestWorld({ actors: [{ label: 'Gate', script: gate }] });
    await world.asEngine(() => world.actor('Gate').destroy());
    await world.tick();

    expect(thrownBy(() => world.expectNothingLeft()).message).toMatch(
      /there is 1 task and 2 timers:\n {2}actor "hub", at 0\.\d+ s:\n {4}farewell of Gate: running, waits for sleep until/,
    );
    await world.endPlay();
  });

  it('gives it its time when play ends', async () => {
    const world = await createTestWorld({ actors: [{ label: 'Gate', script: gate }] });

    const { left } = await world.endPlay();

    expect(world.log.find('said')).toHaveLength(1);
    expect(left).toEqual({ tasks: 0, timers: 0, subscriptions: 0, sockets: 0 });
  });
});
