// SPDX-License-Identifier: MIT
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { stripVTControlCharacters } from 'node:util';

const baseConfig = jest.requireActual<object>('../../jest.config.cjs');
const ROOT = join(__dirname, '../..');

interface Report {
  readonly testResults: readonly {
    readonly assertionResults: readonly {
      readonly title: string;
      readonly status: string;
      readonly failureMessages: readonly string[];
    }[];
  }[];
}

/** Runs a fixture with a jest of its own; answers with what each test said. */
function runFixture(name: string): Map<string, string[]> {
  const config = { ...baseConfig, rootDir: ROOT, testMatch: [`**/fixtures/${name}.fixture.ts`] };
  const { stdout, stderr } = spawnSync(
    process.execPath,
    [
      join(ROOT, 'node_modules/jest/bin/jest.js'),
      '--json',
      '--runInBand',
      '--config',
      JSON.stringify(config),
    ],
    { cwd: ROOT, encoding: 'utf8', env: { ...process.env, TRANSIENT_LOOP_SEED: '11' } },
  );
  if (stdout === '') throw new Error(`Expected a report, but jest wrote: ${stderr}`);
  const results = (JSON.parse(stdout) as Report).testResults.flatMap((file) => file.assertionResults);
  return new Map(
    results.map(({ title, failureMessages }) => [title, failureMessages.map(stripVTControlCharacters)]),
  );
}

describe('transient-loop/testing/jest', () => {
  const said = runFixture('failing');

  it('lets tests pass that leave nothing', () => {
    expect([said.get('passes'), said.get('passes with nothing in it')]).toEqual([[], []]);
  });

  it('fails a test that leaves a task, with its stack and the seed', () => {
    const [message, ...more] = said.get('leaves a task')!;

    expect(more).toEqual([]);
    expect(message).toContain('TestKitError: Expected nothing to be left, but there is 1 task and 1 timer:');
    expect(message).toContain('main: running, waits for sleep until 60.000 s, since 0.000 s');
    expect(message).toMatch(/created by Object\.<anonymous> \(.*failing\.fixture\.ts:7:\d+\)/);
    expect(message).toContain('Seed 11: run again with TRANSIENT_LOOP_SEED=11');
  });

  it('fails a test that does not look at an error', () => {
    expect(said.get('does not look at an error')).toEqual([
      expect.stringContaining(
        'Expected no errors, but there are:\n  error task.failed (Actor, main): the bridge is out',
      ),
    ]);
  });

  it('tells the seed of any test that fails, if it may be the reason', () => {
    const [message, note] = said.get('fails in a stage whose order is shuffled')!;

    expect(message).toContain('toBe');
    expect(note).toContain('Seed 11: run again with TRANSIENT_LOOP_SEED=11, or with { seed: 11 }.');
    expect(said.get('fails where no seed matters')).toHaveLength(1);
  });
});
