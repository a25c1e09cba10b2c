// SPDX-License-Identifier: MIT
// The editor scripts, in Python as an editor runs them; and docs/unreal.md lists what they ask of it.
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pageOf } from '../docs/example';

const SCRIPTS = 'Plugins/TransientLoop/Content/Python';
const FILES = [`${SCRIPTS}/init_unreal.py`, `${SCRIPTS}/transient_loop_assets.py`];

function python(args: readonly string[]): { status: number | null; output: string } {
  const { status, stdout, stderr } = spawnSync('python3', args, {
    encoding: 'utf8',
    cwd: join(__dirname, '../..'),
    env: { ...process.env, PYTHONDONTWRITEBYTECODE: '1' },
  });
  return { status, output: stdout + stderr };
}

describe('the editor scripts', () => {
  it('make the assets, and say what they cannot make', () => {
    const { status, output } = python([join(__dirname, 'test_assets.py')]);
    expect(output).toMatch(/Ran 1\d tests[^]*\nOK\n$/);
    expect(status).toBe(0);
  });

  it('are Python that Unreal 5.3 reads', () => {
    const check =
      'import ast, sys; [ast.parse(open(f).read(), feature_version=(3, 9)) for f in sys.argv[1:]]';
    expect(python(['-c', check, ...FILES])).toEqual({ status: 0, output: '' });
  });

  it('keep to lines of 120 characters, without tabs', () => {
    for (const file of [...FILES, 'tests/editor/fake_unreal.py', 'tests/editor/test_assets.py'])
      for (const line of pageOf(file).split('\n'))
        expect([line.length <= 120, line]).toEqual([true, line.replace('\t', ' ')]);
  });
});

describe('docs/unreal.md', () => {
  const table = pageOf('docs/unreal.md').split('## What Python asks of the editor')[1]!;
  const listed = new Set<string>();
  for (const line of table.split('\n').filter((each) => each.startsWith('| `'))) {
    let owner = '';
    for (const [, name] of line.matchAll(/`([\w.]+)`/g)) {
      const [first, member] = name!.split('.');
      if (first !== '') owner = first!;
      listed.add(member ?? first!).add(owner);
    }
  }

  it('lists every name of Unreal that they use', () => {
    const source = FILES.map((file) => readFileSync(join(__dirname, '../..', file), 'utf8')).join('\n');
    const used = [...source.matchAll(/\bunreal\.(\w+)/g)].map(([, name]) => name!);
    expect(used.length).toBeGreaterThan(20);
    for (const name of used) expect([name, listed.has(name)]).toEqual([name, true]);
  });

  it('lists every name that the imitation has, and it has every name that is listed', () => {
    const fake = pageOf('tests/editor/fake_unreal.py');
    const made = [...fake.matchAll(/^ {8}def ([a-z]\w*)\(/gm)].map(([, name]) => name!);
    for (const name of made) expect([name, listed.has(name)]).toEqual([name, true]);
    for (const name of listed) expect([name, fake.includes(name)]).toEqual([name, true]);
  });
});
