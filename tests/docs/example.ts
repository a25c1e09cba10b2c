// SPDX-License-Identifier: MIT
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { compileFunction } from 'node:vm';
import * as core from 'transient-loop';
import { ModuleKind, transpileModule } from 'typescript';

const ROOT = join(__dirname, '../..');

export function pageOf(file: string): string {
  return readFileSync(join(ROOT, file), 'utf8');
}

/** The script that a page of the docs ends with, as a user would copy it. */
export function exampleOf(file: string): core.ActorScript {
  const [, example] = /```ts\n([\s\S]*?)```\s*$/.exec(pageOf(file))!;
  const { outputText } = transpileModule(example!, { compilerOptions: { module: ModuleKind.CommonJS } });
  const module: { exports: { default?: core.ActorScript } } = { exports: {} };
  const run = compileFunction(outputText, ['require', 'exports']) as (...given: unknown[]) => void;
  run(() => core, module.exports);
  return module.exports.default!;
}
