// SPDX-License-Identifier: MIT
// The engine's world, where PuerTS is imitated: as much as UTransientLoopWorldLibrary makes of it.
import { FakeActor, type FakeUnreal } from './unreal-stage';

export interface FakeVector {
  readonly X: number;
  readonly Y: number;
  readonly Z: number;
}

/** `FTransientLoopSpawnOptions`, with the defaults of C++. */
export class FakeSpawnOptions {
  Label = '';
  Location: FakeVector = { X: 0, Y: 0, Z: 0 };
  ScriptModule = '';
  ScriptArguments = '';
  ErrorPolicy = 0;
  Clock = 0;
  bAutoStart = true;
  bHibernate = false;
  bBatch = false;
  bTickEvenWhenPaused = true;
  TickBudgetSteps = 0;
  TickBudgetMilliseconds = 0;
}

const CLASSES = ['Actor', 'Character'];

export class FakeWorld {
  readonly contexts = new Set<unknown>();
  readonly actors: FakeActor[] = [];
  readonly levels = new Map([['Cellar', false]]);
  readonly spawned: FakeSpawnOptions[] = [];
  refusal = '';
  hasEnded = false;
  plays = true;

  constructor(private readonly engine: FakeUnreal) {}

  /** Of the module `ue`. */
  readonly module = {
    Vector: class {
      constructor(
        readonly X: number,
        readonly Y: number,
        readonly Z: number,
      ) {}
    },
    TransientLoopSpawnOptions: FakeSpawnOptions,
    GameplayStatics: { GetCurrentLevelName: () => 'Main' },
    TransientLoopWorldLibrary: {
      FindActorClass: (name: string) => (CLASSES.includes(name) ? { GetName: () => name } : undefined),
      SpawnScriptedActor: (
        context: unknown,
        actorClass: { GetName(): string },
        options: FakeSpawnOptions,
        error: [string],
      ) => {
        this.contexts.add(context);
        this.spawned.push(options);
        error[0] = this.refusal;
        if (this.refusal !== '') return undefined;
        const actor = new FakeActor(this.engine, options.Label, actorClass.GetName(), options.Location);
        this.actors.push(actor);
        return actor;
      },
      FindActorByLabel: (context: unknown, label: string) => {
        this.contexts.add(context);
        return this.present.find((actor) => actor.label === label);
      },
      GetWorldActors: () => {
        const { present } = this;
        return { Num: () => present.length, Get: (index: number) => present[index] };
      },
      IsStreamedLevelVisible: (_context: unknown, level: string) => this.levels.get(level) ?? false,
      SetStreamedLevelVisible: (_context: unknown, level: string, visible: boolean) =>
        this.levels.has(level) && this.levels.set(level, visible) !== undefined,
      EndGame: () => (this.hasEnded = this.plays),
    },
  };

  private get present(): FakeActor[] {
    return this.actors.filter((actor) => !actor.isGarbage);
  }
}
