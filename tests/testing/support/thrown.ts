// SPDX-License-Identifier: MIT

/** What a function throws. */
export function thrownBy(action: () => unknown): Error {
  try {
    action();
  } catch (error) {
    return error as Error;
  }
  throw new Error('Expected an error, but there was none');
}

/** What a promise rejects with. */
export async function rejectionOf(promise: Promise<unknown>): Promise<Error> {
  const error = await promise.then(
    () => undefined,
    (reason) => reason as Error,
  );
  return error ?? thrownBy(() => undefined);
}
