// SPDX-License-Identifier: MIT
// Every case against every peer, in turn; medians of the rotations, ratios, and how far the targets are.
//
//   npm run bench -- [--case NAME]... [--quick] [--rotations N] [--json FILE]
import { writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { ENGINES, measure } from './harness/commands.mjs';
import { USAGE, optionsFrom } from './harness/options.mjs';
import { planOf, turnsOf } from './harness/plans.mjs';
import { Progress } from './harness/progress.mjs';
import { legend, tableOf } from './harness/report.mjs';
import { machine, resultOf } from './harness/results.mjs';
import { targetLines } from './harness/targets.mjs';

const { CASES, caseNamed } = createRequire(import.meta.url)('./cases/index.cjs');

async function main() {
  const options = optionsFrom(process.argv.slice(2));
  if (options.help) return console.log(USAGE);
  if (options.list) return console.log(`${CASES.map((one) => one.name).join(' ')}\n\n${legend()}`);
  const cases = options.cases.length === 0 ? CASES : options.cases.map(caseNamed);

  const available = new Set(Object.keys(ENGINES));
  for (const [name, { needs }] of Object.entries(ENGINES)) {
    const missing = needs?.();
    if (missing === undefined) continue;
    available.delete(name);
    console.error(`bench: ${name} skipped: ${missing}`);
  }

  const rotations = Array.from({ length: options.rotations }, (_, i) =>
    turnsOf(cases, options, available, i + 1),
  );
  const progress = new Progress(
    process.stderr,
    rotations.reduce((sum, turns) => sum + turns.length, 0),
  );
  const samples = new Map();
  for (const [before, turns] of rotations.entries()) {
    const rotation = before + 1;
    for (const turn of turns) {
      progress.begin(turn, rotation);
      const { case: one, count, engine } = turn;
      const plan = planOf(turn, options, rotation);
      const figures = await measure(engine, plan);
      checkWakeUps(turn, plan, figures);
      const key = `${one.name} ${count}`;
      if (!samples.has(key)) samples.set(key, { one, count, engines: {} });
      (samples.get(key).engines[engine] ??= []).push(figures);
    }
  }
  progress.end();

  const described = machine();
  const results = [...samples.values()].map(({ one, count, engines }) => resultOf(one, count, engines));
  console.log(
    Object.entries(described)
      .map(([key, value]) => `${key} ${value}`)
      .join(', '),
  );
  console.log(`${options.rotations} rotation(s), medians; a ratio is the peer's time divided by ours\n`);
  for (const result of results) console.log(`${tableOf(result, caseNamed(result.case).unit)}\n`);
  console.log(`${legend()}\n`);
  for (const line of targetLines(results)) console.log(line);
  if (options.json !== undefined) {
    writeFileSync(options.json, `${JSON.stringify({ machine: described, results }, null, 2)}\n`);
  }
}

/** The same work in every engine. */
function checkWakeUps({ case: one, count, engine }, { warmUp, measured }, { wakeUps }) {
  if (one.wakeUps === undefined || engine === 'ours') return;
  const expected = one.wakeUps(count, warmUp, measured);
  if (wakeUps !== expected) {
    throw new Error(
      `Expected ${expected} wake-ups of ${engine} in ${one.name}, ${count}, but there were ${wakeUps}`,
    );
  }
}

main().catch((error) => {
  console.error(`bench: ${error instanceof TypeError ? `${error.message}\n\n${USAGE}` : error.message}`);
  process.exitCode = 2;
});
