// SPDX-License-Identifier: MIT
import { InvalidArgumentError } from 'commander';
import type { ArgumentOverride } from './argument-overrides';

/** Longer game time than this cannot be counted in frames of a double. */
const MAX_SECONDS = 1e9;

export function secondsOption(text: string): number {
  return numberOption(text, `a number of seconds above 0`, (value) => value > 0 && value <= MAX_SECONDS);
}

/** Below 3 the world's limit of 0.4 s a frame would make game time run slow. */
export function fpsOption(text: string): number {
  return numberOption(text, 'a number from 3 to 1000', (value) => value >= 3 && value <= 1000);
}

/** Reads `actor=number`. */
export function portOption(text: string): ArgumentOverride {
  const [actor, port] = splitAt(text, text.lastIndexOf('='), 'actor=number, such as "spawn-server=9000"');
  const value = numberOption(
    port,
    'a port from 0 to 65535',
    (number) => Number.isInteger(number) && number >= 0 && number <= 65535,
  );
  return { option: `--port ${text}`, actor, argument: 'port', value };
}

/** Reads `actor.argument=value`; the actor's name may hold dots, the value anything. */
export function overrideOption(text: string): ArgumentOverride {
  const form = 'actor.argument=value, such as "timers.short=0.5"';
  const [target, value] = splitAt(text, text.indexOf('='), form);
  const [actor, argument] = splitAt(target, target.lastIndexOf('.'), form);
  if (!/^[A-Za-z]\w*$/.test(argument)) throw new InvalidArgumentError(`Expected ${form}.`);
  return { option: `--set ${text}`, actor, argument, value: jsonOrText(value) };
}

/** Makes an option that may be given several times. */
export function collect<T>(read: (text: string) => T): (text: string, previous: readonly T[]) => T[] {
  return (text, previous) => [...previous, read(text)];
}

function numberOption(text: string, expected: string, fits: (value: number) => boolean): number {
  const value = text.trim() === '' ? NaN : Number(text);
  if (!fits(value)) throw new InvalidArgumentError(`Expected ${expected}.`);
  return value;
}

function splitAt(text: string, place: number, expected: string): [string, string] {
  if (place <= 0) throw new InvalidArgumentError(`Expected ${expected}.`);
  return [text.slice(0, place), text.slice(place + 1)];
}

function jsonOrText(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
