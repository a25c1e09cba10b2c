// SPDX-License-Identifier: MIT
import { createTestLoop } from 'transient-loop/testing';
import { createTestWorld } from 'transient-loop/testing/world';
import 'transient-loop/testing/jest';
import patrol from './patrol';

describe('patrol', () => {
  it('rests at each post', async () => {
    const { loop, advance, endPlay } = createTestLoop({ script: patrol, arguments: { rest: 10 } });

    await advance(9.9);
    expect(loop).toBeWaitingFor('sleep until 10.000 s');
    expect(loop).not.toHaveLogged('at the well');
    await advance(0.1);

    expect(loop).toHaveLogged('at the well');
    endPlay();
  });

  it('stands still while the world is paused', async () => {
    const { loop, advance, pause, endPlay } = createTestLoop({ script: patrol });

    pause();
    await advance(60);

    expect(loop).not.toHaveLogged('at the well');
    endPlay();
  });

  it('tells where it was when it was destroyed', async () => {
    const { loop, advance, endPlay } = createTestLoop({ script: patrol });
    await advance(12);

    endPlay('destroyed');

    expect(loop.main).toHaveBeenCancelled('destroyed');
    expect(loop).toHaveLogged('left the tower: destroyed');
    expect(loop).toHaveNothingLeft();
  });

  it('ends with its level', async () => {
    const world = await createTestWorld({
      scripts: { patrol },
      levels: [
        { name: 'Yard', streamedLevels: ['Cellar'] },
        { name: 'Cellar', actors: [{ label: 'Guard', class: 'Character', script: 'patrol' }] },
      ],
    });
    await world.advance(7);

    world.setLevelVisible('Cellar', false);
    await world.runUntilIdle();

    expect(world).toHaveLogged({ actor: 'Guard', message: 'left the well: removed-from-world' });
    expect(world).toHaveNothingLeft();
  });
});
