// SPDX-License-Identifier: MIT
exports.default = async function idle(self) {
  await self.sleep(1e9);
};
