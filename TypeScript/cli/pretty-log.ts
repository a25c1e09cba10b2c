// SPDX-License-Identifier: MIT
import type { createColors } from 'picocolors';
import type { GameSummary, LevelDefinition, WorldEvent } from '../hosts/headless/game-types';
import { clip, printable } from '../hosts/headless/printable-text';
import type { LineOutput } from './line-output';
import type { LogWriter } from './log-writer';
import { summaryBox } from './summary-box';

export type Colors = ReturnType<typeof createColors>;
type Paint = (text: string) => string;

const TIME_WIDTH = 8;
/** A column grows with what it has to show, up to here. */
const MAX_COLUMN = 26;
const MAX_STACK_LINES = 4;
const MAX_ACTOR_COLOURS = 4096;
const MAX_ACTORS_MEASURED = 100;

/** The log as a person enjoys it: columns for time, level, actor and script, a colour for each actor. */
export class PrettyLog implements LogWriter {
  private readonly widths = { level: 0, actor: 0, origin: 0 };
  private readonly palette: readonly Paint[];
  private readonly actorColours = new Map<string, Paint>();

  constructor(
    private readonly output: LineOutput,
    private readonly colors: Colors,
    private readonly version: string,
  ) {
    const {
      cyan,
      green,
      yellow,
      magenta,
      blue,
      cyanBright,
      greenBright,
      yellowBright,
      magentaBright,
      blueBright,
    } = colors;
    this.palette = [
      cyan,
      yellow,
      green,
      magenta,
      blue,
      cyanBright,
      yellowBright,
      greenBright,
      magentaBright,
      blueBright,
    ];
  }

  begin(file: string): void {
    const { bold, dim } = this.colors;
    this.output.line(
      `${bold('TransientLoop')} ${this.version}${dim(` · ${printable(file)} · Ctrl-C ends play`)}\n`,
    );
  }

  /** Makes the columns wide enough for what is known already, so that they stay where they are. */
  prepare(levels: readonly LevelDefinition[]): void {
    for (const { name, actors } of levels) {
      this.column('level', name);
      for (const { label, script } of actors.slice(0, MAX_ACTORS_MEASURED)) {
        this.column('actor', label);
        this.column('origin', originOf({ script, task: 'a short name' }));
      }
    }
  }

  write(event: WorldEvent): void {
    const { dim } = this.colors;
    const paint = this.paintOf(event);
    const [first = '', ...more] = this.messageOf(event);
    const time = event.time.toFixed(3).padStart(TIME_WIDTH);
    const columns = [
      dim(time),
      dim(this.column('level', event.level ?? '')),
      (event.actor === undefined ? dim : this.colourOf(event.actor))(this.column('actor', event.actor ?? '')),
      dim(this.column('origin', originOf(event))),
    ];
    // Not below the message: a picture would not fit there. The bar keeps it from passing for a line of the log.
    const indent = ' '.repeat(TIME_WIDTH + 2) + dim('│ ');
    this.output.line([...columns, paint(first)].join('  '));
    for (const line of more) this.output.line(indent + paint(line));
    for (const line of stackOf(event)) this.output.line(indent + dim(line));
  }

  end(summary: GameSummary, exitCode: number): void {
    this.output.line(`\n${summaryBox(summary, exitCode, this.colors)}`);
  }

  private column(name: 'level' | 'actor' | 'origin', text: string): string {
    const shown = clip(printable(text), MAX_COLUMN);
    this.widths[name] = Math.max(this.widths[name], shown.length);
    return shown.padEnd(this.widths[name]);
  }

  private messageOf({ event, severity, message }: WorldEvent): string[] {
    const mark = severity === 'error' ? '✗ ' : severity === 'warning' ? '! ' : '';
    const what = event === 'task.failed' ? 'failed: ' : '';
    return `${mark}${what}${message}`.split('\n').map(printable);
  }

  private paintOf({ event, severity }: WorldEvent): Paint {
    const { red, yellow, bold, dim } = this.colors;
    if (severity === 'error') return red;
    if (severity === 'warning') return yellow;
    if (event === 'log') return (text) => text;
    return event === 'listening' || event === 'actor.spawned' ? bold : dim;
  }

  private colourOf(actor: string): Paint {
    let colour = this.actorColours.get(actor);
    if (colour !== undefined) return colour;
    if (this.actorColours.size >= MAX_ACTOR_COLOURS) this.actorColours.clear();
    colour = this.palette[this.actorColours.size % this.palette.length]!;
    this.actorColours.set(actor, colour);
    return colour;
  }
}

/** `timers › every 3 s`: the last part of the script's name, and the task unless it is the main one. */
function originOf({ script, task }: Pick<WorldEvent, 'script' | 'task'>): string {
  if (script === undefined) return task ?? '';
  const name = script.slice(script.lastIndexOf('/') + 1);
  return task === undefined || task === 'main' ? name : `${name} › ${task}`;
}

/** The lines of an error's stack that lie in the user's own code. */
function stackOf({ severity, fields }: WorldEvent): string[] {
  const stack = fields?.['stack'];
  if (severity !== 'error' || typeof stack !== 'string') return [];
  return stack
    .split('\n')
    .filter((line) => /^\s+at /.test(line) && !/node:|node_modules|[\\/](core|dist)[\\/]/.test(line))
    .slice(0, MAX_STACK_LINES)
    .map((line) => printable(line.trim()));
}
