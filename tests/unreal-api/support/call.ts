// SPDX-License-Identifier: MIT
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';

const ROOT = join(__dirname, '../../..');

/** Calls a function of an ES module once for each list of arguments. */
export function callModule<Result>(module: string, name: string, calls: unknown[][]): Result[] {
  const { stdout, stderr, status } = spawnSync(process.execPath, [join(__dirname, 'call-module.mjs')], {
    cwd: ROOT,
    encoding: 'utf8',
    input: JSON.stringify({ module: `file://${join(ROOT, module)}`, name, calls }),
    maxBuffer: 64 * 1024 * 1024,
  });
  if (status !== 0) throw new Error(`Expected ${name} to return, but: ${stderr}`);
  return JSON.parse(stdout) as Result[];
}

/** Runs scripts/check-unreal-api.mjs. */
export function runCheck(...args: string[]) {
  const script = join(ROOT, 'scripts/check-unreal-api.mjs');
  return spawnSync(process.execPath, [script, ...args], { cwd: ROOT, encoding: 'utf8' });
}
