// Is still busy in another thread when play ends.
const { actorScript } = require('transient-loop');
exports.default = actorScript(function* (self) {
  self.log('spinning');
  yield* self.offload('spin');
});
