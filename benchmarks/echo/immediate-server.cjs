// SPDX-License-Identifier: MIT
// The same server without a world: it answers each line as soon as it arrives.
const net = require('node:net');
const { report } = require('./messages.cjs');

const server = net.createServer((socket) => {
  let rest = '';
  socket.setEncoding('utf8').on('data', (text) => {
    const lines = (rest + text).split('\n');
    rest = lines.pop();
    for (const line of lines) socket.write(`${line}\n`);
  });
  socket.on('error', () => socket.destroy());
});
server.listen(0, '127.0.0.1', () => report({ port: server.address().port }));
process.stdin.on('end', () => process.exit(0)).resume();
