// SPDX-License-Identifier: MIT
// What every engine does the same: the table of periods, the clock of the game, and what is counted.

const FRAME_SECONDS = 1 / 60;
/** The engine hands a frame's seconds to components as a float. */
const FRAME = Math.fround(FRAME_SECONDS);

const PERIODS = new Float64Array(4096);
let state = 12345;
for (let i = 0; i < PERIODS.length; i += 1) {
  state = (Math.imul(state, 1103515245) + 12345) & 0x7fffffff;
  PERIODS[i] = 0.1 + (1.9 * state) / 0x7fffffff;
}

const clock = {
  frame: 0,
  /** Game time at the end of the frame in progress. */
  seconds: 0,
  /** Game time at the end of the frame before: nothing may wake earlier. */
  earliest: 0,
  dilation: 1,
  wakeUps: 0,
  /** Of the peers in real time, which have no frames to be counted in. */
  onWakeUp: () => undefined,
  finals: 0,
  nextId: 0,
  outOfOrder: 0,
};

function advance() {
  clock.frame += 1;
  clock.earliest = clock.seconds - 2e-6;
  clock.seconds += FRAME * clock.dilation;
}

function reset() {
  Object.assign(clock, { frame: 0, seconds: 0, earliest: 0, dilation: 1 });
  Object.assign(clock, { wakeUps: 0, finals: 0, nextId: 0, outOfOrder: 0 });
}

/** Seconds that task `id` sleeps next. */
function period(id) {
  return PERIODS[(id * 31 + clock.frame * 17) & 4095];
}

/** Seconds between two emissions of the steady stream `id`. */
function steadyPeriod(id) {
  return PERIODS[(id * 31) & 4095];
}

/** Wake-ups that a run of mixed sleeps has, worked out without any engine. */
function mixedSleepWakeUps(count, warmUp, measured, dilationOf = () => 1) {
  const due = new Float64Array(count);
  for (let id = 0; id < count; id += 1) due[id] = PERIODS[(id * 31) & 4095];
  let [seconds, wakeUps] = [0, 0];
  for (let frame = 1; frame <= warmUp + measured; frame += 1) {
    seconds += FRAME * dilationOf(frame);
    for (let id = 0; id < count; id += 1) {
      if (due[id] - 1e-6 > seconds) continue;
      if (frame > warmUp) wakeUps += 1;
      due[id] = seconds + PERIODS[(id * 31 + frame * 17) & 4095];
    }
  }
  return wakeUps;
}

module.exports = { FRAME_SECONDS, clock, advance, reset, period, steadyPeriod, mixedSleepWakeUps };
