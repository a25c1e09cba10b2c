// SPDX-License-Identifier: MIT
// `self.world` is the same in both hosts: one script, played headless and where PuerTS is imitated.
import type { ActorScript } from 'transient-loop';
import { HeadlessGame, type WorldEvent } from 'transient-loop/headless';
import { UnrealStage } from './support/unreal-stage';

const SCRIPT = `
  exports.default = function* (self) {
    const { world } = self;
    const refused = (call) => {
      try {
        call();
        self.log('not refused');
      } catch (error) {
        self.log(error.code + ' ' + error.message);
      }
    };
    const luke = world.spawn({ class: 'Character', label: 'Luke', location: { x: 1, y: 2, z: 3 } });
    self.log([luke.label, luke.className, luke.isValid, luke.location.x, luke.location.z].join(' '));
    self.log('found ' + world.find('Luke').label + ' and ' + world.find('Nobody'));
    world.spawn({ class: 'Actor', label: 'Leia' });
    self.log(world.actors().map(({ label }) => label).filter((label) => label.startsWith('L')).join(' '));

    refused(() => world.spawn());
    refused(() => world.spawn({ class: 7 }));
    refused(() => world.spawn({ class: 'Actor', label: 7 }));
    refused(() => world.spawn({ class: 'Actor', location: { x: 1, y: 2 } }));
    refused(() => world.spawn({ class: 'Actor', arguments: 'fast' }));
    refused(() => world.spawn({ class: 'Actor', errorPolicy: 'panic' }));
    refused(() => world.spawn({ class: 'Actor', clock: 'moon' }));
    refused(() => world.spawn({ class: 'Actor', tickBudget: { steps: 0 } }));
    refused(() => world.spawn({ class: 'Actor', hibernate: 'yes' }));
    refused(() => world.spawn({ class: 'Actor', batch: 1 }));
    refused(() => world.setLevelVisible('Attic', true));

    luke.destroy();
    self.log(luke.isValid + ' ' + world.find('Luke'));
    self.log('attic ' + world.isLevelVisible('Attic') + ', cellar ' + world.isLevelVisible('Cellar'));
    world.setLevelVisible('Cellar', true);
    yield* self.sleep(1);
    self.log('cellar ' + world.isLevelVisible('Cellar'));
    world.quit();
  };`;

const SAID = [
  'Luke Character true 1 3',
  'found Luke and undefined',
  'Luke Leia',
  'ARGUMENT world.spawn: expected options, but got undefined',
  'ARGUMENT world.spawn: expected the name of a class, but got number 7',
  'ARGUMENT world.spawn: expected a label as label, but got number 7',
  'ARGUMENT world.spawn: expected a place { x, y, z } in centimetres as location, but got an object of Object',
  'ARGUMENT world.spawn: expected an object as arguments, but got "fast"',
  'ARGUMENT world.spawn: expected an error policy (report, end-loop, destroy-actor) as errorPolicy, but got "panic"',
  'ARGUMENT world.spawn: expected a clock (game, unpaused, real) as clock, but got "moon"',
  'ARGUMENT world.spawn: expected a budget { steps, milliseconds } of positive numbers as tickBudget, but got an object of Object',
  'ARGUMENT world.spawn: expected true or false as hibernate, but got "yes"',
  'ARGUMENT world.spawn: expected true or false as batch, but got number 1',
  'ARGUMENT world.setLevelVisible: expected the name of a level, but got "Attic"',
  'false undefined',
  'attic false, cellar false',
  'cellar true',
];

describe('self.world', () => {
  it('keeps its contract headless', () => {
    const events: WorldEvent[] = [];
    const script: { default?: ActorScript } = {};
    // eslint-disable-next-line @typescript-eslint/no-implied-eval -- the same text as the other host runs
    new Function('exports', SCRIPT)(script);
    const game = new HeadlessGame({
      speed: 'max',
      logsLoops: false,
      scripts: () => script,
      onEvent: (event) => events.push(event),
    });
    game.addLevel({ name: 'Cellar', actors: [], streamedLevels: [] });
    const actors = [{ class: 'Actor', label: 'Guard', script: 'guard' }];
    game.addLevel({ name: 'Main', actors, streamedLevels: [{ level: 'Cellar', visible: false }] });
    game.start('Main');

    for (let frame = 0; frame < 10 && !game.isQuitting; frame += 1) game.step(0.25);

    expect(events.flatMap(({ event, message }) => (event === 'log' ? [message] : []))).toEqual(SAID);
    expect(game.isQuitting).toBe(true);
    game.end();
  });

  it('keeps its contract in Unreal', () => {
    const stage = new UnrealStage('world', { 'game/world.js': SCRIPT });

    stage.begin();
    stage.tick(1.1);

    expect(stage.said()).toEqual(SAID);
    expect(stage.engine.world.hasEnded).toBe(true);
    stage.end();
  });
});

describe('self.world in Unreal', () => {
  it('gives all that is said of the loop to the engine, and leaves the rest to its defaults', () => {
    const stage = new UnrealStage('world', {
      'game/world.js': `
        exports.default = function* (self) {
          const { world } = self;
          world.spawn({
            class: 'Actor', label: 'A', script: 'patrol', arguments: { a: 1 }, errorPolicy: 'destroy-actor',
            autoStart: false, clock: 'real', tickBudget: { steps: 7, milliseconds: 2.5 },
            tickEvenWhenPaused: false, hibernate: true, batch: true,
          });
          world.spawn({ class: 'Actor' });
        };`,
    });

    stage.begin();

    expect(stage.engine.world.spawned).toMatchObject([
      {
        Label: 'A',
        ScriptModule: 'patrol',
        ScriptArguments: '{"a":1}',
        ErrorPolicy: 2,
        bAutoStart: false,
        Clock: 2,
        TickBudgetSteps: 7,
        TickBudgetMilliseconds: 2.5,
        bTickEvenWhenPaused: false,
        bHibernate: true,
        bBatch: true,
      },
      { Label: '', ScriptModule: '', bAutoStart: true, ErrorPolicy: 0, bTickEvenWhenPaused: true },
    ]);
    stage.end();
  });

  it('says why the engine spawned nothing, and where nothing plays that there is no game to quit', () => {
    const stage = new UnrealStage('world', {
      'game/world.js': `
        exports.default = function* (self) {
          for (const call of [() => self.world.spawn({ class: 'Actor' }), () => self.world.quit()]) {
            try {
              call();
            } catch (error) {
              self.log(error.message);
            }
          }
        };`,
    });
    Object.assign(stage.engine.world, { refusal: 'the world is tearing down', plays: false });

    stage.begin();

    expect(stage.said()).toEqual([
      'world.spawn: expected an actor that can be spawned, but got "the world is tearing down"',
      'world.quit: expected a world that plays, but got "Main"',
    ]);
    stage.end();
  });

  it.each([false, true])('is that of its actor, on the hub that of the hub (on the hub: %p)', (isOfHub) => {
    const stage = new UnrealStage('world', {
      'game/world.js': `
        exports.default = function* (self) {
          self.world.spawn({ class: 'Actor' });
        };`,
    });
    stage.isOfHub = isOfHub;

    stage.begin();

    expect([...stage.engine.world.contexts]).toEqual([isOfHub ? stage.hubContext : stage.actor]);
    stage.end();
  });
});
