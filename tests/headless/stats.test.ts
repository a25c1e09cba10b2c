// SPDX-License-Identifier: MIT
// What "stat TransientLoop" shows of real scripts, and that it is not there in a build without stats.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ActorScript } from 'transient-loop';
import { HeadlessGame } from 'transient-loop/headless';

const ROOT = join(__dirname, '../..');

/** Two tasks: the main one, and one that it waits for. */
const parent: ActorScript = function* (self) {
  yield* self.spawn(function* child(inner) {
    for (;;) yield* inner.sleep(1);
  });
};

describe('the stats of the plugin', () => {
  it('count loops, tasks and crossings of the last frame', () => {
    const lines: string[] = [];
    const game = new HeadlessGame({
      speed: 'max',
      logsLoops: false,
      scripts: () => ({ default: parent }),
      onEvent: ({ event, message }) => event === 'engine.log' && lines.push(message),
    });
    const actors = ['A', 'B'].map((label) => ({ class: 'Actor', label, script: 'parent' }));
    game.addLevel({ name: 'Main', actors, streamedLevels: [] });
    game.start('Main');
    game.open();
    game.exec('stat TransientLoop');

    game.step(0.25);
    game.exec('stat TransientLoop');
    const idle = lines.splice(0);
    for (let left = 3; left > 0; left -= 1) game.step(0.25);
    game.exec('stat TransientLoop');
    game.end();

    expect(idle).toEqual(
      expect.arrayContaining(['Loops due: 0', 'Loops alive: 2', 'Tasks alive: 4', 'Loops ended: 0']),
    );
    expect(lines).toEqual(
      expect.arrayContaining([
        'Loops due: 2',
        'Tasks alive: 4',
        expect.stringMatching(/^Crossing into script: 2 calls, /u),
      ]),
    );
  });

  it('leave nothing in a build that has none', () => {
    const out = mkdtempSync(join(tmpdir(), 'transient-loop-'));
    try {
      expect(statSymbols(out, [])).toContain('FStat');
      expect(statSymbols(out, ['-DSTATS=0', '-DUE_BUILD_SHIPPING=1'])).not.toContain('FStat');
    } finally {
      rmSync(out, { recursive: true });
    }
  });
});

/** The symbols of the file that has the stats, compiled as the native tests are. */
function statSymbols(out: string, defines: readonly string[]): string {
  const plugin = 'Plugins/TransientLoop/Source/TransientLoop';
  const folders = [
    'Source/Headless/Intermediate',
    'Source/Headless/Engine',
    'Source/Headless/World',
    `${plugin}/Public`,
    `${plugin}/Private`,
    'tests/native/Puerts',
  ];
  const object = join(out, 'stats.o');
  const source = `${plugin}/Private/TransientLoopStats.cpp`;
  const flags = ['-std=c++17', '-Wall', '-Wextra', '-Werror', '-fno-exceptions', '-fno-rtti', ...defines];
  const includes = folders.map((folder) => `-I${folder}`);
  execFileSync('g++', [...flags, ...includes, '-c', source, '-o', object], { cwd: ROOT });
  return execFileSync('nm', [object], { encoding: 'utf8' });
}
