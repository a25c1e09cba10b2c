// SPDX-License-Identifier: MIT
// Knows whether the build is as new as the sources it was made from.
import { existsSync, mkdirSync, readdirSync, statSync, writeFileSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const STAMP = join(root, 'build/stamp.json');
const SOURCES = [
  'binding.gyp',
  'package-lock.json',
  'Plugins/TransientLoop/Source',
  'Source/Headless/Addon',
  'Source/Headless/Engine',
  'Source/Headless/HeaderTool',
  'Source/Headless/World',
  'Source/TransientLoopDemo',
  'TypeScript',
  'scripts/bundle.mjs',
  'scripts/bundle-timers.mjs',
];

export function writeStamp() {
  mkdirSync(dirname(STAMP), { recursive: true });
  writeFileSync(STAMP, JSON.stringify({ node: process.versions.node, newest: newest() }));
}

/** Why the build cannot be used as it is; undefined if it can. */
export function staleReason() {
  if (!existsSync(STAMP)) return 'expected a finished build, but there is none';
  const stamp = JSON.parse(readFileSync(STAMP, 'utf8'));
  const major = (version) => version.split('.')[0];
  if (major(stamp.node) !== major(process.versions.node)) {
    return `expected a build for Node ${process.versions.node}, but it is for Node ${stamp.node}`;
  }
  if (newest() > stamp.newest) return 'expected a build newer than its sources, but some have changed since';
  return undefined;
}

function newest() {
  return Math.max(...SOURCES.map((source) => newestIn(join(root, source))));
}

function newestIn(path) {
  if (!existsSync(path)) return 0;
  const entry = statSync(path);
  if (!entry.isDirectory()) return entry.mtimeMs;
  return Math.max(0, ...readdirSync(path).map((name) => newestIn(join(path, name))));
}
