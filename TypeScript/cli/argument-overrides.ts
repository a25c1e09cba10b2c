// SPDX-License-Identifier: MIT
import type { LevelFile } from '../hosts/headless/level-file';
import type { PlacedActor } from '../hosts/headless/game-types';

/** A script argument given on the command line. */
export interface ArgumentOverride {
  /** The option as it was typed. */
  readonly option: string;
  /** Label or script of the actor. */
  readonly actor: string;
  readonly argument: string;
  readonly value: unknown;
}

/** An override that fits no actor of the level. */
export class OverrideError extends Error {
  override readonly name = 'OverrideError';
}

/**
 * Puts arguments from the command line in place of those of the levels; the last one wins.
 *
 * An actor is meant by its label, or else by its script: `tutorial/timers` or just `timers`.
 * @throws {OverrideError} if there is no such actor
 */
export function overrideArguments(
  levels: readonly LevelFile[],
  overrides: readonly ArgumentOverride[],
): LevelFile[] {
  return overrides.reduce((changed, override) => overrideOne(changed, override), [...levels]);
}

function overrideOne(
  levels: readonly LevelFile[],
  { option, actor, argument, value }: ArgumentOverride,
): LevelFile[] {
  const scripted = levels.flatMap(({ definition }) =>
    definition.actors.filter(({ script }) => script !== undefined),
  );
  const isMeant = [
    (placed: PlacedActor) => placed.label === actor,
    (placed: PlacedActor) => placed.script === actor,
    (placed: PlacedActor) => placed.script?.endsWith(`/${actor}`) === true,
  ].find((test) => scripted.some(test));
  if (isMeant === undefined) {
    const labels = [...new Set(scripted.map(({ label }) => label))];
    const some = labels.slice(0, 12).join(', ') + (labels.length > 12 ? ', …' : '');
    throw new OverrideError(
      `${option}: expected an actor with a script (${some || 'there is none'}), but got "${actor}"`,
    );
  }
  return levels.map(({ file, definition }) => ({
    file,
    definition: {
      ...definition,
      actors: definition.actors.map((placed) =>
        placed.script !== undefined && isMeant(placed)
          ? { ...placed, arguments: { ...placed.arguments, [argument]: value } }
          : placed,
      ),
    },
  }));
}
