// SPDX-License-Identifier: MIT
// Formats the C++ of the project; with --check says what is not formatted.
import { spawnSync } from 'node:child_process';
import { createRequire } from 'node:module';

const check = process.argv.includes('--check');
const { stdout } = spawnSync(
  'git',
  ['ls-files', '--cached', '--others', '--exclude-standard', '*.h', '*.cpp', '*.hpp'],
  { encoding: 'utf8' },
);
const files = stdout.split('\n').filter((file) => file !== '');
const clangFormat = createRequire(import.meta.url).resolve('clang-format/index.js');
const { status } = spawnSync(
  process.execPath,
  [clangFormat, ...(check ? ['--dry-run', '--Werror'] : ['-i']), ...files],
  { stdio: 'inherit' },
);
process.exitCode = status ?? 1;
