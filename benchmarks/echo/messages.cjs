// SPDX-License-Identifier: MIT
// What the echo servers and their client have in common.

/** Bytes of a message, its line feed included. */
const BYTES = 64;

/** One line of JSON to whoever started this process. */
const report = (message) => process.stdout.write(`${JSON.stringify(message)}\n`);

module.exports = { BYTES, report };
