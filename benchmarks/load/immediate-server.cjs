// SPDX-License-Identifier: MIT
// The same server, answering as soon as a line arrives.
const net = require('node:net');
const { report } = require('./protocol.cjs');

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
const timer = setInterval(() => report({ memory: process.memoryUsage().rss }), 1000);
process.stdin
  .on('end', () => {
    clearInterval(timer);
    server.close();
  })
  .resume();
