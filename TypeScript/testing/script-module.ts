// SPDX-License-Identifier: MIT
import type { ActorScript } from 'transient-loop';

/** A script module: its default export is the main task, the others can be started by name. */
export interface ScriptModule {
  readonly default?: ActorScript;
  readonly [name: string]: unknown;
}

/** The module that a script stands for. What is no script at all is left to the core to refuse. */
export function moduleOf(script: ActorScript | ScriptModule): ScriptModule {
  return typeof script === 'function' ? { default: script } : script;
}
