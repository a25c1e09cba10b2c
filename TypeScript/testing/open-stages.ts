// SPDX-License-Identifier: MIT
import { promiseJobsDone } from 'transient-loop/host';
import { inMacrotask } from './macrotask';

/** What is looked at when a test ends. */
export interface Watched {
  readonly seed: number;
  /** Whether another seed could have made another run of it. */
  readonly isShuffled: boolean;
  expectNothingLeft(): void;
  expectNoErrors(): void;
  end(): void | Promise<void>;
}

/** Made since somebody began to watch; null while nobody does, so that nothing is kept then. */
let open: Set<Watched> | null = null;

/** Keeps what is made in a test until the test ends. */
export function watch<T extends Watched>(made: T): T {
  open?.add(made);
  return made;
}

/** Seeds that the test in progress depends on. */
export function seedsInUse(): readonly number[] {
  const shuffled = [...(open ?? [])].filter((made) => made.isShuffled);
  return [...new Set(shuffled.map((made) => made.seed))];
}

/** Hands out all that was made since the last call, and watches from now on. */
export function takeOpen(): readonly Watched[] {
  const taken = [...(open ?? [])];
  open = new Set();
  return taken;
}

/** Ends all of them, and returns what was wrong with them: left before the end, left after it, or reported. */
export async function checkAndEnd(made: readonly Watched[]): Promise<unknown[]> {
  const problems: unknown[] = [];
  // An async task that was begun last has come to what it awaits after its promise jobs only.
  if (made.length > 0) await inMacrotask(promiseJobsDone);
  const look = async (action: () => void | Promise<void>): Promise<void> => {
    try {
      await action();
    } catch (error) {
      problems.push(error);
    }
  };
  for (const each of made) {
    await look(() => each.expectNothingLeft());
    await look(() => each.end());
    await look(() => each.expectNothingLeft());
    await look(() => each.expectNoErrors());
  }
  return problems;
}
