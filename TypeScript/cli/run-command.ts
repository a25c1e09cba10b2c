// SPDX-License-Identifier: MIT
import { statSync } from 'node:fs';
import { resolve } from 'node:path';
import type { GameSummary } from '../hosts/headless/game-types';
import type { LevelFile } from '../hosts/headless/level-file';
import { printable } from '../hosts/headless/printable-text';
import type { ArgumentOverride } from './argument-overrides';
import { BAD_USAGE, FAILED, NOTHING_LEFT } from './exit-codes';
import { onFirstInterrupt } from './interrupts';
import { LineOutput } from './line-output';
import type { LogWriter } from './log-writer';
import { readConsole } from './console-input';

export interface RunOptions {
  readonly seconds?: number;
  readonly fps: number;
  readonly speed: 'real' | 'max';
  readonly log: 'pretty' | 'json';
  readonly port: readonly ArgumentOverride[];
  readonly set: readonly ArgumentOverride[];
  readonly scripts?: string;
  readonly exec: readonly string[];
  readonly editor: boolean;
  readonly console: boolean;
}

/** What keeps the process alive so long after the end is nothing of ours: it is said, not killed. */
const STILL_ALIVE_MS = 2000;

/** Plays a level to its end and sets the exit code. Everything heavy is loaded after the first line is out. */
export async function runCommand(file: string, options: RunOptions, version: string): Promise<void> {
  let quit = (): void => {};
  const errors = new LineOutput(process.stderr);
  const fail = (exitCode: number, message: string): void => {
    process.exitCode = exitCode;
    for (const line of message.split('\n')) errors.line(`error: ${printable(line)}`);
  };
  // Nobody reads the log any more: play ends, as a program on a closed pipe does.
  const output = new LineOutput(process.stdout, () => quit());
  const log = await openLog(options.log, output, version);
  log.begin(file);

  let levels: LevelFile[];
  try {
    levels = await loadLevels(file, options);
  } catch (error) {
    return fail(BAD_USAGE, lineOf(error));
  }
  log.prepare(levels.map(({ definition }) => definition));

  try {
    const { HeadlessGame } = await import('transient-loop/headless');
    const game = new HeadlessGame({
      fps: options.fps,
      speed: options.speed,
      seconds: options.seconds,
      editor: options.editor,
      scriptRoot: options.scripts === undefined ? undefined : resolve(options.scripts),
      onEvent: (event) => log.write(event),
    });
    // The ones that are streamed come first, so that a level knows all it refers to.
    for (const level of [...levels].reverse()) {
      const refusal = refusalOf(() => game.addLevel(level.definition));
      if (refusal !== undefined) return fail(BAD_USAGE, `${level.file}: ${refusal}`);
    }
    quit = () => game.quit();
    let stopConsole = (): void => {};
    const stopListening = onFirstInterrupt(quit);
    try {
      game.start(levels[0]!.definition.name);
      // Once the level is open, as the engine's -ExecCmds.
      for (const command of options.exec) {
        const refusal = refusalOf(() => game.exec(command));
        if (refusal !== undefined) return fail(BAD_USAGE, `--exec: ${refusal}`);
      }
      if (options.console) stopConsole = readConsole((command) => game.exec(command), errors);
      const summary = await game.run();
      const exitCode = exitCodeOf(summary);
      process.exitCode = exitCode;
      log.end(summary, exitCode);
    } finally {
      stopConsole();
      stopListening();
    }
    watchForLeftOvers(errors);
  } catch (error) {
    fail(FAILED, lineOf(error));
  }
}

async function openLog(form: RunOptions['log'], output: LineOutput, version: string): Promise<LogWriter> {
  if (form === 'json') return new (await import('./json-log')).JsonLog(output);
  const { PrettyLog } = await import('./pretty-log');
  const { createColors, isColorSupported } = await import('picocolors');
  // A build server's CI variable makes picocolors colour pipes and files too.
  const wanted = isColorSupported && (process.stdout.isTTY || process.env['FORCE_COLOR'] !== undefined);
  return new PrettyLog(output, createColors(wanted), version);
}

async function loadLevels(file: string, options: RunOptions): Promise<LevelFile[]> {
  const { readLevelFiles } = await import('../hosts/headless/level-file');
  const { overrideArguments } = await import('./argument-overrides');
  const { scripts } = options;
  if (scripts !== undefined && !statSync(scripts, { throwIfNoEntry: false })?.isDirectory()) {
    throw new Error(`--scripts: expected a folder, but got "${scripts}"`);
  }
  return overrideArguments(readLevelFiles(file), [...options.port, ...options.set]);
}

function refusalOf(action: () => void): string | undefined {
  try {
    action();
    return undefined;
  } catch (error) {
    return lineOf(error);
  }
}

function exitCodeOf({ left }: GameSummary): number {
  return Object.values(left).every((count) => count === 0) ? NOTHING_LEFT : FAILED;
}

/** Tells what a script opened by itself and left open; the timer does not keep the process alive. */
function watchForLeftOvers(errors: LineOutput): void {
  setTimeout(() => {
    process.exitCode = FAILED;
    const resources = process.getActiveResourcesInfo().join(', ');
    errors.line(
      `still alive: something outside the world keeps the process going (${resources}); Ctrl-C ends it`,
    );
  }, STILL_ALIVE_MS).unref();
}

function lineOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
