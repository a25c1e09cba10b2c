// SPDX-License-Identifier: MIT
// A peer that runs in JavaScript, in a case of frames.
const { clock } = require('./workload.cjs');
const { checkCounts, checkFinals } = require('./checks.cjs');
const { allocatedBytes, countFrames, memory, nanoseconds, timeFrames, warmUp } = require('./frames.cjs');

/** Loads the engine; returns what measures it. */
async function measurePeer(name, measured, plan) {
  const engine = require(`./${name}.cjs`);
  await engine.load?.();
  if (engine.measure !== undefined) return () => engine.measure(measured, plan);
  return () => framesOf(engine, measured, plan);
}

function framesOf(engine, measured, { count, timedSeconds, warmUpSeconds, frames: given, quick }) {
  const tasks = measured.peerTasks?.(count) ?? measured.loops?.(count) ?? count;
  const frames = { ...measured.frames(count), ...given };
  const before = memory();
  let start = nanoseconds();
  const opened = engine.open(measured.name, tasks);
  const createUs = (nanoseconds() - start) / 1000 / tasks;
  const after = memory();
  const { dilationOf } = measured;
  const run = (count) => {
    let total = 0;
    for (let i = 0; i < count; i += 1) {
      if (dilationOf !== undefined) clock.dilation = dilationOf(clock.frame + 1);
      total += countFrames(opened, 1);
    }
    return total;
  };
  run(frames.warmUp);
  const counted = run(frames.measured);
  checkCounts(measured, count, frames, counted);
  warmUp(opened, { frames: Math.min(60, frames.measured), seconds: warmUpSeconds });
  const timed = timeFrames(opened, { frames: frames.measured, seconds: timedSeconds });
  const allocated = allocatedBytes(opened, 30);
  // Ending their tasks takes some peers longer than all else: a quick run leaves that to the end of the process.
  let endUs = null;
  if (!quick) {
    start = nanoseconds();
    opened.close();
    endUs = (nanoseconds() - start) / 1000 / tasks;
    checkFinals(measured, count);
  }
  return {
    mean: timed.mean,
    p99: timed.p99,
    worst: timed.worst,
    wakeUps: counted,
    nsPerWakeUp: timed.wakeUps === 0 ? null : (1e6 * timed.mean * timed.frames) / timed.wakeUps,
    memory: (after.heap - before.heap + after.shared - before.shared) / tasks,
    garbage: allocated.wakeUps === 0 ? null : allocated.bytes / allocated.wakeUps,
    createUs,
    endUs,
  };
}

module.exports = { measurePeer };
