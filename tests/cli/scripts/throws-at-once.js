exports.default = function* () {
  throw new Error('at once');
};
