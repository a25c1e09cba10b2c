// SPDX-License-Identifier: MIT
// What is measured in each rotation: every case, at every size, with every engine in turn.

/** An asyncio loop per actor takes minutes for all frames of the table: it runs them once, then a few. */
const SLOW = {
  'asyncio-per-actor': { quick: { warmUp: 20, measured: 40 }, later: { warmUp: 60, measured: 120 } },
};

/** In a quick run these are left out where they take longer than all others together. */
const NOT_QUICK = { 'mixed-sleep 10000': ['set-timeout'], 'idle 10000': ['effect', 'effection'] };

/** @returns {{ case: object, count: number, engine: string }[]} in the order in which they run */
export function turnsOf(cases, { quick }, available) {
  return cases.flatMap((one) =>
    one.sizes[quick ? 'quick' : 'full'].flatMap((count) =>
      ['ours', ...(one.peers?.(count) ?? [])]
        .filter((engine) => available.has(engine))
        .filter((engine) => !quick || !NOT_QUICK[`${one.name} ${count}`]?.includes(engine))
        .map((engine) => ({ case: one, count, engine })),
    ),
  );
}

/** What one engine is told to do in one rotation. */
export function planOf({ case: one, count, engine }, { quick }, rotation) {
  const standard = one.frames?.(count) ?? { warmUp: 0, measured: 0 };
  const slow = SLOW[engine];
  const isMixed = one.name === 'mixed-sleep' || one.name === 'idle';
  const short = quick ? slow?.quick : rotation > 1 || !isMixed ? slow?.later : undefined;
  // The first rotation runs all frames of the table; the others time what it has shown to be right.
  const later = { warmUp: standard.warmUp, measured: Math.min(standard.measured, 300) };
  const frames = short ?? (rotation > 1 ? later : standard);
  return {
    case: one.name,
    count: isProgram(engine) ? (one.peerTasks?.(count) ?? one.loops?.(count) ?? count) : count,
    ...frames,
    frames,
    dilations: one.dilations,
    quick,
    timedSeconds: slow !== undefined ? 0 : quick ? 0.3 : 2,
    warmUpSeconds: quick ? 0.3 : 1.5,
    realSeconds: quick ? 1 : 10,
  };
}

/** Programs in other languages are told the number of tasks, and know no cases. */
function isProgram(engine) {
  return engine.startsWith('asyncio-') || engine.startsWith('cpp-');
}
