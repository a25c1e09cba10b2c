// SPDX-License-Identifier: MIT
import { LoopRecord } from './loop-memory';

/** The clock of a world, as far as loops look at it. */
export interface ScriptWorldClock {
  /** Seconds since the world began: undilated, in pause as well. */
  realSeconds: number;
}

/** What the unpaused and the real clock of a loop are made of. */
interface Source {
  secondsInPause: number;
  realSeconds: number;
  unpausedSeconds: number;
  worldRealSeconds: number;
  world: ScriptWorldClock;
}

/** The plugin's `FTransientLoopClocks`, in TypeScript: see there for why anything is as it is. */
export class ScriptClocks {
  private readonly sources: Source[] = [];
  private records: Float64Array = new Float64Array(0);
  private capacity = 0;
  /** How often somebody looked so far. */
  looks = 0;

  bindMemory(records: Float64Array, capacity: number): void {
    this.records = records;
    this.capacity = capacity;
  }

  start(slot: number, world: ScriptWorldClock): void {
    this.sources[slot] = {
      secondsInPause: 0,
      realSeconds: 0,
      unpausedSeconds: 0,
      worldRealSeconds: world.realSeconds,
      world,
    };
    if (slot >= this.capacity) return;
    this.setNow(2 * slot, 0);
    this.setNow(2 * slot + 1, 0);
  }

  addPause(slot: number, deltaSeconds: number): void {
    this.sources[slot]!.secondsInPause += deltaSeconds;
  }

  look(slot: number, gameSeconds: number, world: ScriptWorldClock): boolean {
    this.looks += 1;
    const source = this.sources[slot]!;
    const unpaused = gameSeconds + source.secondsInPause;
    const passed = world.realSeconds - source.worldRealSeconds;
    const isComparable = source.world === world && passed >= 0;
    source.realSeconds += isComparable ? passed : unpaused - source.unpausedSeconds;
    source.unpausedSeconds = unpaused;
    source.worldRealSeconds = world.realSeconds;
    source.world = world;
    if (slot >= this.capacity) return false;
    this.setNow(2 * slot, unpaused);
    this.setNow(2 * slot + 1, source.realSeconds);
    return this.isDue(2 * slot) || this.isDue(2 * slot + 1);
  }

  private setNow(record: number, seconds: number): void {
    this.records[record * LoopRecord.Doubles + LoopRecord.Now] = seconds;
  }

  private isDue(record: number): boolean {
    const at = record * LoopRecord.Doubles;
    return this.records[at + LoopRecord.Now]! >= this.records[at + LoopRecord.Due]!;
  }
}
