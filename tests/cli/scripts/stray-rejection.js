exports.default = function* (self) {
  Promise.reject(new Error('nobody caught me'));
  yield* self.sleep(Infinity);
};
