// SPDX-License-Identifier: MIT
// The plugin's and the engine's side of one loop of an actor, where PuerTS is imitated.
import { LifecycleOperation } from 'transient-loop/host';
import { FakeWorld } from './fake-world';
import { PuertsEnvironment, type PuertsOptions } from './puerts-environment';

type Handler = (...values: unknown[]) => void;
type Tick = (slot: number, generation: number, seconds: number) => void;
type Lifecycle = (operation: number, slot: number, generation: number, argument: number) => void;

/** What PuerTS throws on each access to an object that is garbage. */
const INVALID = 'access a invalid object';

/** An object of the engine as PuerTS wraps it: garbage answers nothing. */
class FakeObject {
  isGarbage = false;

  GetName(): string {
    this.touch();
    return 'Object_0';
  }

  touch(): void {
    if (this.isGarbage) throw new Error(INVALID);
  }
}

/** `$MulticastDelegate`: one proxy for all functions of a delegate, gone with the last. */
class FakeDelegate {
  private readonly handlers: Handler[] = [];

  constructor(private readonly engine: FakeUnreal) {}

  Add(handler: Handler): void {
    if (this.handlers.push(handler) === 1) this.engine.makeProxy();
  }

  Remove(handler: Handler): void {
    const place = this.handlers.indexOf(handler);
    if (place < 0) return;
    this.handlers.splice(place, 1);
    if (this.handlers.length === 0) this.engine.proxies -= 1;
  }

  Clear(): void {
    if (this.handlers.length > 0) this.engine.proxies -= 1;
    this.handlers.length = 0;
  }

  /** PuerTS calls a copy of the list, and only logs what a function throws. */
  Broadcast(...values: unknown[]): void {
    for (const handler of [...this.handlers]) handler(...values);
  }
}

/** An actor of the engine. Its delegates are one object each, as in PuerTS. */
export class FakeActor extends FakeObject {
  CustomTimeDilation = 1;
  readonly delegates: Readonly<Record<string, FakeDelegate>>;

  constructor(
    engine: FakeUnreal,
    readonly label = 'Actor',
    readonly className = 'Actor',
    private readonly location = { X: 0, Y: 0, Z: 0 },
  ) {
    super();
    const names = ['OnDestroyed', 'OnEndPlay', 'OnTakeAnyDamage'];
    this.delegates = Object.fromEntries(names.map((name) => [name, new FakeDelegate(engine)]));
    for (const name of names) Object.defineProperty(this, name, { get: () => this.read(name) });
  }

  declare readonly OnDestroyed: FakeDelegate;
  declare readonly OnEndPlay: FakeDelegate;
  declare readonly OnTakeAnyDamage: FakeDelegate;

  GetClass(): { GetName(): string } {
    this.touch();
    return { GetName: () => this.className };
  }

  K2_GetActorLocation(): { X: number; Y: number; Z: number } {
    this.touch();
    return this.location;
  }

  K2_GetComponentsByClass(): { Num(): number; Get(index: number): FakeObject } {
    this.touch();
    return { Num: () => 0, Get: () => new FakeObject() };
  }

  K2_DestroyActor(): void {
    this.touch();
    // Play ends, delegates are called, and only then it is garbage.
    this.delegates['OnEndPlay']!.Broadcast(this, 0);
    this.delegates['OnDestroyed']!.Broadcast(this);
    this.isGarbage = true;
  }

  private read(name: string): FakeDelegate {
    this.touch();
    return this.delegates[name]!;
  }
}

/** `UCountdownAction` of the demo. */
class FakeAction extends FakeObject {
  readonly OnLiftOff: FakeDelegate;
  readonly OnAborted: FakeDelegate;
  readonly calls: string[] = [];

  constructor(engine: FakeUnreal) {
    super();
    this.OnLiftOff = new FakeDelegate(engine);
    this.OnAborted = new FakeDelegate(engine);
  }

  Activate(): void {
    this.calls.push('Activate');
  }

  Cancel(): void {
    this.calls.push('Cancel');
  }
}

/** As much of the engine as scripts wait for, with a count of what is left. */
export class FakeUnreal {
  proxies = 0;
  proxiesMade = 0;
  released = 0;
  action: FakeAction | null = null;
  /** By number. */
  readonly watches = new Map<number, FakeObject>();
  readonly latents = new Set<number>();
  private last = 0;

  constructor(private readonly tell: (operation: number, argument: number) => void) {}

  makeProxy(): void {
    this.proxies += 1;
    this.proxiesMade += 1;
  }

  leftOver() {
    const { proxies, watches, latents, released } = this;
    return { proxies, watches: watches.size, latents: latents.size, released };
  }

  /** The latent actions that are under way go on. */
  finishLatent(): void {
    for (const action of [...this.latents]) {
      this.latents.delete(action);
      this.tell(LifecycleOperation.LatentResumed, action);
    }
  }

  /** Ends play of an actor and destroys it: the plugin hears of it in the middle. */
  destroy(actor: FakeActor): void {
    for (const [watch, object] of [...this.watches]) {
      if (object !== actor) continue;
      this.watches.delete(watch);
      this.tell(LifecycleOperation.ObjectEnded, watch);
    }
    actor.K2_DestroyActor();
  }

