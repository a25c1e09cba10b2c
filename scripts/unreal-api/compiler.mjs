// SPDX-License-Identifier: MIT
import { spawn } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';

const COMPILER = process.env.CXX ?? 'g++';
const FLAGS = ['-fno-exceptions', '-fno-rtti', '-fdiagnostics-color=never', '-fno-diagnostics-show-caret'];

/** Runs the compiler and gives what it said; it writes a file only if `writes` says so. */
export function compile(args, { writes = false } = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(COMPILER, [...FLAGS, ...(writes ? [] : ['-fsyntax-only']), ...args], {
      env: { ...process.env, LC_ALL: 'C' },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let stdout = '';
    let stderr = '';
    child.stdout.on('data', (data) => (stdout += data));
    child.stderr.on('data', (data) => (stderr += data));
    child.on('error', (error) =>
      reject(new Error(`Expected a C++ compiler "${COMPILER}", but: ${error.message}`)),
    );
    child.on('close', (status) => resolve({ status, stdout, stderr }));
  });
}

/**
 * Compiles pieces of code together and says what is wrong with each: a map from a piece's index to the compiler's errors.
 *
 * Each piece is on a line of a file of its own, so one that is wrong does not hide another.
 */
export async function compilePieces({ file, prelude, pieces, standard, includes, flags = [] }) {
  const source = [prelude, ...pieces.flatMap((piece, index) => [`#line 1 "piece-${index}"`, piece])].join(
    '\n',
  );
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, `${source}\n`);
  const args = [
    '-x',
    'c++',
    `-std=${standard}`,
    '-w',
    '-fmax-errors=0',
    ...includes.map((folder) => `-I${folder}`),
    ...flags,
    file,
  ];
  const { stderr } = await compile(args);
  return errorsByPiece(stderr, file);
}

function errorsByPiece(output, file) {
  const errors = new Map();
  const elsewhere = [];
  let context;
  for (const line of output.split('\n')) {
    const named = /\bpiece-(\d+):/u.exec(line)?.[1];
    if (named !== undefined) context = Number(named);
    const error = /^(.+?):\d+(?::\d+)?: (?:fatal )?error: (.*)$/u.exec(line);
    if (error === null) {
      if (/^In file included|^\S+: (?:In|At) /u.test(line) && named === undefined) context = undefined;
      continue;
    }
    if (context === undefined) elsewhere.push(line);
    else errors.set(context, [...(errors.get(context) ?? []), error[2]]);
    context = undefined;
  }
  if (elsewhere.length > 0)
    throw new Error(`Expected ${file} to compile but for its pieces, but: ${elsewhere[0]}`);
  return errors;
}
