// SPDX-License-Identifier: MIT
// Says in one line what is wrong with the build, if anything is.
import { staleReason } from './freshness.mjs';

const reason = staleReason();
if (reason !== undefined) {
  console.error(`transient-loop: ${reason}. Run "npm run build".`);
  process.exitCode = 1;
}