  /** Those of the loop components of any actor. */
  loopNumbers: number[] = [];

  readonly world = new FakeWorld(this);
  /** Actors whose hibernating loops were woken, because their time goes otherwise from now on. */
  readonly woken: FakeActor[] = [];

  /** The module `ue`. */
  readonly module = {
    Object: FakeObject,
    Actor: FakeActor,
    ActorComponent: class extends FakeObject {
      static StaticClass(): FakeObject {
        return new FakeObject();
      }
    },
    ...this.world.module,
    KismetSystemLibrary: {
      GetDisplayName: (object: FakeActor) => {
        object.touch();
        return object.label;
      },
      Delay: (context: FakeObject, _seconds: number, info: { UUID: number }) => {
        context.touch();
        this.latents.add(info.UUID);
      },
    },
    CountdownAction: {
      Countdown: (context: FakeObject) => {
        context.touch();
        return (this.action = new FakeAction(this));
      },
    },
    TransientLoopComponent: {
      FindLoopNumber: (actor: FakeObject, index: number) => {
        actor.touch();
        return this.loopNumbers[index] ?? 0;
      },
      SetActorTimeDilation: (actor: FakeActor, dilation: number) => {
        actor.touch();
        actor.CustomTimeDilation = dilation;
        this.woken.push(actor);
      },
    },
    TransientLoopEngineLibrary: {
      WatchObject: (_environment: number, object: FakeObject) => {
        if (object.isGarbage) throw new Error('passing a invalid object');
        this.watches.set((this.last += 1), object);
        return this.last;
      },
      BeginLatentAction: (_environment: number, slot: number) => {
        const target = slot === 0 ? new FakeObject() : undefined;
        return { UUID: (this.last += 1), CallbackTarget: target };
      },
      ReleaseAsyncAction: () => (this.released += 1),
    },
  };
}

/** One actor with a loop, in an environment that starts as the plugin starts it. */
export class UnrealStage {
  readonly log: string[] = [];
  readonly engine = new FakeUnreal((operation, argument) => this.lifecycle(operation, -1, 0, argument));
  readonly actor = new FakeActor(this.engine);
  /** Whether the loop is one of the hub, which has no actor. */
  isOfHub = false;
  readonly hubContext = new FakeObject();
  private readonly environment: PuertsEnvironment;
  private tickLoop: Tick = () => undefined;
  private lifecycle: Lifecycle = () => undefined;
  private memory: Float64Array = new Float64Array(0);

  /** @param more - of the binding, besides what each script needs */
  constructor(
    script: string,
    files: PuertsOptions['files'] = {},
    more: Readonly<Record<string, (...given: never[]) => unknown>> = {},
  ) {
    const { engine } = this;
    const binding = {
      Attach: (tick: Tick, lifecycle: Lifecycle) => {
        this.tickLoop = tick;
        this.lifecycle = lifecycle;
        return 3;
      },
      HearsTasks: () => false,
      HearsEvents: () => false,
      WorldBudgetSteps: () => 0,
      WorldBudgetMilliseconds: () => 0,
      BindMemory: (_environment: number, records: Float64Array) => (this.memory = records),
      BindTaskCount: () => undefined,
      LoopNames: () => `${script}\nLevel\nActor`,
      ScriptModule: () => script,
      ScriptArguments: () => '',
      OperationText: () => '',
      SetOperationResult: () => undefined,
      ApplyErrorPolicy: () => undefined,
      Log: (_severity: number, text: string) => this.log.push(text),
      UnwatchObject: (_environment: number, watch: number) => engine.watches.delete(watch),
      CommitLatentAction: (_environment: number, action: number) => engine.latents.has(action),
      CancelLatentAction: (_environment: number, action: number) => engine.latents.delete(action),
      ...more,
    };
    const subsystem = {
      GetComponentOfSlot: () => (this.isOfHub ? undefined : { GetOwner: () => this.actor }),
      GetHubContext: () => this.hubContext,
    };
    const argv = { getByName: () => subsystem };
    const puerts = { argv, $ref: (value: unknown) => [value], $unref: ([value]: unknown[]) => value };
    const builtIn = { cpp: { TransientLoopBinding: binding }, puerts, ue: engine.module };
    this.environment = new PuertsEnvironment({ files, builtIn });
    this.environment.require('hosts/unreal/environment');
  }

  /** Something that the script finds on its global object. */
  setGlobal(name: string, value: unknown): void {
    this.environment.setGlobal(name, value);
  }

  begin(): void {
    this.lifecycle(LifecycleOperation.Begin, 0, 1, 0);
  }

  /** What `PostEvent` does; the binding has the name and the payload. */
  post(): void {
    this.lifecycle(LifecycleOperation.PostEvent, 0, 1, 0);
  }

  tick(seconds: number): void {
    this.memory[0]! += seconds;
    this.tickLoop(0, 1, seconds);
  }

  end(): void {
    this.lifecycle(LifecycleOperation.End, 0, 1, 0);
  }

  /** What the script logged, without names and without lines about the loop. */
  said(): string[] {
    return this.log
      .map((line) => line.split(': '))
      .filter(([place]) => place!.includes('›') && place!.split('›').length === 3)
      .map((parts) => parts.slice(1).join(': '));
  }
}
