// A timer of Node is nothing the world knows of: the process must say what keeps it alive.
exports.default = function* (self) {
  setInterval(() => {}, 1000);
  yield* self.sleep(Infinity);
};
