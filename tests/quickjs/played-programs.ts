// SPDX-License-Identifier: MIT
// Runs inside QuickJS: plays programs on the core and on the model, step by step, so that the host can let promise jobs
// run where PuerTS lets them run, after each outermost call.
import { promiseJobsDone } from 'transient-loop/host';
import { assertSame, assertSound, modelTrace } from '../model/compare';
import { CoreMachine } from '../model/core-machine';
import type { Program } from '../model/program';
import { ProgramRun } from '../model/run-program';

let program: Program;
let run: ProgramRun;
let playing: Generator<void, void, void>;

export function begin(text: string): void {
  program = JSON.parse(text) as Program;
  run = new ProgramRun(new CoreMachine());
  playing = run.play(program);
}

/** Plays up to the next place where promise jobs run; true if there is none. */
export function goOn(): boolean {
  return playing.next().done === true;
}

export function afterPromiseJobs(): void {
  promiseJobsDone();
}

/** Throws if the core did anything else than the model does. */
export function check(): void {
  assertSound(run, 'core', program);
  assertSame(program, run.trace, modelTrace(program));
}
