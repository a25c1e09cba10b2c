// SPDX-License-Identifier: MIT
import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import * as path from 'node:path';
import { PuertsEnvironment } from './support/puerts-environment';

const ROOT = path.join(__dirname, '../..');
const RELEASE = path.join(ROOT, 'scripts/release.mjs');

const folder = mkdtempSync(path.join(tmpdir(), 'release-'));
const plugin = path.join(folder, 'TransientLoop');
const scripts = path.join(plugin, 'Content/JavaScript');

beforeAll(() => {
  mkdirSync(plugin);
  execFileSync(process.execPath, [RELEASE, plugin]);
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('the released plugin folder', () => {
  it('has the library, its typings and licences, and no script of the demo', () => {
    expect(readdirSync(scripts).sort()).toEqual(['game', 'hosts', 'rxjs', 'rxjs.js', 'transient-loop']);
    expect(readdirSync(path.join(scripts, 'game'))).toEqual(['transient-loop-tests']);
    for (const file of ['bundle.js', 'index.d.ts', 'net/index.d.ts', 'types/core/index.d.ts', 'licenses.txt'])
      expect(existsSync(path.join(scripts, 'transient-loop', file))).toBe(true);
  });

  it('is enough for a project that it is dropped into, by the rules of PuerTS', () => {
    const project = path.join(folder, 'Project/Content/JavaScript');
    // What TransientLoop.Build.cs does.
    cpSync(scripts, project, { recursive: true });
    const attached: unknown[] = [];
    const binding = {
      Attach: (...entryPoints: unknown[]) => attached.push(...entryPoints),
      WorldBudgetSteps: () => 0,
      WorldBudgetMilliseconds: () => 0,
      BindMemory: () => undefined,
      BindTaskCount: () => undefined,
    };
    const argv = { getByName: () => ({}) };
    const environment = new PuertsEnvironment({
      scriptRoot: project,
      builtIn: { cpp: { TransientLoopBinding: binding }, puerts: { argv }, ue: {} },
    });

    environment.require('hosts/unreal/environment');

    expect(attached.map((entryPoint) => typeof entryPoint)).toEqual(['function', 'function']);
    const { Observable } = environment.require('rxjs') as { Observable: unknown };
    const bundle = environment.require('transient-loop/bundle') as { rxjs: { Observable: unknown } };
    expect(Observable).toBe(bundle.rxjs.Observable);
  });

  it('takes the place of an older one', () => {
    cpSync(RELEASE, path.join(scripts, 'left-over.mjs'));
    execFileSync(process.execPath, [RELEASE, plugin]);
    expect(existsSync(path.join(scripts, 'left-over.mjs'))).toBe(false);
  });

  it('is refused where there is no plugin', () => {
    const { status, stderr } = spawnSync(process.execPath, [RELEASE, path.join(folder, 'nowhere')], {
      encoding: 'utf8',
    });
    expect(status).toBe(1);
    expect(stderr).toMatch(/^release: expected the folder of the plugin, but there is no .*nowhere\n$/);
  });
});

describe('TransientLoop.Build.cs', () => {
  it('brings all of it to the project, and says where it should be', () => {
    const rules = readFileSync(
      path.join(ROOT, 'Plugins/TransientLoop/Source/TransientLoop/TransientLoop.Build.cs'),
      'utf8',
    );
    expect(rules).toContain('"$(ProjectDir)"');
    expect(rules).toContain('npm run release');
  });
});
