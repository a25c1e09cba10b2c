// SPDX-License-Identifier: MIT
import * as cpp from 'cpp';
import { EnvironmentHub, type Actor, type Host, type LogEntry, type World } from 'transient-loop/host';
import type { LoopSubsystem } from './engine-types';
import { UnrealEngine } from './unreal-engine';
import { UnrealActor } from './unreal-actor';
import { UnrealWorld } from './unreal-world';

/** Folder below the script root that actor scripts are in, the same as headless. */
const SCRIPT_FOLDER = 'game';

const SEVERITIES = { log: 0, warning: 1, error: 2 } as const;

/** What the core needs of Unreal: script modules, the log, and the actor behind a slot. */
export class UnrealHost implements Host {
  readonly logsLoops = true;
  readonly engine = new UnrealEngine();

  readonly hub = new EnvironmentHub();

  constructor(private readonly subsystem: LoopSubsystem) {}

  loadScript(module: string): unknown {
    return require(`${SCRIPT_FOLDER}/${module}`);
  }

  log({ severity, actor, script, task, message }: LogEntry): void {
    const place = [actor, script, task].filter((name) => name !== undefined).join(' › ');
    cpp.TransientLoopBinding.Log(SEVERITIES[severity], place === '' ? message : `${place}: ${message}`);
  }

  actorOf(slot: number): Actor | null {
    const owner = this.ownerOf(slot);
    return owner === undefined ? null : new UnrealActor(owner);
  }

  /** A hub's is the world that the game instance is in when it is asked, over all travel. */
  worldOf(slot: number): World {
    return new UnrealWorld(this.ownerOf(slot) ?? this.subsystem.GetHubContext());
  }

  /** Undefined for a hub. */
  private ownerOf(slot: number) {
    return this.subsystem.GetComponentOfSlot(slot)?.GetOwner();
  }
}

declare function require(module: string): unknown;
