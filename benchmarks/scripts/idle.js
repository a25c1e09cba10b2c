// SPDX-License-Identifier: MIT
exports.default = function* idle(self) {
  yield* self.sleep(1e9);
};
