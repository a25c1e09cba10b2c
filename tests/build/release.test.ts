// SPDX-License-Identifier: MIT
import { execFileSync, spawnSync } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import * as path from 'node:path';
import { PuertsEnvironment } from './support/puerts-environment';

const ROOT = path.join(__dirname, '../..');
const RELEASE = path.join(ROOT, 'scripts/release.mjs');

const folder = mkdtempSync(path.join(tmpdir(), 'release-'));
const plugin = path.join(folder, 'TransientLoop');
const scripts = path.join(plugin, 'Content/JavaScript');
const TYPING = 'Typing/transient-loop/index.d.ts';

/** The one of the repository, and the one that CI installs for PuerTS's editor, where it is there. */
const COMPILERS = ['', 'compat/typescript47']
  .map((place) => path.join(ROOT, place, 'node_modules/typescript/lib/tsc.js'))
  .filter((file) => existsSync(file));

/** As much of what PuerTS generates as the example uses, in the form in which it does. */
const UE_TYPINGS = `
declare module 'ue' {
  class Object { GetName(): string; }
  class Class extends Object {}
  class Actor extends Object {
    CreateDefaultSubobjectGeneric<T extends Object>(name: string, kind: Class): T;
  }
  class ActorComponent extends Object {}
  class TransientLoopComponent extends ActorComponent {
    SetScript(Module: string, Arguments: string): void;
    PostEvent(Name: string, Payload: string): boolean;
    static StaticClass(): Class;
  }
}`;

const ALL_MODULES = `
import * as UE from 'ue';
import { map } from 'rxjs';
import { filter } from 'rxjs/operators';
import { actorScript } from 'transient-loop';
import { LoopRegistry } from 'transient-loop/host';
import { connectTcp } from 'transient-loop/net';
import { decodeMp3 } from 'transient-loop/sound';

export default actorScript(async (self) => {
  const seconds: number = self.now;
  const lines = connectTcp({ port: 1 }).pipe(map(({ id }) => id), filter((id) => id > seconds));
  self.subscribe(lines, (id: number) => self.log(String(id)));
  await self.sleep(1);
});
export const used = [LoopRegistry, decodeMp3, UE.Actor];`;

const WRONG = `
import { actorScript } from 'transient-loop';
export default actorScript(async (self) => {
  await self.sleep('long');
  self.nap(1);
});`;

function writeFiles(place: string, files: Readonly<Record<string, string>>): void {
  for (const [file, text] of Object.entries(files)) {
    mkdirSync(path.dirname(path.join(place, file)), { recursive: true });
    writeFileSync(path.join(place, file), text);
  }
}

/** What a compiler says of a project. */
function compile(compiler: string, project: string): string {
  const { stdout } = spawnSync(process.execPath, [compiler, '-p', '.', '--noEmit', '--pretty', 'false'], {
    cwd: project,
    encoding: 'utf8',
  });
  return stdout;
}

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

  it('has typings that a project reads from its Typing folder, in the compiler of PuerTS too', () => {
    const project = path.join(folder, 'Typed');
    const files: Readonly<Record<string, string>> = {
      // As PuerTS makes it.
      'tsconfig.json': JSON.stringify({
        compilerOptions: {
          target: 'esnext',
          module: 'commonjs',
          experimentalDecorators: true,
          jsx: 'react',
          sourceMap: true,
          typeRoots: ['Typing', './node_modules/@types'],
          outDir: 'Content/JavaScript',
        },
        include: ['TypeScript/**/*'],
      }),
      'Typing/ue/index.d.ts': UE_TYPINGS,
      [TYPING]: readFileSync(path.join(plugin, TYPING), 'utf8'),
      'TypeScript/TS_Watchman.ts': readFileSync(path.join(ROOT, 'docs/examples/TS_Watchman.ts'), 'utf8'),
      'TypeScript/game/watchman.ts': readFileSync(path.join(ROOT, 'docs/examples/watchman.ts'), 'utf8'),
      'TypeScript/game/all.ts': ALL_MODULES,
      'TypeScript/game/wrong.ts': WRONG,
    };
    writeFiles(project, files);

    for (const compiler of COMPILERS) {
      const errors = compile(compiler, project).split('\n').filter(Boolean);
      // And nothing else: the types are known, and what is wrong is seen.
      expect(errors.map((line) => line.replace(/:.*? error|\(\d+,\d+\): error|: .*$/gu, ''))).toEqual([
        'TypeScript/game/wrong.ts TS2345',
        'TypeScript/game/wrong.ts TS2339',
      ]);
    }
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
    const typing = TYPING.split('/').map((part) => `"${part}"`);
    expect(rules).toContain(`Path.Combine(${typing.join(', ')})`);
  });
});
