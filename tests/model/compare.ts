// SPDX-License-Identifier: MIT
import { promiseJobsDone } from 'transient-loop/host';
import { CoreMachine } from './core-machine';
import { printProgram } from './print-program';
import type { Program } from './program';
import { ModelWorld } from './reference-model';
import { ProgramRun, type Trace } from './run-program';

/** What the reference model makes of a program. */
export function modelTrace(program: Program): Trace {
  const model = new ModelWorld();
  const run = new ProgramRun(model);
  for (const _ of run.play(program)) model.runJobs();
  model.runJobs();
  assertSound(run, 'model', program);
  return run.trace;
}

/** What the core makes of it, if it has generators only. */
export function coreTrace(program: Program): Trace {
  const run = new ProgramRun(new CoreMachine());
  for (const _ of run.play(program)) promiseJobsDone();
  assertSound(run, 'core', program);
  return run.trace;
}

/** The same with promise jobs run wherever the engine would run them. */
export async function coreTraceAsync(program: Program): Promise<Trace> {
  const run = new ProgramRun(new CoreMachine());
  for (const _ of run.play(program)) {
    await promiseJobs();
    promiseJobsDone();
  }
  await promiseJobs();
  promiseJobsDone();
  assertSound(run, 'core', program);
  return run.trace;
}

function promiseJobs(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}

/** Throws if a machine did what no program may see. */
export function assertSound({ problems, trace }: ProgramRun, which: string, program: Program): void {
  if (problems.length === 0) return;
  throw new Error(
    `The ${which} is at fault:\n${problems.join('\n')}\n\n${printProgram(program)}\n\n${trace.steps.join('\n')}`,
  );
}

/** Throws if the two differ, with the program and where they part. */
export function assertSame(program: Program, core: Trace, model: Trace): void {
  for (const part of ['steps', 'late', 'ends', 'log'] as const) {
    const place = firstDifference(core[part], model[part]);
    if (place < 0) continue;
    const before = core[part].slice(Math.max(0, place - 12), place).map((line) => `      ${line}`);
    throw new Error(
      [
        `Core and model part in "${part}":`,
        ...before,
        ...core[part].slice(place, place + 3).map((line) => `core  ${line}`),
        ...model[part].slice(place, place + 3).map((line) => `model ${line}`),
        '',
        printProgram(program),
      ].join('\n'),
    );
  }
}

function firstDifference(a: readonly string[], b: readonly string[]): number {
  const length = Math.max(a.length, b.length);
  for (let place = 0; place < length; place += 1) if (a[place] !== b[place]) return place;
  return -1;
}
