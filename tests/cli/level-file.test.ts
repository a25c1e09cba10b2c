// SPDX-License-Identifier: MIT
import { execFileSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { MAX_DEPTH, MAX_FILE_BYTES } from '../../TypeScript/hosts/headless/json-file';
import { LevelFileError, readLevelFiles, type LevelFile } from '../../TypeScript/hosts/headless/level-file';
import { MAX_ACTORS } from '../../TypeScript/hosts/headless/level-schema';

let folder: string;

beforeEach(() => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'level-file-'));
});

afterEach(() => {
  fs.rmSync(folder, { recursive: true });
});

function write(name: string, content: unknown): string {
  const file = path.join(folder, name);
  const isRaw = typeof content === 'string' || Buffer.isBuffer(content);
  fs.writeFileSync(file, isRaw ? content : JSON.stringify(content));
  return file;
}

/** Reads a file that must be refused; returns the message without the folder. */
function refusal(file: string): string {
  try {
    readLevelFiles(file);
  } catch (error) {
    expect(error).toBeInstanceOf(LevelFileError);
    return (error as Error).message.replaceAll(`${folder}${path.sep}`, '');
  }
  throw new Error('Expected the level file to be refused');
}

function namesOf(levels: readonly LevelFile[]): string[] {
  return levels.map(({ definition }) => definition.name);
}

const actor = { class: 'Character', label: 'Luke' };
const nested = (depth: number): string => `${'['.repeat(depth)}${']'.repeat(depth)}`;

describe('readLevelFiles', () => {
  it('reads everything a level can hold', () => {
    const placed = {
      ...actor,
      location: [1, -2.5, 0],
      script: 'tutorial/timers',
      arguments: { port: 0, deep: [{ a: null }] },
      errorPolicy: 'end-loop',
      hibernate: true,
      batch: true,
      autoStart: false,
      clock: 'real',
      tickBudget: { steps: 7, milliseconds: 0.5 },
      tickEvenWhenPaused: false,
    };
    write('Cellar.json', { name: 'Cellar', actors: [] });
    const file = write('Any.json', {
      name: 'Main',
      actors: [placed, actor],
      streamedLevels: [{ level: 'Cellar', visible: false }],
    });

    const [main, cellar] = readLevelFiles(file);

    expect(main).toEqual({
      file,
      definition: {
        name: 'Main',
        actors: [placed, actor],
        streamedLevels: [{ level: 'Cellar', visible: false }],
      },
    });
    expect(cellar!.file).toBe(path.join(folder, 'Cellar.json'));
  });

  it('shows a streamed level from the start unless the file says otherwise', () => {
    write('B.json', { name: 'B', actors: [] });
    const file = write('A.json', { name: 'A', actors: [], streamedLevels: [{ level: 'B' }] });

    expect(readLevelFiles(file)[0]!.definition.streamedLevels).toEqual([{ level: 'B', visible: true }]);
  });

  it('accepts a byte order mark', () => {
    expect(namesOf(readLevelFiles(write('A.json', '\ufeff{"name":"A","actors":[]}')))).toEqual(['A']);
  });

  it('accepts any label that can be printed', () => {
    const labels = ['Лея', '👩‍🚀 Ripley', 'a.b=c'];
    const file = write('A.json', { name: 'A', actors: labels.map((label) => ({ class: 'Pawn', label })) });

    expect(readLevelFiles(file)[0]!.definition.actors.map(({ label }) => label)).toEqual(labels);
  });

  it('keeps the shipped levels readable', () => {
    const tutorial = path.join(__dirname, '../../Content/Levels/Tutorial.json');

    expect(namesOf(readLevelFiles(tutorial))).toEqual(['Tutorial', 'TutorialCellar']);
  });
});

