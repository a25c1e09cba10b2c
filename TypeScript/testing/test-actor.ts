// SPDX-License-Identifier: MIT
import type { Actor, EndReason, SpawnActorOptions, Vector, World } from 'transient-loop';
import type { ActorLoop, Sound, SoundFormat } from 'transient-loop/host';
import { TestDelegate } from './test-delegate';
import { TestKitError } from './test-kit-error';
import { TestSound } from './test-sound';

/** An actor as scripts see it, with nothing behind it but its loop. */
export class TestActor implements Actor {
  isValid = true;
  timeDilation = 1;
  location: Vector = { x: 0, y: 0, z: 0 };

  private playing: TestSound | undefined = undefined;

  constructor(
    readonly label: string,
    readonly className: string,
    readonly level: string,
    private readonly endPlay: () => void,
    private readonly seconds: () => number,
    readonly loop: ActorLoop,
  ) {}

  get loops(): readonly ActorLoop[] {
    return [this.loop];
  }

  setLocation(location: Vector): void {
    if (this.isValid) this.location = { ...location };
  }

  sound(format: SoundFormat): Sound {
    if (this.playing?.hasFormat(format) !== true) {
      this.playing = new TestSound(format, this.seconds, () => this.isValid);
    }
    return this.playing;
  }

  readonly onDestroyed = new TestDelegate<[actor: Actor]>();
  readonly onEndPlay = new TestDelegate<[actor: Actor, reason: EndReason]>();
  private readonly delegates = new Map<string, TestDelegate>();

  /** Any name: the test calls it. */
  delegate(name: string, component = ''): TestDelegate {
    const key = `${component}.${name}`;
    const known = this.delegates.get(key) ?? new TestDelegate();
    this.delegates.set(key, known);
    return known;
  }

  get engineObject(): this {
    return this;
  }

  destroy(): void {
    if (!this.isValid) return;
    this.endPlay();
    this.isValid = false;
    this.onEndPlay.Broadcast(this, 'destroyed');
    this.onDestroyed.Broadcast(this);
  }
}

/** What the world of a test is made of, as far as scripts see it. */
export interface WorldState {
  seconds: number;
  deltaSeconds: number;
  isPaused: boolean;
  dilation: number;
  quitWanted: boolean;
  actors(): Actor[];
}

/** A world without levels: scripts read its clock and find the actors of the test. */
export class TestFacade implements World {
  constructor(
    private readonly state: WorldState,
    readonly level: string,
  ) {}

  get seconds(): number {
    return this.state.seconds;
  }

  get deltaSeconds(): number {
    return this.state.deltaSeconds;
  }

  get isPaused(): boolean {
    return this.state.isPaused;
  }

  set isPaused(paused: boolean) {
    this.state.isPaused = paused === true;
  }

  get timeDilation(): number {
    return this.state.dilation;
  }

  set timeDilation(dilation: number) {
    this.state.dilation = dilation;
  }

  spawn({ class: className }: SpawnActorOptions): Actor {
    return unsupported(`world.spawn of a "${className}"`);
  }

  find(label: string): Actor | undefined {
    return this.state.actors().find((actor) => actor.label === label);
  }

  actors(): Actor[] {
    return this.state.actors();
  }

  isLevelVisible(level: string): boolean {
    return level === this.level;
  }

  setLevelVisible(level: string): void {
    unsupported(`world.setLevelVisible("${level}")`);
  }

  openLevel(level: string): void {
    unsupported(`world.openLevel("${level}")`);
  }

  quit(): void {
    this.state.quitWanted = true;
  }
}

function unsupported(call: string): never {
  throw new TestKitError(
    'TEST_UNSUPPORTED',
    `Expected a whole world for ${call}, but this test has loops only: use createTestWorld of "transient-loop/testing/world"`,
  );
}
