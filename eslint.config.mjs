// SPDX-License-Identifier: MIT
import tseslint from 'typescript-eslint';

/** Imports point one way. What a folder may import, besides itself; everything else is refused. */
const LAYERS = {
  core: { may: [], packages: ['rxjs'] },
  net: { may: [], packages: ['rxjs', 'ioredis', 'ssh2', 'ws', 'node'] },
  sound: { may: [], packages: ['rxjs', 'mpg123-decoder', 'node'] },
  game: { may: ['core', 'net', 'sound'], packages: ['rxjs'] },
  // What the demo needs of the machine that it runs on: it starts the servers that its scripts talk to.
  'game/support': { may: ['core', 'net'], packages: ['rxjs', 'node'] },
  'hosts/unreal': { may: ['core', 'net'], packages: ['rxjs', 'ue', 'puerts', 'cpp'] },
  'hosts/headless': { may: ['core', 'net'], packages: ['rxjs', 'zod', 'ioredis-mock', 'tinypool', 'node'] },
  testing: { may: ['core'], packages: ['rxjs'] },
  'testing/jest': { may: ['core', 'testing'], packages: [] },
  'testing/world': { may: ['core', 'testing', 'hosts/headless'], packages: ['node'] },
  cli: { may: ['core', 'hosts/headless'], packages: ['commander', 'picocolors', 'node'] },
};

/** The names under which one folder imports another. */
const PUBLIC_NAMES = {
  core: ['transient-loop', 'transient-loop/host'],
  net: ['transient-loop/net'],
  sound: ['transient-loop/sound'],
  'hosts/headless': ['transient-loop/headless'],
  testing: ['transient-loop/testing'],
  'testing/jest': ['transient-loop/testing/jest'],
  'testing/world': ['transient-loop/testing/world'],
};

function importRule(folder) {
  const { may, packages } = LAYERS[folder];
  const allowedNames = [...may, folder].flatMap((name) => PUBLIC_NAMES[name] ?? []);
  const depth = folder.split('/').length;
  const forbiddenFolders = Object.keys(LAYERS).filter((other) => other !== folder && !may.includes(other));
  const subpaths = allowedNames
    .filter((name) => name.includes('/'))
    .map((name) => name.slice(name.indexOf('/') + 1));
  const patterns = [
    {
      regex: `^transient-loop(?!$)(?!/(${subpaths.join('|') || 'none'})$)`,
      message: `${folder} may import ${may.join(', ') || 'no other folder'} only.`,
    },
    {
      regex: `^(\\.\\./)+(${forbiddenFolders.join('|')})(/|$)`,
      message: `${folder} may import ${may.join(', ') || 'no other folder'} only.`,
    },
    {
      regex: `^(\\.\\./){${depth + 1},}`,
      message: 'Imports stay inside TypeScript/.',
    },
  ];
  if (!allowedNames.includes('transient-loop')) {
    patterns.push({ regex: '^transient-loop$', message: `${folder} does not import core.` });
  }
  const names = packages.filter((name) => name !== 'node');
  const node = packages.includes('node') ? '|node:' : '';
  patterns.push({
    regex: `^(?!\\.|transient-loop|(${names.join('|')})($|/)${node})`,
    message: `${folder} may import these packages only: ${packages.join(', ')}.`,
  });
  return {
    files: [`TypeScript/${folder}/**/*.ts`],
    rules: { 'no-restricted-imports': ['error', { patterns }] },
  };
}

/** What would take a run out of the actor's clock, or make it differ from the last. */
const NOT_THE_ACTORS_CLOCK = [
  { object: 'Date', property: 'now', message: 'Game code reads self.now.' },
  { object: 'Math', property: 'random', message: 'Game code has to run the same way twice.' },
  { object: 'performance', property: 'now', message: 'Game code reads self.now.' },
];
const NOT_THE_ACTORS_TIMERS = ['setTimeout', 'setInterval', 'setImmediate', 'queueMicrotask'].map((name) => ({
  name,
  message: 'Game code waits with self.sleep and self.nextTick.',
}));

export default tseslint.config(
  {
    ignores: [
      'tests/cli/scripts',
      'Content/JavaScript',
      'Plugins/*/Typing',
      'dist',
      'build',
      'node_modules',
      'compat',
      'Source/Headless/Intermediate',
    ],
  },
  {
    files: ['**/*.ts'],
    extends: [...tseslint.configs.recommendedTypeChecked],
    languageOptions: {
      parserOptions: { project: ['./tests/tsconfig.json'], tsconfigRootDir: import.meta.dirname },
    },
    rules: {
      // Waits and tasks are thenables that nobody has to await.
      '@typescript-eslint/no-floating-promises': 'off',
      // Overloads and the shared iterator of waits need it in places that say so.
      '@typescript-eslint/no-non-null-assertion': 'off',
      '@typescript-eslint/no-unsafe-declaration-merging': 'error',
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/prefer-promise-reject-errors': 'off',
      '@typescript-eslint/only-throw-error': 'off',
      '@typescript-eslint/no-unused-vars': ['error', { varsIgnorePattern: '^_', argsIgnorePattern: '^_' }],
      '@typescript-eslint/require-await': 'off',
      '@typescript-eslint/no-this-alias': 'off',
      'require-yield': 'off',
    },
  },
  ...Object.keys(LAYERS).map(importRule),
  {
    files: ['TypeScript/core/**/*.ts', 'TypeScript/game/**/*.ts'],
    rules: {
      'no-restricted-properties': ['error', ...NOT_THE_ACTORS_CLOCK],
      'no-restricted-globals': ['error', ...NOT_THE_ACTORS_TIMERS, 'console', 'process'],
    },
  },
  {
    // The places that load native code, scripts and PuerTS's modules by name.
    files: [
      'TypeScript/net/libraries.ts',
      'TypeScript/net/node-backend.ts',
      'TypeScript/sound/file/read-sound-file.ts',
      'TypeScript/sound/mp3/mp3-library.ts',
      'TypeScript/game/support/**/*.ts',
      'TypeScript/hosts/headless/native-game.ts',
      'TypeScript/hosts/headless/offload-worker.ts',
      'TypeScript/hosts/headless/redis-stand-in.ts',
      'TypeScript/hosts/headless/script-loader.ts',
      'TypeScript/hosts/unreal/**/*.ts',
    ],
    rules: { '@typescript-eslint/no-require-imports': 'off' },
  },
  {
    files: ['tests/**/*.ts'],
    rules: {
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/no-unsafe-member-access': 'off',
      '@typescript-eslint/no-unsafe-argument': 'off',
      '@typescript-eslint/no-unsafe-call': 'off',
      '@typescript-eslint/no-unsafe-return': 'off',
    },
  },
);
