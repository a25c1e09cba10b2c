// SPDX-License-Identifier: MIT
import { overrideArguments, OverrideError } from '../../TypeScript/cli/argument-overrides';
import { fpsOption, overrideOption, portOption, secondsOption } from '../../TypeScript/cli/option-values';
import type { PlacedActor } from '../../TypeScript/hosts/headless/game-types';
import type { LevelFile } from '../../TypeScript/hosts/headless/level-file';

function levelWith(...actors: Partial<PlacedActor>[]): LevelFile[] {
  const placed = actors.map((actor) => ({ class: 'Actor', label: 'someone', ...actor }));
  return [{ file: 'A.json', definition: { name: 'A', actors: placed, streamedLevels: [] } }];
}

function argumentsOf(levels: readonly LevelFile[]): unknown[] {
  return levels.flatMap(({ definition }) => definition.actors.map((actor) => actor.arguments));
}

describe('overrideArguments', () => {
  it('replaces an argument and keeps the others', () => {
    const levels = levelWith({
      label: 'server',
      script: 'tutorial/spawn-server',
      arguments: { port: 8885, motd: 'hi' },
    });

    const changed = overrideArguments(levels, [portOption('server=9000')]);

    expect(argumentsOf(changed)).toEqual([{ port: 9000, motd: 'hi' }]);
    expect(argumentsOf(levels)).toEqual([{ port: 8885, motd: 'hi' }]);
  });

  it.each(['tutorial/spawn-server', 'spawn-server'])('finds actors by the script %s', (name) => {
    const levels = levelWith(
      { label: 'a', script: 'tutorial/spawn-server' },
      { label: 'b', script: 'tutorial/timers' },
    );

    expect(argumentsOf(overrideArguments(levels, [portOption(`${name}=0`)]))).toEqual([
      { port: 0 },
      undefined,
    ]);
  });

  it('prefers the label to the script', () => {
    const levels = levelWith({ label: 'timers', script: 'x' }, { label: 'b', script: 'timers' });

    expect(argumentsOf(overrideArguments(levels, [overrideOption('timers.n=1')]))).toEqual([
      { n: 1 },
      undefined,
    ]);
  });

  it('lets the last one win', () => {
    const levels = levelWith({ label: 'a', script: 'x' });

    expect(argumentsOf(overrideArguments(levels, [portOption('a=1'), overrideOption('a.port=2')]))).toEqual([
      { port: 2 },
    ]);
  });

  it('names the actors there are when none fits', () => {
    const levels = levelWith({ label: 'a', script: 'x' }, { label: 'no script' });

    expect(() => overrideArguments(levels, [portOption('no script=1')])).toThrow(
      new OverrideError('--port no script=1: expected an actor with a script (a), but got "no script"'),
    );
  });
});

describe('overrideOption', () => {
  it.each<[text: string, actor: string, argument: string, value: unknown]>([
    ['a.b=1.5', 'a', 'b', 1.5],
    ['a.b=true', 'a', 'b', true],
    ['a.b=word', 'a', 'b', 'word'],
    ['a.b=', 'a', 'b', ''],
    ['a.b=007', 'a', 'b', '007'],
    ['a.b="5"', 'a', 'b', '5'],
    ['a.b=x=y.z', 'a', 'b', 'x=y.z'],
    ['Mr. A.b=[1]', 'Mr. A', 'b', [1]],
  ])('reads %s', (text, actor, argument, value) => {
    expect(overrideOption(text)).toEqual({ option: `--set ${text}`, actor, argument, value });
  });

  it.each(['', 'a', 'a.b', '=1', 'a=1', '.b=1', 'a.=1', 'a.__proto__=1', 'a.b c=1'])(
    'refuses "%s"',
    (text) => {
      expect(() => overrideOption(text)).toThrow('Expected actor.argument=value');
    },
  );
});

describe('portOption', () => {
  it.each(['', '9000', '=9000'])('refuses "%s"', (text) => {
    expect(() => portOption(text)).toThrow('Expected actor=number');
  });

  it.each(['a=', 'a=x', 'a=-1', 'a=65536', 'a=1.5', 'a= '])('refuses "%s"', (text) => {
    expect(() => portOption(text)).toThrow('Expected a port from 0 to 65535.');
  });
});

describe('number options', () => {
  it('take numbers within their bounds', () => {
    expect([secondsOption('0.5'), secondsOption('1e3'), fpsOption('3'), fpsOption('29.97')]).toEqual([
      0.5, 1000, 3, 29.97,
    ]);
  });

  it.each(['', ' ', '0', '-1', 'NaN', 'Infinity', '1e10', '5s'])('refuse --seconds "%s"', (text) => {
    expect(() => secondsOption(text)).toThrow('Expected a number of seconds above 0.');
  });

  it.each(['', '0', '2', '1001', 'sixty'])('refuse --fps "%s"', (text) => {
    expect(() => fpsOption(text)).toThrow('Expected a number from 3 to 1000.');
  });
});
