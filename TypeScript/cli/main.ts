#!/usr/bin/env node
// SPDX-License-Identifier: MIT
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Command, CommanderError, Option } from 'commander';
import { collect, fpsOption, overrideOption, portOption, secondsOption } from './option-values';
import { BAD_USAGE } from './exit-codes';
import { runCommand, type RunOptions } from './run-command';

/** Reads the command line. Whatever happens, the process ends by itself once nothing is left to do. */
async function main(argv: readonly string[]): Promise<void> {
  const { version } = JSON.parse(readFileSync(join(__dirname, '../../package.json'), 'utf8')) as {
    version: string;
  };
  const program = new Command('transient-loop')
    .description('Runs worlds of actors without Unreal, each actor on an event loop of its own.')
    .version(version)
    .showHelpAfterError('(--help lists what there is)')
    .showSuggestionAfterError()
    .exitOverride();
  program
    .command('run')
    .description('Plays a level until it ends, or until Ctrl-C.')
    .argument('<level.json>', 'the level file; levels that it streams stand beside it')
    .addOption(new Option('--seconds <n>', 'end after so many seconds of game time').argParser(secondsOption))
    .addOption(new Option('--fps <n>', 'frames a second').argParser(fpsOption).default(60))
    .addOption(
      new Option('--speed <speed>', 'real: as the clock goes; max: as fast as possible')
        .choices(['real', 'max'])
        .default('real'),
    )
    .addOption(
      new Option('--log <form>', 'what is written to stdout').choices(['pretty', 'json']).default('pretty'),
    )
    .addOption(
      new Option(
        '--port <actor=n>',
        'set the argument "port" of an actor, by its label or script; 0 takes a free one',
      )
        .argParser(collect(portOption))
        .default([], 'as the level says'),
    )
    .addOption(
      new Option('--set <actor.argument=value>', 'set any script argument; the value is JSON, or else text')
        .argParser(collect(overrideOption))
        .default([], 'as the level says'),
    )
    .addOption(
      new Option('--exec <command>', 'a console command to do at the start, such as "TransientLoop.List"')
        .argParser((command: string, before: readonly string[]) => [...before, command])
        .default([], 'none'),
    )
    .option('--console', 'do each line of stdin as a console command', false)
    .option('--editor', 'open the level as an editor does: nothing plays, scripts run on the hub', false)
    .option('--scripts <folder>', 'where script modules are looked up (default: Content/JavaScript/game)')
    .addHelpText('after', EXIT_CODES)
    .action((level: string, options: RunOptions) => runCommand(level, options, version));
  try {
    await program.parseAsync(argv);
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    // Commander has written its message already.
    process.exitCode = error.exitCode === 0 ? 0 : BAD_USAGE;
  }
}

const EXIT_CODES = `
Exit code: 0 nothing was left behind, 1 something was or the run failed, 2 bad usage or a bad level file.

Examples:
  transient-loop run Content/Levels/Tutorial.json
  transient-loop run Content/Levels/Tutorial.json --port spawn-server=9000 --set timers.short=0.5
  transient-loop run Content/Levels/Tutorial.json --seconds 60 --speed max --log json
  transient-loop run Content/Levels/Tutorial.json --editor --exec "TransientLoop.Run tutorial/spawn-server"`;

void main(process.argv);
