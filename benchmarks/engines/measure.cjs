// SPDX-License-Identifier: MIT
// Measures one engine in a process of its own and prints its figures as JSON:
//   node --expose-gc measure.cjs ENGINE '{"case":"mixed-sleep","count":1000,"timedSeconds":1}'
const { caseNamed } = require('../cases/index.cjs');
const { measureLoops } = require('./loops.cjs');
const { measurePeer } = require('./peer.cjs');

async function main() {
  const [engine, text] = process.argv.slice(2);
  const plan = JSON.parse(text);
  const measured = caseNamed(plan.case);
  // Frames run in a macrotask: inside a promise job the engine refuses to run others.
  const run =
    engine === 'ours' ? () => measureLoops(measured, plan) : await measurePeer(engine, measured, plan);
  setImmediate(() => {
    Promise.resolve(run()).then((figures) => {
      console.log(JSON.stringify(figures));
      // Real-time peers may leave timers behind.
      process.exit(0);
    }, fail);
  });
}

function fail(error) {
  console.error(error);
  process.exit(1);
}

main().catch(fail);
