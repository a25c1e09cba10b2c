// SPDX-License-Identifier: MIT
import { ScriptError, messageOf } from '../errors';
import type { CancelRequest } from '../task/cancel-request';
import type { EndReason } from './end-reason';
import type { LoopRegistry } from './loop-registry';
import type { LoopCore } from './loop-core';
import type { Actor, World } from '../world';

interface Facade {
  readonly actor: Actor | null;
  readonly world: World | null;
}

/** What a loop is called and what it is given, read from C++ when first asked for. */
export class LoopNames {
  /** What all its tasks are told while the loop ends, and after it. */
  ending: CancelRequest | null = null;
  /** Why the loop ended; null while it lives. */
  endReason: EndReason | null = null;
  /** Script module, level and actor, a line each: taken apart when somebody asks, which most loops live without. */
  private readonly lines: string;
  private parsedArguments: Readonly<Record<string, unknown>> | null = null;
  /** Those that were given when C++ changed them, if they are no JSON object. */
  private wrongArguments: string | undefined = undefined;
  private actorAndWorld: Facade | null = null;

  constructor(
    private readonly registry: LoopRegistry,
    private readonly slot: number,
  ) {
    this.lines = registry.binding.LoopNames(registry.environment, slot);
  }

  get script(): string {
    return this.lines.slice(0, this.lines.indexOf('\n'));
  }

  get level(): string {
    return this.lines.slice(this.lines.indexOf('\n') + 1, this.lines.indexOf('\n', this.script.length + 1));
  }

  /** Last: its label is anybody's text. */
  get actor(): string {
    return this.lines.slice(this.lines.indexOf('\n', this.script.length + 1) + 1);
  }

  /** @throws {ScriptError} if the component holds something else than a JSON object */
  get scriptArguments(): Readonly<Record<string, unknown>> {
    return (this.parsedArguments ??= this.parse());
  }

  /** Reads what is read when first asked for: C++ is about to change it, for the next loop. */
  keep(): void {
    try {
      void this.scriptArguments;
    } catch {
      // What is wrong with them is said to whoever asks.
      this.wrongArguments ??= this.argumentText();
    }
  }

  facade(loop: LoopCore): Facade {
    const { host } = this.registry;
    return (this.actorAndWorld ??= { actor: host.actorOf(loop.slot), world: host.worldOf(loop.slot) });
  }

  private argumentText(): string {
    return this.registry.binding.ScriptArguments(this.registry.environment, this.slot);
  }

  private parse(): Readonly<Record<string, unknown>> {
    return parseArguments(this.script, this.wrongArguments ?? this.argumentText());
  }
}

/** @throws {ScriptError} if they are no JSON object */
export function parseArguments(script: string, text: string): Readonly<Record<string, unknown>> {
  if (text === '') return {};
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch (error) {
    throw new ScriptError(script, 'arguments that are a JSON object', messageOf(error), error);
  }
  if (typeof parsed === 'object' && parsed !== null && !Array.isArray(parsed)) {
    return parsed as Record<string, unknown>;
  }
  throw new ScriptError(script, 'arguments that are a JSON object', `they are ${text.slice(0, 60)}`);
}
