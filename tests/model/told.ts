// SPDX-License-Identifier: MIT

/** An error of the model: the name and the fields of the core's, and none of its code. */
export function told(name: string, fields: Readonly<Record<string, unknown>> = {}): Error {
  return Object.assign(new Error(name), fields, { name });
}
