// SPDX-License-Identifier: MIT
// The class of the engine that is written in TypeScript, by PuerTS's rules, and the script on its loop.
import { readFileSync } from 'node:fs';
import * as path from 'node:path';
import { ModuleKind, ScriptTarget, transpileModule } from 'typescript';
import { PuertsEnvironment } from './support/puerts-environment';
import { UnrealStage } from './support/unreal-stage';

const EXAMPLES = path.join(__dirname, '../../docs/examples');

/** As PuerTS's editor compiles, with the target that it is set up with. */
function compiled(file: string): string {
  const options = { target: ScriptTarget.ESNext, module: ModuleKind.CommonJS, experimentalDecorators: true };
  return transpileModule(readFileSync(path.join(EXAMPLES, file), 'utf8'), { compilerOptions: options })
    .outputText;
}

/** The component in the place of the engine's: what the class does with it. */
class FakeLoopComponent {
  static StaticClass(): typeof FakeLoopComponent {
    return FakeLoopComponent;
  }

  script = '';
  arguments = '';
  readonly events: { name: string; payload: string }[] = [];

  SetScript(module: string, scriptArguments: string): void {
    this.script = module;
    this.arguments = scriptArguments;
  }

  PostEvent(name: string, payload: string): boolean {
    this.events.push({ name, payload });
    return true;
  }
}

class FakeActor {
  readonly components = new Map<string, unknown>();

  constructor(private readonly name: string) {}

  GetName(): string {
    return this.name;
  }

  CreateDefaultSubobjectGeneric(name: string, kind: new () => unknown): unknown {
    this.components.set(name, new kind());
    return this.components.get(name);
  }
}

interface TsClass {
  readonly name: string;
  readonly prototype: {
    Constructor(this: object): void;
    ReceiveActorBeginOverlap(this: object, other: FakeActor): void;
  };
}

/** An actor of the class, as PuerTS makes one: the engine's object, then the constructor; never `new`. */
function makeWatchman() {
  const file = 'TS_Watchman';
  const environment = new PuertsEnvironment({
    builtIn: { ue: { Actor: FakeActor, TransientLoopComponent: FakeLoopComponent } },
    files: { [`${file}.js`]: compiled(`${file}.ts`) },
  });
  const { default: kind } = environment.require(file) as { default: TsClass };
  const actor = Object.setPrototypeOf(new FakeActor('Watchman'), kind.prototype) as FakeActor;
  kind.prototype.Constructor.call(actor);
  return { kind, actor, loop: actor.components.get('Loop') as FakeLoopComponent };
}

describe('docs/examples/TS_Watchman.ts', () => {
  it('is a class that PuerTS makes one of the engine of: file, class and default export have one name', () => {
    const { kind } = makeWatchman();

    expect(kind.name).toBe('TS_Watchman');
    expect(Object.getPrototypeOf(kind)).toBe(FakeActor);
  });

  it('gives its actor a loop with a script, and tells that of what it sees', () => {
    const { kind, actor, loop } = makeWatchman();

    kind.prototype.ReceiveActorBeginOverlap.call(actor, new FakeActor('Thief'));

    expect(loop).toMatchObject({ script: 'watchman', arguments: '{"patience":2}' });
    expect(loop.events).toEqual([{ name: 'seen', payload: '"Thief"' }]);
  });

  it('is heard by the script, in the other environment', () => {
    const { kind, actor, loop } = makeWatchman();
    kind.prototype.ReceiveActorBeginOverlap.call(actor, new FakeActor('Thief'));
    const [event] = loop.events;
    const stage = new UnrealStage(
      loop.script,
      { [`game/${loop.script}.js`]: compiled('watchman.ts') },
      {
        ScriptArguments: () => loop.arguments,
        OperationText: () => event!.name,
        OperationPayload: () => event!.payload,
      },
    );

    stage.begin();
    stage.tick(0.5);
    stage.post();
    stage.tick(0.5);
    stage.tick(2);
    stage.end();

    expect(stage.said()).toEqual(['who goes there, Thief?', 'nothing, it seems']);
  });
});
