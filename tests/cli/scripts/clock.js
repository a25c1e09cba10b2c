// The rest of the world: it must go on whatever the others do.
const { actorScript } = require('transient-loop');

exports.default = actorScript(function* (self) {
  for (let times = 1; ; times += 1) {
    yield* self.sleep(0.1);
    self.log(`tick ${times}`);
  }
});
