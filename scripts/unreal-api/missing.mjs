// SPDX-License-Identifier: MIT

/** Says where the project uses what the document does not carry. */
export function missing(file, line, name, documentFile) {
  return `${file}:${line}: Expected ${documentFile} to carry ${name}, but it does not (add it, with its source, under Additions)`;
}
