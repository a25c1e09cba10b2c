// SPDX-License-Identifier: MIT
// Our loops in a case of frames: the generator kind, the async kind beside it, and the same world with empty components.
const { clock, reset } = require('./workload.cjs');
const { checkCounts, checkFinals, expectEqual } = require('./checks.cjs');
const { allocatedBytes, countFrames, memory, nanoseconds, timeBeside, warmUp } = require('./frames.cjs');
const { openEmptyWorld, openLoopWorld } = require('./loop-world.cjs');

function measureLoops(measured, plan) {
  if (measured.measure !== undefined) return measured.measure(plan);
  const { count, quick } = plan;
  const actors = measured.loops?.(count) ?? count;
  const frames = { ...measured.frames(count), ...plan.frames };
  const script = measured.script ?? measured.name;
  const generators = kindFigures(measured, script, plan, { actors, frames });
  if (measured.generatorsOnly === true) return generators;
  // A quick run counts the wake-ups of all frames of the table once.
  const others = { actors, frames: quick ? fewOf(frames) : frames };
  return {
    ...generators,
    async: kindFigures(measured, `${script}-async`, plan, others),
    ...(measured.batches?.(count) === true
      ? { batched: kindFigures(measured, script, plan, { ...others, options: { batch: true } }) }
      : {}),
  };
}

function fewOf({ warmUp, measured }) {
  return { warmUp: Math.min(warmUp, 60), measured: Math.min(measured, 120) };
}

/** Loops of one script, above a world of the same actors whose components do nothing. */
function kindFigures(measured, script, { count, besideSeconds, warmUpSeconds }, { actors, frames, options }) {
  reset();
  // A first loop pays for what all share.
  openLoopWorld('idle', 1).close();
  const empty = openEmptyWorld(actors);
  const before = memory();
  let start = nanoseconds();
  const loops = openLoopWorld(script, actors, options);
  const createUs = (nanoseconds() - start) / 1000 / actors;
  const after = memory();

  const { dilationOf } = measured;
  const engine = {
    step() {
      loops.step();
    },
  };
  const run = (count) => {
    if (dilationOf === undefined) return countFrames(engine, count);
    let total = 0;
    for (let i = 0; i < count; i += 1) {
      clock.dilation = dilationOf(clock.frame + 1);
      loops.game.world.timeDilation = clock.dilation;
      total += countFrames(engine, 1);
    }
    return total;
  };
  run(frames.warmUp);
  const crossingsBefore = loops.game.countCrossings();
  const counted = run(frames.measured);
  const crossings = (loops.game.countCrossings() - crossingsBefore) / frames.measured;
  loops.check();
  checkCounts(measured, count, frames, counted);
  if (measured.crossings !== undefined) expectEqual('crossings a frame', crossings, measured.crossings);

  warmUp(engine, { frames: Math.min(60, frames.measured), seconds: warmUpSeconds });
  const { timed, floor } = timeBeside(engine, empty, { frames: frames.measured, seconds: besideSeconds });
  empty.close();
  const allocated = allocatedBytes(engine, actors >= 100_000 ? 30 : 60);
  const left = loops.game.countLeft();
  start = nanoseconds();
  loops.close();
  const endUs = (nanoseconds() - start) / 1000 / actors;
  checkFinals(measured, count);

  const above = (value) => Math.max(0, value - floor.mean);
  return {
    mean: above(timed.mean),
    p99: above(timed.p99),
    worst: above(timed.worst),
    wakeUps: counted,
    nsPerWakeUp: timed.wakeUps === 0 ? null : (1e6 * above(timed.mean) * timed.frames) / timed.wakeUps,
    memory: (after.heap - before.heap + after.shared - before.shared) / actors,
    heap: (after.heap - before.heap) / actors,
    shared: (after.shared - before.shared) / actors,
    garbage: allocated.wakeUps === 0 ? null : allocated.bytes / allocated.wakeUps,
    crossingsPerFrame: crossings,
    alive: left,
    createUs,
    endUs,
    whole: { mean: timed.mean, median: timed.median, p99: timed.p99, worst: timed.worst },
    world: floor,
  };
}

module.exports = { measureLoops };
