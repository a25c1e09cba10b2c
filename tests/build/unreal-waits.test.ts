// SPDX-License-Identifier: MIT
// What scripts wait for in the engine, through hosts/unreal, where PuerTS is imitated.
import fc from 'fast-check';
import { FakeActor, UnrealStage } from './support/unreal-stage';

const CLEAN = { proxies: 0, watches: 0, latents: 0 };

/** A script of JavaScript, as the build leaves it. */
function stageOf(body: string): UnrealStage {
  return new UnrealStage('waits', {
    'game/waits.js': `
      const UE = require('ue');
      exports.default = function* main(self) {
        const actor = self.actor.engineObject;
        ${body}
      };`,
  });
}

describe('hosts/unreal', () => {
  it('binds one proxy for 10,000 waits, and unbinds it at the end of play', () => {
    const stage = stageOf(`
      for (let count = 1; ; count += 1) {
        yield* self.delegate(actor, 'OnTakeAnyDamage').next();
        if (count === 10_000) self.log('heard them all');
      }`);
    stage.begin();

    for (let count = 0; count < 10_000; count += 1) {
      stage.actor.OnTakeAnyDamage.Broadcast(1);
      stage.tick(0.01);
    }

    expect(stage.said()).toEqual(['heard them all']);
    expect(stage.engine).toMatchObject({ proxies: 1, proxiesMade: 1 });
    stage.end();
    expect(stage.engine.leftOver()).toMatchObject(CLEAN);
  });

  it('gives actors as scripts know them, and the reason by name', () => {
    const stage = stageOf(`
      self.delegate(self.actor, 'onEndPlay').on((who, reason) => self.log(who.className + ' ended: ' + reason));
      self.delegate(self.actor.delegate('OnTakeAnyDamage')).on((damage) => self.log('took ' + damage));
      yield* self.sleep(1000);`);
    stage.begin();

    stage.actor.OnTakeAnyDamage.Broadcast(7);
    stage.actor.OnEndPlay.Broadcast(stage.actor, 3);
    stage.tick(0.1);

    expect(stage.said()).toEqual(['took 7', 'Actor ended: removed-from-world']);
    stage.end();
    expect(stage.engine.leftOver()).toMatchObject(CLEAN);
  });

  it('tells who waits for a delegate of an actor that is destroyed, and minds no garbage', () => {
    const stage = stageOf(`
      const other = globalThis.other;
      try {
        yield* self.delegate(other, 'OnTakeAnyDamage').next();
      } catch (error) {
        self.log(error.code);
      }
      try {
        yield* self.delegate(other, 'OnTakeAnyDamage').next();
      } catch (error) {
        self.log(error.code);
      }`);
    const other = new FakeActor(stage.engine);
    stage.setGlobal('other', other);
    stage.begin();

    stage.engine.destroy(other);
    stage.tick(0.1);

    expect(stage.said()).toEqual(['OBJECT_ENDED', 'OBJECT_ENDED']);
    stage.end();
    expect(stage.engine.leftOver()).toMatchObject({ watches: 0, latents: 0 });
  });

  it.each([
    ['a delegate that is none', `self.actor.delegate('OnNothing')`, 'ARGUMENT'],
    ['a component that is none', `self.actor.delegate('OnNothing', 'Sound')`, 'ARGUMENT'],
    ['a latent function that begins nothing', `yield* self.latent(() => {})`, 'LATENT_ABORTED'],
    [
      'a delegate of garbage',
      `actor.isGarbage = true; self.delegate(self.actor, 'onDestroyed')`,
      'OBJECT_ENDED',
    ],
  ])('says what is wrong with %s', (_, code, expected) => {
    const stage = stageOf(`try { ${code}; } catch (error) { self.log(error.code); }`);
    stage.begin();
    stage.tick(0.1);

    expect(stage.said()).toEqual([expected]);
  });

  it('completes changes when PuerTS refuses the object', () => {
    const stage = stageOf(`
      const names = self.changes(() => actor.GetName());
      yield* self.subscribe(names, (name) => self.log(name));
      self.log('gone');`);
    stage.begin();

    stage.actor.isGarbage = true;
    stage.tick(0.1);

    expect(stage.said()).toEqual(['Object_0', 'gone']);
  });
});

/** What a task of the script below may wait for. */
const WAITS: Readonly<Record<string, string>> = {
  delegate: `yield* task.delegate(actor, 'OnTakeAnyDamage').next()`,
  facade: `yield* task.delegate(task.actor, 'onEndPlay').next()`,
  stream: `yield* task.stream(task.delegate(actor, 'OnDestroyed').asObservable()).next()`,
  latent: `yield* task.latent((info) => UE.KismetSystemLibrary.Delay(actor, 1, info))`,
  action: `yield* task.asyncAction(UE.CountdownAction.Countdown(actor, 1, false), { completed: 'OnLiftOff', failed: ['OnAborted'] })`,
  race: `yield* task.race([task.delegate(actor, 'OnTakeAnyDamage').next(), task.sleep(0.3)])`,
};

const EVENTS: Readonly<Record<string, (stage: UnrealStage) => void>> = {
  tick: (stage) => stage.tick(0.1),
  damage: ({ actor }) => actor.delegates['OnTakeAnyDamage']!.Broadcast(1),
  latent: ({ engine }) => engine.finishLatent(),
  liftOff: ({ engine }) => engine.action?.OnLiftOff.Broadcast(1),
  aborted: ({ engine }) => engine.action?.OnAborted.Broadcast(1),
  garbage: ({ actor }) => (actor.isGarbage = true),
};

it('leaves nothing of any tasks after any events, however play ends', () => {
  const tasks = fc.array(fc.constantFrom(...Object.keys(WAITS)), { minLength: 1, maxLength: 6 });
  const events = fc.array(fc.constantFrom(...Object.keys(EVENTS)), { maxLength: 12 });
  const isDestroyed = fc.boolean();

  fc.assert(
    fc.property(tasks, events, isDestroyed, (chosen, told, destroys) => {
      const stage = stageOf(
        chosen
          .map((name) => `self.spawn(function* ${name}(task) { for (;;) { ${WAITS[name]!}; } });`)
          .join('\n'),
      );
      stage.begin();
      for (const name of told) EVENTS[name]!(stage);

      // Three delegates of the actor, and two of each action that is under way.
      expect(stage.engine.proxies).toBeLessThanOrEqual(3 + 2 * chosen.length);
      if (destroys) stage.engine.destroy(stage.actor.isGarbage ? new FakeActor(stage.engine) : stage.actor);
      stage.end();

      expect(stage.engine.leftOver()).toMatchObject(CLEAN);
    }),
    { numRuns: 300 },
  );
});