describe('a level file that cannot be read', () => {
  it('is named when it is missing', () => {
    expect(refusal(path.join(folder, 'None.json'))).toBe(
      'None.json: expected a readable level file, but got no such file',
    );
  });

  it('is refused when it is a folder', () => {
    fs.mkdirSync(path.join(folder, 'A.json'));

    expect(refusal(path.join(folder, 'A.json'))).toBe('A.json: expected a level file, but got a folder');
  });

  it('is refused when it is a pipe, without waiting for its other end', () => {
    const file = path.join(folder, 'pipe.json');
    execFileSync('mkfifo', [file]);

    expect(refusal(file)).toBe('pipe.json: expected a level file, but got a pipe or device');
  });

  it('is refused when it is too large', () => {
    const file = write('A.json', Buffer.alloc(MAX_FILE_BYTES + 1, ' '));

    expect(refusal(file)).toBe(
      `A.json: expected at most ${MAX_FILE_BYTES} bytes, but got ${MAX_FILE_BYTES + 1} bytes`,
    );
  });

  it('is refused when it grows endlessly although its size says nothing', () => {
    expect(() => readLevelFiles('/dev/zero')).toThrow(
      '/dev/zero: expected a level file, but got a pipe or device',
    );
  });

  it('is refused when it is not UTF-8', () => {
    expect(refusal(write('A.json', Buffer.from([0x22, 0xff, 0xfe, 0x22])))).toBe(
      'A.json: expected text in UTF-8, but got other bytes',
    );
  });

  it('makes control characters in its own name harmless', () => {
    expect(refusal(path.join(folder, '\x1b[2J.json'))).toMatch(
      /^\\x1b\[2J\.json: expected a readable level file/,
    );
  });
});

describe('a level file that is not JSON', () => {
  it.each([
    ['empty', '', /^A\.json: expected JSON, but got Unexpected end of JSON input$/],
    ['cut off', '{"name": "A", "actors": [', /^A\.json: .*expected JSON, but got Unexpected end/],
    ['a trailing comma', '{\n  "name": "A",\n}', /^A\.json: line 3, column 1: expected JSON, but got /],
    ['a page of HTML', '<!doctype html>', /^A\.json: .*expected JSON, but got Unexpected token/],
    ['an escape sequence', '{"\x1b[31m', /^A\.json: .*expected JSON, but got [^\x1b]*$/],
  ])('is refused: %s', (_what, content, message) => {
    expect(refusal(write('A.json', content))).toMatch(message);
  });
});

describe('a level file of the wrong shape', () => {
  const level = (changes: object): object => ({ name: 'A', actors: [], ...changes });
  const withActor = (changes: object): object => level({ actors: [actor, { ...actor, ...changes }] });
  const NAME = 'the name of a level: letters, digits, "-" and "_"';
  const LABEL = 'a label of 1 to 128 printable characters';
  const SCRIPT = 'a script module below the script root, without extension, such as "tutorial/timers"';

  it.each<[message: string, content: unknown]>([
    ['expected a level as an object, but got null', null],
    ['expected a level as an object, but got an empty list', []],
    ['expected a level as an object, but got 7', 7],
    [`name: expected ${NAME}, but got nothing`, { actors: [] }],
    [`name: expected ${NAME}, but got ""`, level({ name: '' })],
    [`name: expected ${NAME}, but got "../A"`, level({ name: '../A' })],
    [
      `name: expected ${NAME}, of at most 64 characters, but got "${'A'.repeat(58)}…`,
      level({ name: 'A'.repeat(65) }),
    ],
    ['actors: expected a list of actors, but got nothing', { name: 'A' }],
    ['actors: expected a list of actors, but got an object', level({ actors: {} })],
    ['actors[0]: expected an actor as an object, but got "Luke"', level({ actors: ['Luke'] })],
    ['actors[1].class: expected a class name, such as "Character", but got 5', withActor({ class: 5 })],
    [
      'actors[1].class: expected a class name, such as "Character", but got "A B"',
      withActor({ class: 'A B' }),
    ],
    [`actors[1].label: expected ${LABEL}, but got nothing`, withActor({ label: undefined })],
    [`actors[1].label: expected ${LABEL}, but got " "`, withActor({ label: ' ' })],
    [
      `actors[1].label: expected ${LABEL}, but got "${'x'.repeat(58)}…`,
      withActor({ label: 'x'.repeat(129) }),
    ],
    [
      `actors[1].label: expected ${LABEL}, but got a text of 999 characters`,
      withActor({ label: 'x'.repeat(999) }),
    ],
    [`actors[1].label: expected ${LABEL}, but got "\\u001b[2J"`, withActor({ label: '\u001b[2J' })],
    [`actors[1].label: expected ${LABEL}, but got "\\x9b2J"`, withActor({ label: '\u009b2J' })],
    [`actors[1].label: expected ${LABEL}, but got "\\ud800"`, withActor({ label: '\ud800' })],
    [`actors[1].label: expected ${LABEL}, but got "a\\u202eb"`, withActor({ label: 'a\u202eb' })],
    [`actors[1].script: expected ${SCRIPT}, but got "../main"`, withActor({ script: '../main' })],
    [`actors[1].script: expected ${SCRIPT}, but got "/etc/passwd"`, withActor({ script: '/etc/passwd' })],
    [`actors[1].script: expected ${SCRIPT}, but got "a.js"`, withActor({ script: 'a.js' })],
    [`actors[1].script: expected ${SCRIPT}, but got "a\\\\b"`, withActor({ script: 'a\\b' })],
    [`actors[1].script: expected ${SCRIPT}, but got null`, withActor({ script: null })],
    [
      'actors[1].arguments: expected script arguments as an object, but got an empty list',
      withActor({ arguments: [] }),
    ],
    [
      'actors[1].errorPolicy: expected one of "report", "end-loop", "destroy-actor", but got "EndLoop"',
      withActor({ errorPolicy: 'EndLoop' }),
    ],
    [
      'actors[1].errorPolicy: expected one of "report", "end-loop", "destroy-actor", but got 1',
      withActor({ errorPolicy: 1 }),
    ],
    [
      'actors[1].location: expected a location as [x, y, z] in centimetres, but got a list of 2',
      withActor({ location: [0, 0] }),
    ],
    [
      'actors[1].location[1]: expected a number of centimetres, but got "1"',
      withActor({ location: [0, '1', 0] }),
    ],
    [
      'actors[1].scirpt: expected only the keys class, label, location, script, arguments, errorPolicy, hibernate, batch, autoStart, clock, tickBudget, tickEvenWhenPaused, but got "scirpt"',
      withActor({ scirpt: 'a' }),
    ],
    [
      'actors[1].tickBudget.seconds: expected only the keys steps, milliseconds, but got "seconds"',
      withActor({ tickBudget: { seconds: 1 } }),
    ],
    [
      'actors[1].tickBudget.steps: expected a whole number of steps, 1 to 2147483647, but got 1.5',
      withActor({ tickBudget: { steps: 1.5 } }),
    ],
    [
      'actors[1].clock: expected one of "game", "unpaused", "real", but got "sun"',
      withActor({ clock: 'sun' }),
    ],
    [
      'streamed: expected only the keys name, actors, streamedLevels, but got "streamed"',
      level({ streamed: [] }),
    ],
    ['streamedLevels: expected a list of streamed levels, but got an object', level({ streamedLevels: {} })],
    [
      'streamedLevels[0]: expected a streamed level as an object, but got "B"',
      level({ streamedLevels: ['B'] }),
    ],
    [`streamedLevels[0].level: expected ${NAME}, but got "/B"`, level({ streamedLevels: [{ level: '/B' }] })],
    [
      'streamedLevels[0].visible: expected true or false, but got "yes"',
      level({ streamedLevels: [{ level: 'B', visible: 'yes' }] }),
    ],
    [
      'streamedLevels: expected at most 64 streamed levels, but got a list of 65',
      level({ streamedLevels: Array(65).fill({ level: 'B' }) }),
    ],
  ])('%s', (message, content) => {
    expect(refusal(write('A.json', content)).startsWith(`A.json: ${message}`)).toBe(true);
  });

  it('is refused for more actors than a world holds', () => {
    const file = write('A.json', level({ actors: Array(MAX_ACTORS + 1).fill(0) }));

    expect(refusal(file)).toContain('actors: expected at most 100000 actors, but got a list of 100001');
  });

  it('is refused for a number beyond all numbers', () => {
    const file = write(
      'A.json',
      '{"name":"A","actors":[{"class":"Pawn","label":"P","location":[1e999,0,0]}]}',
    );

    expect(refusal(file)).toBe(
      'A.json: actors[0].location[0]: expected a number of centimetres, but got Infinity',
    );
  });

  it('tells of several problems, a line each, and counts the rest', () => {
    const file = write('A.json', { name: 'A', actors: Array(4).fill({ class: 1, label: 2 }) });

    const lines = refusal(file).split('\n');

    expect(lines).toHaveLength(6);
    expect(lines[0]).toBe('A.json: actors[0].class: expected a class name, such as "Character", but got 1');
    expect(lines[5]).toBe('A.json: … and 3 more');
  });

  it('makes control characters in unknown keys harmless', () => {
    const message = refusal(write('A.json', { name: 'A', actors: [], '\x1b]0;owned\x07': 1 }));

    expect(message).toMatch(/but got "\\x1b\]0;owned\\x07"$/);
    expect(message).not.toContain('\x1b');
  });
});

describe('a hostile level file', () => {
  it('cannot reach the prototype through its arguments', () => {
    const content =
      '{"name":"A","actors":[{"class":"Pawn","label":"P","arguments":{"__proto__":{"port":1}}}]}';

    expect(refusal(write('A.json', content))).toBe(
      'A.json: actors[0].arguments.__proto__: expected another key, but got "__proto__"',
    );
  });

  it('may nest arguments, but not without end', () => {
    const content = (depth: number): string =>
      `{"name":"A","actors":[{"class":"Pawn","label":"P","arguments":{"deep":${nested(depth)}}}]}`;

    expect(namesOf(readLevelFiles(write('A.json', content(20))))).toEqual(['A']);
    expect(refusal(write('A.json', content(MAX_DEPTH)))).toMatch(
      /expected at most 32 levels of nesting, but got more$/,
    );
  });

  it('cannot overflow the stack with brackets', () => {
    expect(refusal(write('A.json', nested(300_000)))).toMatch(
      /expected at most 32 levels of nesting, but got more$/,
    );
  });
});

describe('levels that stream levels', () => {
  const streaming = (name: string, ...levels: string[]): string =>
    write(`${name}.json`, { name, actors: [], streamedLevels: levels.map((level) => ({ level })) });

  it('names the file of a streamed level that is missing', () => {
    expect(refusal(streaming('A', 'B'))).toBe('B.json: expected a readable level file, but got no such file');
  });

  it('names the file of a streamed level that is malformed', () => {
    write('B.json', '{}');

    expect(refusal(streaming('A', 'B'))).toMatch(/^B\.json: name: expected the name of a level/);
  });

  it('refuses a level that streams itself', () => {
    expect(refusal(streaming('A', 'A'))).toBe(
      'A.json: streamedLevels[0].level: expected another level, but got "A", this level itself',
    );
  });

  it('refuses levels that stream each other, and every other nesting', () => {
    streaming('B', 'C', 'A');

    expect(refusal(streaming('A', 'B'))).toBe(
      'B.json: streamedLevels: expected an empty list in a level that is streamed itself, but got C, A',
    );
  });

  it('refuses a level that is streamed twice', () => {
    streaming('B');

    expect(refusal(streaming('A', 'B', 'B'))).toBe(
      'A.json: streamedLevels[1].level: expected each level once, but got "B" again',
    );
  });

  it('refuses a streamed level that goes by another name than its file', () => {
    write('B.json', { name: 'C', actors: [] });

    expect(refusal(streaming('A', 'B'))).toBe(
      'B.json: name: expected "B", as the file is called, but got "C"',
    );
  });
});
