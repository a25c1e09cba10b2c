// SPDX-License-Identifier: MIT
import { ALLOWED } from './allowed.mjs';

/** So many declarations of the document were in the headers when this was last raised: fewer means that some got lost. */
const LEAST_CHECKED = 445;

/** Says what the comparison of signatures found: problems, and lines for the reader. */
export function reportSignatures(result, { document, verbose }) {
  const problems = [
    ...result.unparsed.map(
      ({ line, text }) =>
        `${document}:${line}: Expected a declaration or the use of one, but cannot read: ${text}` +
        ' (write it as in a class, or give a reason in scripts/unreal-api/allowed.mjs)',
    ),
    ...result.unusedAllowances.map(
      ({ code }) =>
        `scripts/unreal-api/allowed.mjs: Expected ${document} to contain \`${code}\`, but it does not`,
    ),
    ...mismatches(result, document),
  ];
  if (result.checked.length < LEAST_CHECKED) {
    problems.push(
      `${document}: Expected at least ${LEAST_CHECKED} of its declarations in the headers, but found ${result.checked.length}`,
    );
  }
  const lines = [
    `signatures: ${result.checked.length} declarations checked by ${result.probes} probes, ` +
      `${result.missing.length} not in the headless headers, ${ALLOWED.length} no declarations, for a reason`,
  ];
  if (verbose) {
    lines.push(
      ...result.missing.map(
        (missing) => `  not in the headless headers: ${nameOf(missing)} (line ${missing.line})`,
      ),
    );
    lines.push(...ALLOWED.map(({ code, reason }) => `  no declaration: ${code} (${reason})`));
  } else if (result.missing.length > 0) {
    lines.push(
      `  not in the headless headers: ${[...new Set(result.missing.map((missing) => nameOf(missing)))].join(', ')}`,
    );
  }
  return { lines, problems };
}

function mismatches({ mismatches: found }, document) {
  const seen = new Set();
  return found.flatMap(({ declaration, says, standard, complaint }) => {
    const key = `${declaration.line} ${nameOf(declaration)} ${says}`;
    if (seen.has(key)) return [];
    seen.add(key);
    const text = `Expected ${nameOf(declaration)}: ${says}, but the headers (${standard}): ${complaint}`;
    return [`${document}:${declaration.line}: ${text}`];
  });
}

function nameOf({ owner, name }) {
  return owner === undefined ? name : `${owner}::${name}`;
}
