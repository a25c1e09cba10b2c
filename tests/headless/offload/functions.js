// Functions that run in a worker thread.
const { isMainThread } = require('node:worker_threads');

exports.default = ({ numbers }) => ({ sum: numbers.reduce((a, b) => a + b, 0), isMainThread });
exports.later = async (input) => input;
exports.fails = function fails() {
  throw new RangeError('out of range');
};
exports.failsOddly = () => {
  throw 'just a text';
};
exports.returnsFunction = () => () => 1;
exports.exits = () => process.exit(3);
exports.dies = () => {
  setImmediate(() => {
    throw new Error('nobody catches this');
  });
  return new Promise(() => {});
};
exports.spins = () => {
  for (;;);
};
exports.hangs = () => new Promise(() => {});
exports.notAFunction = 1;
exports.blocks = (shared) => {
  Atomics.wait(shared, 0, 0);
  return 'was blocked';
};
