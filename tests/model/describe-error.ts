// SPDX-License-Identifier: MIT

interface ErrorFields {
  readonly name?: unknown;
  readonly message?: unknown;
  readonly task?: unknown;
  readonly reason?: unknown;
  readonly by?: unknown;
  readonly seconds?: unknown;
  readonly errors?: readonly unknown[];
}

/** An error as text, by what it promises to tell and not by its wording. */
export function describeError(error: unknown): string {
  if (!(error instanceof Error)) return `no error: ${JSON.stringify(error)}`;
  const { name, message, task, reason, by, seconds, errors } = error as ErrorFields;
  switch (name) {
    case 'Error':
      return `"${String(message)}"`;
    case 'AggregateError':
      return `[${errors!.map(describeError).join(', ')}]`;
    default:
      return `${String(name)}(${JSON.stringify({ task, reason, by, seconds })})`;
  }
}

/** Any result as text. */
export function show(value: unknown): string {
  return (
    JSON.stringify(value, (_key, each: unknown) => (each instanceof Error ? describeError(each) : each)) ??
    'nothing'
  );
}
