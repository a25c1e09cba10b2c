// SPDX-License-Identifier: MIT
// Real sockets and processes share their machine with whatever else it does. A test of those that fails has a second
// chance, and its first failure is shown; tests of what we alone compute have none.
const OF_THE_MACHINE = /[\\/]tests[\\/](cli|docs|fuzz|game|headless|net|soak)[\\/]/;

if (OF_THE_MACHINE.test(expect.getState().testPath)) jest.retryTimes(1, { logErrorsBeforeRetry: true });
