exports.default = async (self) => {
  await self.sleep(0.1);
  throw new Error('later');
};
