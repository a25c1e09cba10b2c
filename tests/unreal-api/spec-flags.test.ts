// SPDX-License-Identifier: MIT
// The flags of the automation specs are an enum of another kind before Unreal 5.5: the specs compile with either.
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';

const SPECS = 'Plugins/TransientLoop/Source/TransientLoopTests/Private';
const INCLUDES = [
  'Source/Headless/Intermediate',
  'Source/Headless/Engine',
  'Plugins/TransientLoop/Source/TransientLoop/Public',
  SPECS,
];

function compileFor(minor: number): { status: number | null; stderr: string } {
  const args = [
    '-std=c++17',
    '-fsyntax-only',
    '-Wall',
    '-Werror',
    `-DENGINE_MINOR_VERSION=${minor}`,
    ...INCLUDES.map((folder) => `-I${folder}`),
    `${SPECS}/LifecycleTick.spec.cpp`,
  ];
  const { status, stderr } = spawnSync(process.env['CXX'] ?? 'g++', args, {
    cwd: join(__dirname, '../..'),
    encoding: 'utf8',
  });
  return { status, stderr };
}

describe('the automation specs', () => {
  it.each([3, 4, 5, 8])('compile with the flags of Unreal 5.%i', (minor) => {
    expect(compileFor(minor)).toEqual({ status: 0, stderr: '' });
  });
});
