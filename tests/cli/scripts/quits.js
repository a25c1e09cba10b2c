exports.default = function* (self) {
  yield* self.sleep(0.5);
  self.world.quit();
};
