// SPDX-License-Identifier: MIT
// Stands in a bundled library where it calls a timer: Node's own, whatever the globals are.
export {
  setTimeout,
  setInterval,
  setImmediate,
  clearTimeout,
  clearInterval,
  clearImmediate,
} from 'node:timers';
