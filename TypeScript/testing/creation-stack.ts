// SPDX-License-Identifier: MIT

/** The folders of this library, whose own frames tell a test's author nothing. */
const ROOT =
  typeof __dirname === 'string' ? __dirname.replace(/[\\/](TypeScript|dist)[\\/]testing$/, '') : '';
const OWN_FOLDERS = [
  'TypeScript/core',
  'TypeScript/testing',
  'TypeScript/hosts',
  'Content/JavaScript',
  'dist',
];
/** Scripts of the project itself stand below a folder of the library. */
const SCRIPTS = 'Content/JavaScript/game';

const FRAMES_SHOWN = 4;
const DEEP = 60;

/** The frames of whoever made a task, or threw an error, without those of this library; empty if none is known. */
export function framesIn(stack: string | undefined): string[] {
  return (stack ?? '')
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line.startsWith('at ') && !isOwn(line) && !isForeign(line))
    .slice(0, FRAMES_SHOWN)
    .map((line) => line.slice('at '.length));
}

/** Frames as lines below a title; they begin with no "at", which jest would take for the stack of the error itself. */
export function framesText(title: string, stack: string | undefined, indent: string): string {
  return framesIn(stack)
    .map((frame, index) => `\n${indent}${index === 0 ? title : ' '.repeat(title.length)} ${frame}`)
    .join('');
}

/** Runs an action with stacks deep enough to reach from the core to the test. */
export function withDeepStacks<T>(action: () => T): T {
  const before = Error.stackTraceLimit;
  Error.stackTraceLimit = Math.max(before, DEEP);
  try {
    return action();
  } finally {
    Error.stackTraceLimit = before;
  }
}

function isOwn(line: string): boolean {
  const place = line.replaceAll('\\', '/');
  const root = ROOT.replaceAll('\\', '/');
  const inside = (folder: string): boolean => place.includes(`${root}/${folder}/`);
  return OWN_FOLDERS.some(inside) && !inside(SCRIPTS);
}

function isForeign(line: string): boolean {
  return /[\\/]node_modules[\\/]|\(node:|at node:|<anonymous>\)?$/.test(line);
}
