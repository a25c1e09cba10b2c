// SPDX-License-Identifier: MIT
// Sources that emit outside of any tick: a thousand, as a thousand connections would be.
const { Subject } = require('rxjs');

module.exports = { messages: Array.from({ length: 1000 }, () => new Subject()) };
