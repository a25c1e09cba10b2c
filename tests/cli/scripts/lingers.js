// Says farewell when it ends, for as long as it is told to.
const { actorScript } = require('transient-loop');

exports.default = actorScript(function* (self) {
  const seconds = self.argument('seconds', 0.2);
  const graceSeconds = self.argument('grace', 5);
  self.linger(
    function* farewell(hub) {
      yield* hub.sleep(seconds);
      hub.log('farewell');
    },
    { graceSeconds },
  );
  self.log('ready');
  yield* self.sleep(Infinity);
});
