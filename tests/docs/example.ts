// SPDX-License-Identifier: MIT
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { compileFunction } from 'node:vm';
import * as core from 'transient-loop';
import * as net from 'transient-loop/net';
import { ModuleKind, transpileModule } from 'typescript';

const ROOT = join(__dirname, '../..');

export function pageOf(file: string): string {
  return readFileSync(join(ROOT, file), 'utf8');
}

/** The script that a page of the docs ends with, as a user would copy it. */
export function exampleOf(file: string): core.ActorScript {
  return scriptOf(/```ts\n([\s\S]*?)```\s*$/.exec(pageOf(file))![1]!);
}

/** The script that a page of the docs begins with. */
export function firstExampleOf(file: string): core.ActorScript {
  return scriptOf(/```ts\n([\s\S]*?)```/.exec(pageOf(file))![1]!);
}

function scriptOf(example: string): core.ActorScript {
  const { outputText } = transpileModule(example, { compilerOptions: { module: ModuleKind.CommonJS } });
  const module: { exports: { default?: core.ActorScript } } = { exports: {} };
  const run = compileFunction(outputText, ['require', 'exports']) as (...given: unknown[]) => void;
  run((name: string) => (name === 'transient-loop/net' ? net : core), module.exports);
  return module.exports.default!;
}
