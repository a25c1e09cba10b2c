exports.default = () => {
  for (;;);
};
