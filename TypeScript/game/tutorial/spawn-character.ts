// SPDX-License-Identifier: MIT
import type { TaskScope } from 'transient-loop';

/**
 * Spawns a Character with a label that came from outside.
 *
 * @returns undefined, or why it was refused. The argument `maxActors` of the script bounds the world; default 1000.
 */
export function spawnCharacter(self: TaskScope, label: string): string | undefined {
  if (label === '') return 'a name has at least one letter';
  if (UNPRINTABLE.test(label)) return 'a name has printable characters only';

  const limit = self.argument('maxActors', 1000);
  if (self.world!.actors().length >= limit) return `the world is full, ${limit} actors are in it`;
  self.world!.spawn({ class: 'Character', label });
  return undefined;
}

/** Controls, half characters, marks that turn the direction of writing, and what was no UTF-8. */
const UNPRINTABLE = /[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufffd]/u;
