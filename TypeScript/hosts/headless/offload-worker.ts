// SPDX-License-Identifier: MIT
// Runs in a worker thread.

/** What a worker is asked to do. */
export interface OffloadRequest {
  readonly file: string;
  readonly exported: string;
  readonly input: unknown;
}

/** How it went: errors are told as text, since of their own classes nothing would arrive. */
export type OffloadAnswer =
  { readonly result: unknown } | { readonly message: string; readonly stack: string | undefined };

// A worker that ended itself would leave whoever waits for it without an answer. One that fails ends in the same way.
const exit = process.exit.bind(process);
process.exit = (): never => {
  throw new Error('Expected the function to return, but it called process.exit()');
};
process.on('uncaughtExceptionMonitor', () => {
  process.exit = exit;
});

export async function runOffloaded({ file, exported, input }: OffloadRequest): Promise<OffloadAnswer> {
  try {
    const module = require(file) as Record<string, unknown>;
    const found = module[exported];
    if (typeof found !== 'function') {
      throw new Error(`Expected ${file} to export a function "${exported}", but it does not`);
    }
    const result: unknown = await (found as (input: unknown) => unknown)(input);
    return { result: checked(result) };
  } catch (error) {
    const { message, stack } = (error ?? {}) as Partial<Error>;
    return { message: typeof message === 'string' ? message : String(error), stack };
  }
}

/** What cannot be copied would end the worker when it is sent. */
function checked(result: unknown): unknown {
  if (result === null || (typeof result !== 'object' && typeof result !== 'function')) return result;
  return structuredClone(result);
}
