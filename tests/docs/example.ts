// SPDX-License-Identifier: MIT
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { compileFunction } from 'node:vm';
import * as core from 'transient-loop';
import * as net from 'transient-loop/net';
import * as sound from 'transient-loop/sound';
import * as rxjs from 'rxjs';
import { ModuleKind, transpileModule } from 'typescript';

const ROOT = join(__dirname, '../..');

/** What an example may ask for. */
const MODULES: Readonly<Record<string, unknown>> = {
  'transient-loop': core,
  'transient-loop/net': net,
  'transient-loop/sound': sound,
  rxjs,
};

export function pageOf(file: string): string {
  return readFileSync(join(ROOT, file), 'utf8');
}

/** The script that a page of the docs ends with, as a user would copy it. */
export function exampleOf(file: string): core.ActorScript {
  return scriptOf(/```ts\n([\s\S]*?)```\s*$/.exec(pageOf(file))![1]!);
}

/** All that it exports. */
export function exampleModuleOf(file: string): Readonly<Record<string, core.ActorScript>> {
  return moduleOf(/```ts\n([\s\S]*?)```\s*$/.exec(pageOf(file))![1]!);
}

/** The script that a page of the docs begins with. */
export function firstExampleOf(file: string): core.ActorScript {
  return scriptOf(/```ts\n([\s\S]*?)```/.exec(pageOf(file))![1]!);
}

function scriptOf(example: string): core.ActorScript {
  return moduleOf(example)['default']!;
}

function moduleOf(example: string): Readonly<Record<string, core.ActorScript>> {
  const { outputText } = transpileModule(example, { compilerOptions: { module: ModuleKind.CommonJS } });
  const module: { exports: Record<string, core.ActorScript> } = { exports: {} };
  const run = compileFunction(outputText, ['require', 'exports']) as (...given: unknown[]) => void;
  run((name: string) => MODULES[name], module.exports);
  return module.exports;
}
