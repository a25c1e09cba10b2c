// Logs what it was given.
exports.default = function* (self) {
  self.log(self.argument('text', 'nothing'));
};
