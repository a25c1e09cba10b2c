// SPDX-License-Identifier: MIT

/** What is looked at when a test ends. */
export interface Watched {
  expectNothingLeft(): void;
  expectNoErrors(): void;
  end(): void;
}

/** Made since somebody began to watch; null while nobody does, so that nothing is kept then. */
let open: Set<Watched> | null = null;

/** Keeps what is made in a test until the test ends. */
export function watch(made: Watched): void {
  open?.add(made);
}

/** Hands out all that was made since the last call, and watches from now on. */
export function takeOpen(): readonly Watched[] {
  const taken = [...(open ?? [])];
  open = new Set();
  return taken;
}

/** Ends all of them, and returns what was wrong with them: left before the end, left after it, or reported. */
export function checkAndEnd(made: readonly Watched[]): unknown[] {
  const problems: unknown[] = [];
  const look = (action: () => void): void => {
    try {
      action();
    } catch (error) {
      problems.push(error);
    }
  };
  for (const each of made) {
    look(() => each.expectNothingLeft());
    look(() => each.end());
    look(() => each.expectNothingLeft());
    look(() => each.expectNoErrors());
  }
  return problems;
}
