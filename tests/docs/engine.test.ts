// SPDX-License-Identifier: MIT
// Both scripts of the page run: one in the headless world, the other in an imitation of PuerTS.
import { createTestWorld } from 'transient-loop/testing/world';
import { ModuleKind, transpileModule } from 'typescript';
import { UnrealStage } from '../build/support/unreal-stage';
import { exampleOf, pageOf } from './example';

describe('docs/engine.md', () => {
  it('ends with an example that runs', async () => {
    const script = exampleOf('docs/engine.md');
    const world = await createTestWorld({ actors: [{ label: 'Guard', script }, { label: 'Door' }] });
    for (const z of [100, 100, 250]) {
      await world.asEngine(() => world.actor('Door').setLocation({ x: 0, y: 0, z }));
      await world.tick(0.1);
    }
    await world.advance(0.5);

    expect(world.log.find({ event: 'log' }).map(({ message }) => message)).toEqual([
      'the door is at 0 cm',
      'the door is at 100 cm',
      'the door is at 250 cm',
      'the door is gone: destroyed',
      'nothing to look at any more',
    ]);
    world.expectNoErrors();
    await world.endPlay();
  });

  it('has a script for Unreal that runs where PuerTS is imitated', () => {
    const source = /## In Unreal[^]*?```typescript\n([^]*?)```/.exec(pageOf('docs/engine.md'))![1]!;
    const { outputText } = transpileModule(source, { compilerOptions: { module: ModuleKind.CommonJS } });
    const stage = new UnrealStage('engine', { 'game/engine.js': outputText });
    const { actor, engine } = stage;

    stage.begin();
    stage.tick(1);
    stage.tick(1);
    engine.finishLatent();
    stage.tick(1);
    engine.action!.OnLiftOff.Broadcast(3);
    stage.tick(1);
    actor.OnTakeAnyDamage.Broadcast(25);
    stage.tick(1);
    stage.end();

    expect(stage.said()).toEqual(['went on at 2 s', 'lift off after 3 s', '25 taken']);
    expect(engine.leftOver()).toEqual({ proxies: 0, watches: 0, latents: 0, released: 1 });
  });
});
