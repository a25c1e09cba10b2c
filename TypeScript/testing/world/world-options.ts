// SPDX-License-Identifier: MIT
import type { ActorScript, ErrorPolicy, Vector } from 'transient-loop';
import type { LevelDefinition, PlacedActor } from 'transient-loop/headless';
import type { Random } from '../random';
import type { ScriptModule } from '../script-module';
import type { StageOptions } from '../test-stage';
import type { InlineScripts, ScriptSource } from './inline-scripts';

export interface WorldActorOptions {
  /** Class name without prefix; default `Actor`. */
  readonly class?: string | undefined;
  readonly label: string;
  /** Centimetres; default the origin. */
  readonly location?: Vector | undefined;
  /** Script of a loop of the actor; without it the actor has none. */
  readonly script?: ScriptSource | undefined;
  readonly arguments?: Readonly<Record<string, unknown>> | undefined;
  /** What happens when a task of that loop fails and nobody waited for it; default `report`. */
  readonly errorPolicy?: ErrorPolicy | undefined;
}

export interface WorldLevelOptions {
  readonly name: string;
  readonly actors?: readonly WorldActorOptions[] | undefined;
  /** Levels that stream into this one; a name alone is visible from the beginning. */
  readonly streamedLevels?:
    readonly (string | { readonly level: string; readonly visible: boolean })[] | undefined;
}

export interface TestWorldOptions extends StageOptions {
  /** The levels of the game; the first one is opened. Default a level `TestLevel` with {@link actors}. */
  readonly levels?: readonly WorldLevelOptions[] | undefined;
  /** Actors of the first level, besides those it names. */
  readonly actors?: readonly WorldActorOptions[] | undefined;
  /** Scripts that levels, and scripts that spawn actors, name as modules. */
  readonly scripts?: Readonly<Record<string, ActorScript | ScriptModule>> | undefined;
  /** Folder of all other modules; default the project's `Content/JavaScript/game`. */
  readonly scriptRoot?: string | undefined;
  /** Switches of the world where the engine may do one thing or another; see `docs/headless-host.md`. */
  readonly switches?: Readonly<Record<string, number>> | undefined;
  /** Whether each task keeps the stack of whoever made it; default true. */
  readonly capturesStacks?: boolean | undefined;
}

/** The levels as the game takes them: those that are streamed before those that stream them, actors in an order of the seed. */
export function levelDefinitions(
  { levels = [{ name: 'TestLevel' }], actors = [] }: TestWorldOptions,
  scripts: InlineScripts,
  order: Random,
): LevelDefinition[] {
  const definitions = levels.map((level, index) => ({
    name: level.name,
    actors: order
      .shuffled([...(level.actors ?? []), ...(index === 0 ? actors : [])])
      .map((actor) => placedActor(actor, scripts)),
    streamedLevels: (level.streamedLevels ?? []).map((streamed) =>
      typeof streamed === 'string' ? { level: streamed, visible: true } : streamed,
    ),
  }));
  return definitions.sort((a, b) => a.streamedLevels.length - b.streamedLevels.length);
}

function placedActor(actor: WorldActorOptions, scripts: InlineScripts): PlacedActor {
  const { x, y, z } = actor.location ?? { x: 0, y: 0, z: 0 };
  return {
    class: actor.class ?? 'Actor',
    label: actor.label,
    location: [x, y, z],
    script: actor.script === undefined ? undefined : scripts.nameOf(actor.script),
    arguments: actor.arguments,
    errorPolicy: actor.errorPolicy,
  };
}
