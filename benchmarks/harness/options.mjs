// SPDX-License-Identifier: MIT
// The command line of `npm run bench`.
import { parseArgs } from 'node:util';

export const USAGE = `npm run bench -- [--case NAME]... [--quick] [--rotations N] [--json FILE]

  --case NAME     only this case; may be given again, or with commas
  --quick         small numbers, one rotation, under a minute
  --rotations N   how often every engine takes its turn; default 3, with --quick 1
  --json FILE     write the results to a file too
  --list          names of cases and peers`;

/** @throws {TypeError} for anything else */
export function optionsFrom(args) {
  const { values } = parseArgs({
    args,
    options: {
      case: { type: 'string', multiple: true, default: [] },
      quick: { type: 'boolean', default: false },
      rotations: { type: 'string' },
      json: { type: 'string' },
      list: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  });
  const { rotations: given } = values;
  const rotations = given === undefined ? (values.quick ? 1 : 3) : Number(given);
  if (!Number.isInteger(rotations) || rotations < 1) {
    throw new TypeError(`Expected a whole number of rotations, but got "${given}"`);
  }
  return { ...values, rotations, cases: values.case.flatMap((names) => names.split(',')) };
}
