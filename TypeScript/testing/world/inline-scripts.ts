// SPDX-License-Identifier: MIT
import type { ActorScript } from 'transient-loop';
import { moduleOf, type ScriptModule } from '../script-module';

/** A script as a test gives it: the name of a module, a function, or a whole module. */
export type ScriptSource = string | ActorScript | ScriptModule;

/** Scripts that no file holds, by the names of modules that the world knows them under. */
export class InlineScripts {
  private readonly modules = new Map<string, ScriptModule>();

  constructor(named: Readonly<Record<string, ActorScript | ScriptModule>>) {
    for (const [name, script] of Object.entries(named)) this.modules.set(name, moduleOf(script));
  }

  /** The name to give a component for a script. */
  nameOf(script: ScriptSource): string {
    if (typeof script === 'string') return script;
    const name = `inline/${this.modules.size}`;
    this.modules.set(name, moduleOf(script));
    return name;
  }

  /** What a module exports; undefined for one that a file holds. */
  load(name: string): ScriptModule | undefined {
    return this.modules.get(name);
  }
}
