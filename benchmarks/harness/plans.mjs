// SPDX-License-Identifier: MIT
// What is measured in each rotation: every case, at every size, with every engine in turn.

/** An asyncio loop per actor takes minutes for all frames of the table: it runs them once, then a few. */
const PER_ACTOR = { quick: { warmUp: 20, measured: 40 }, later: { warmUp: 60, measured: 120 } };

/** What a quick run does of mixed sleeps with the peer that takes longest for them. */
const EFFECTION_QUICK = { warmUp: 60, measured: 120 };

/** Frames of the engines that take a thousand times longer than others, where nobody has agreed on their number. */
const FEW = { warmUp: 10, measured: 20 };
/** What a quick run does of the cases whose number of frames is nobody's agreement. */
const SHORT = { warmUp: 10, measured: 20 };
const SLOW = {
  'spawn-and-end': ['effection'],
  'next-tick': ['effection'],
  'race-and-timeout': ['asyncio-shared', 'effect'],
  'deep-tree': ['asyncio-shared'],
};

/** What takes longer than all others together, and has no target, is measured in the first rotation. */
const ONCE = { 'mixed-sleep 100000': ['effect', 'effection'] };

/** In a quick run every peer takes part in mixed sleeps, and elsewhere those that need no time to start or to run. */
const ALWAYS_QUICK = ['async-await', 'cpp-per-loop', 'cpp-shared', 'cpp-latent'];

/** @returns {{ case: object, count: number, engine: string }[]} in the order in which they run */
export function turnsOf(cases, { quick }, available, rotation = 1) {
  return cases.flatMap((one) =>
    one.sizes[quick ? 'quick' : 'full'].flatMap((count) =>
      ['ours', ...(one.peers?.(count) ?? [])]
        .filter((engine) => available.has(engine))
        .filter((engine) => rotation === 1 || !ONCE[`${one.name} ${count}`]?.includes(engine))
        .filter(
          (engine) =>
            !quick || engine === 'ours' || one.name === 'mixed-sleep' || ALWAYS_QUICK.includes(engine),
        )
        .map((engine) => ({ case: one, count, engine })),
    ),
  );
}

/** What one engine is told to do in one rotation. */
export function planOf({ case: one, count, engine }, { quick }, rotation) {
  const frames = framesOf(one, count, engine, { quick, rotation });
  return {
    case: one.name,
    count: isProgram(engine) ? (one.peerTasks?.(count) ?? one.loops?.(count) ?? count) : count,
    ...frames,
    frames,
    dilations: one.dilations,
    quick,
    timedSeconds: engine === 'asyncio-per-actor' ? 0 : quick ? 0.12 : 1,
    // Of ours and of the world that it stands on together.
    besideSeconds: quick ? 0.12 : 2,
    warmUpSeconds: quick ? 0.15 : 1,
    realSeconds: quick ? 0.5 : 10,
  };
}

function framesOf(one, count, engine, { quick, rotation }) {
  const standard = one.frames?.(count) ?? { warmUp: 0, measured: 0 };
  if (engine === 'asyncio-per-actor') {
    if (quick) return PER_ACTOR.quick;
    return rotation > 1 || one.name !== 'mixed-sleep' ? PER_ACTOR.later : standard;
  }
  if (quick && engine === 'effection' && one.name === 'mixed-sleep') return EFFECTION_QUICK;
  if (SLOW[one.name]?.includes(engine)) return FEW;
  if (quick && one.name !== 'mixed-sleep') return SHORT;
  // The first rotation runs all frames of the table; the others time what it has shown to be right.
  return rotation === 1
    ? standard
    : { warmUp: Math.min(standard.warmUp, 300), measured: Math.min(standard.measured, 100) };
}

/** Programs in other languages are told the number of tasks, and know no cases. */
function isProgram(engine) {
  return engine.startsWith('asyncio-') || engine.startsWith('cpp-');
}
