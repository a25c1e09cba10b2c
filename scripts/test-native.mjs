// SPDX-License-Identifier: MIT
// Builds and runs the native tests: the headless world, the plugin and tests/native, without Node and without PuerTS.
//
//   node scripts/test-native.mjs [--sanitize address|undefined] [--sequences COUNT] [--seed SEED] [NAME...]
//
// Only tests whose names contain one of the NAMEs run. There are so many random sequences, 300 if it is not said, and the first is
// drawn with the seed; those after it with the ones that follow.
import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

import { generate } from '../Source/Headless/HeaderTool/header-tool.mjs';

const SANITIZERS = ['address', 'undefined'];
const PLUGIN = 'Plugins/TransientLoop/Source/TransientLoop';
const SPECS = 'Plugins/TransientLoop/Source/TransientLoopTests';
const SOURCES = ['Source/Headless/World', `${PLUGIN}/Private`, `${SPECS}/Private`, 'tests/native'];
/** Binds classes to a JavaScript engine that is not here. */
const LEFT_OUT = ['TransientLoopWrap.cpp'];
const INCLUDES = [
  'Source/Headless/Engine',
  'Source/Headless/World',
  'Source/Headless/Puerts',
  `${PLUGIN}/Public`,
  `${PLUGIN}/Private`,
  `${SPECS}/Private`,
  'tests/native',
  // Stands in for PuerTS.
  'tests/native/Puerts',
];
const FLAGS =
  '-std=c++17 -g -fno-exceptions -fno-rtti -Wall -Wextra -Wshadow -Wundef -Wsuggest-override -Werror';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
process.chdir(root);

const { sanitize, names, drawn } = readArguments();
const out = sanitize === undefined ? 'build/native' : `build/native-${sanitize}`;
generateHeaders();
writeMakefile();
run('make', ['--silent', `--jobs=${Math.min(2, availableParallelism())}`, '-f', join(out, 'Makefile')]);
run(join(out, 'native-tests'), names, {
  ASAN_OPTIONS: 'detect_leaks=1:detect_stack_use_after_return=1',
  UBSAN_OPTIONS: 'print_stacktrace=1',
  ...drawn,
});

function readArguments() {
  try {
    const { values, positionals } = parseArgs({
      options: { sanitize: { type: 'string' }, sequences: { type: 'string' }, seed: { type: 'string' } },
      allowPositionals: true,
    });
    if (values.sanitize !== undefined && !SANITIZERS.includes(values.sanitize)) {
      throw new Error(`expected --sanitize ${SANITIZERS.join(' or ')}, but got "${values.sanitize}"`);
    }
    const drawn = { ...numberFor('sequences', values.sequences), ...numberFor('seed', values.seed) };
    return { sanitize: values.sanitize, names: positionals, drawn };
  } catch (error) {
    console.error(`test-native: ${error.message}`);
    return process.exit(2);
  }
}

/** An option for the test program, which reads it from its environment. */
function numberFor(option, text) {
  if (text === undefined) return {};
  const value = Number(text);
  if (!Number.isInteger(value) || value < 0 || value > 0xffffffff) {
    throw new Error(`expected --${option} to be a whole number up to 4294967295, but got "${text}"`);
  }
  return { [`TRANSIENT_LOOP_${option.toUpperCase()}`]: String(value) };
}

function generateHeaders() {
  try {
    generate(join(out, 'generated'), ['Source/Headless/Engine', PLUGIN, SPECS, 'tests/native']);
  } catch (error) {
    console.error(`test-native: ${error.message}`);
    process.exit(1);
  }
}

/** Compiles only what changed: each object depends on the headers it saw last time, and on the flags. */
function writeMakefile() {
  const mode =
    sanitize === undefined
      ? '-O0'
      : `-O1 -fsanitize=${sanitize} -fno-sanitize-recover=all -fno-omit-frame-pointer`;
  const includes = [join(out, 'generated'), ...INCLUDES].map((folder) => `-I${folder}`).join(' ');
  const flags = [FLAGS, mode, '-MMD -MP', includes].join(' ');
  const sources = SOURCES.flatMap((folder) => filesIn(folder).map((file) => join(folder, file)));
  const objects = sources.map((source) =>
    join(out, `${basename(dirname(source))}-${basename(source, '.cpp')}.o`),
  );
  const rules = sources.map(
    (source, index) => `${objects[index]}: ${source} ${out}/flags\n\t$(CXX) $(FLAGS) -c $< -o $@\n`,
  );
  writeIfChanged(join(out, 'flags'), flags);
  writeIfChanged(
    join(out, 'Makefile'),
    `# Written by scripts/test-native.mjs.
FLAGS = ${flags}

${out}/native-tests: ${objects.join(' ')} ${out}/Makefile
\t$(CXX) $(FLAGS) $(filter %.o,$^) -o $@

${rules.join('\n')}
-include ${objects.map((object) => object.replace(/o$/, 'd')).join(' ')}
`,
  );
}

function filesIn(folder) {
  return readdirSync(folder)
    .filter((file) => file.endsWith('.cpp') && !LEFT_OUT.includes(file))
    .sort();
}

function writeIfChanged(file, content) {
  try {
    if (readFileSync(file, 'utf8') === content) return;
  } catch {
    mkdirSync(dirname(file), { recursive: true });
  }
  writeFileSync(file, content);
}

function run(command, args, environment = {}) {
  const { status, signal, error } = spawnSync(command, args, {
    stdio: 'inherit',
    env: { ...process.env, ...environment },
  });
  if (status === 0) return;
  if (error ?? signal) console.error(`test-native: ${basename(command)} failed: ${error?.message ?? signal}`);
  process.exit(1);
}
