// As a callback of some library would.
exports.default = function* (self) {
  setTimeout(() => {
    throw new Error('thrown from a timer of Node');
  }, 1);
  yield* self.sleep(Infinity);
};
