// SPDX-License-Identifier: MIT
// What the servers under load and their clients have in common.

const FRAMES_PER_SECOND = 60;

/** Lines of each client that are sent before anything is measured: two seconds of them. */
const WARM_UP_LINES = 20;

/** How finely waits are counted. */
const BUCKETS_PER_MILLISECOND = 10;

/** Of a clock that all processes of this machine share. */
const nanoseconds = () => Number(process.hrtime.bigint());

/** One line of JSON to whoever started this process. */
const report = (message) => process.stdout.write(`${JSON.stringify(message)}\n`);

module.exports = { FRAMES_PER_SECOND, WARM_UP_LINES, BUCKETS_PER_MILLISECOND, nanoseconds, report };
