// SPDX-License-Identifier: MIT
// All cases, in the order in which they are shown.
const CASES = [
  require('./idle.cjs'),
  require('./hibernation.cjs'),
  require('./mixed-sleep.cjs'),
  require('./next-tick.cjs'),
  require('./spawn-and-end.cjs'),
  require('./race-and-timeout.cjs'),
  require('./deep-tree.cjs'),
  require('./dilation.cjs'),
  require('./rxjs-timers.cjs'),
  require('./create-and-end.cjs'),
  require('./end-play.cjs'),
  require('./inbox.cjs'),
  require('./tcp-echo.cjs'),
  require('./leak-soak.cjs'),
  require('./inspection.cjs'),
  require('./million.cjs'),
];

function caseNamed(name) {
  const found = CASES.find((candidate) => candidate.name === name);
  if (found === undefined) {
    throw new Error(
      `Expected the name of a case (${CASES.map((one) => one.name).join(', ')}), but got "${name}"`,
    );
  }
  return found;
}

module.exports = { CASES, caseNamed };
