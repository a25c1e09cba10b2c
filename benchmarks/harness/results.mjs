// SPDX-License-Identifier: MIT
// Medians of the rotations, ratios, and the form in which they are written.
import { cpus, release, totalmem, type } from 'node:os';
import { spawnSync } from 'node:child_process';

/** Medians, figure by figure, of samples of one shape. */
export function medianOf(samples) {
  const first = samples.find((sample) => sample !== null && sample !== undefined);
  if (first === undefined) return null;
  if (typeof first === 'object') {
    return Object.fromEntries(
      Object.keys(first).map((key) => [key, medianOf(samples.map((sample) => sample?.[key]))]),
    );
  }
  if (typeof first !== 'number') return first;
  const sorted = samples.filter((sample) => typeof sample === 'number').sort((a, b) => a - b);
  return sorted[sorted.length >> 1];
}

/** One result: what is ours, what are the peers', and how often ours goes into theirs. */
export function resultOf(one, count, samples) {
  const ours = summarize(samples.ours);
  const names = Object.keys(samples).filter((name) => name !== 'ours');
  const peers = Object.fromEntries(names.map((name) => [name, summarize(samples[name])]));
  // Idle loops may take no time that can be told from none.
  const ratio = Object.fromEntries(
    names.map((name) => [name, timeOf(ours) > 0 ? timeOf(peers[name]) / timeOf(ours) : null]),
  );
  return { case: one.name, n: count, ours, peers, ratio };
}

/** The time of a wake-up; where there are none, of a frame. */
function timeOf({ nsPerWakeUp, mean }) {
  return nsPerWakeUp === null || nsPerWakeUp === 0 ? mean : nsPerWakeUp;
}

function summarize(samples) {
  const means = samples.map((sample) => sample.mean);
  const wakeUps = samples[0].wakeUps;
  return {
    ...medianOf(samples),
    // Of the first rotation, which runs all frames of the table.
    ...(wakeUps === undefined ? {} : { wakeUps }),
    spread: { least: Math.min(...means), most: Math.max(...means), rotations: samples.length },
  };
}

export function machine() {
  const version = (command, args, pattern) => {
    const { stdout, stderr } = spawnSync(command, args, { encoding: 'utf8' });
    return pattern.exec(`${stdout ?? ''}${stderr ?? ''}`)?.[0] ?? null;
  };
  return {
    processor: cpus()[0].model,
    cores: cpus().length,
    memoryGiB: Math.round(totalmem() / 2 ** 30),
    system: `${type()} ${release()}`,
    node: process.versions.node,
    v8: process.versions.v8,
    python: version('python3', ['--version'], /[\d.]+/),
    compiler: version('g++', ['--version'], /[\d]+\.[\d.]+/),
    date: new Date().toISOString().slice(0, 10),
  };
}
