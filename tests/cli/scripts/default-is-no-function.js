exports.default = 42;
