exports.main = function* () {};
