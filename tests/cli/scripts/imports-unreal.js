require('ue');
exports.default = function* () {};
