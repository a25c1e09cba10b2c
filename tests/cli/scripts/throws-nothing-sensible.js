exports.default = function* () {
  throw undefined;
};
