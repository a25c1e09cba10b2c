exports.default = function* ( {
