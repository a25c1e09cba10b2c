// SPDX-License-Identifier: MIT
import { describeError, show } from './describe-error';
import { actorName } from './print-program';
import type { Action, Block, Body, Entrant, Program, Statement } from './program';
import type { ActorPort, Coroutine, Handle, LogLine, Machine, Scope, Waitable } from './scope';

/** All that can be seen of a run. */
export interface Trace {
  /** What ran, in order, with the time that its loop showed. */
  readonly steps: readonly string[];
  /** What bodies did after their task counted as ended, task by task. */
  readonly late: readonly string[];
  /** How each task ended. */
  readonly ends: readonly string[];
  /** What was logged, in alphabetical order: reports wait for promise jobs, and their order is no promise. */
  readonly log: readonly string[];
}

const FLAGS = 3;

/** One run of a program on one machine. */
export class ProgramRun {
  readonly steps: string[] = [];
  readonly problems: string[] = [];
  private readonly late: string[] = [];
  private readonly handles: Handle[] = [];
  /** Which actor each of them belongs to. */
  private readonly actorsOfHandles = new Map<Handle, ActorPort>();
  private readonly flags: boolean[] = new Array<boolean>(FLAGS).fill(false);
  private readonly names = new Map<string, number>();
  private readonly actors: ActorPort[] = [];
  private readonly open = new Map<string, number>();
  private factor = 1;
  private isPaused = false;

  constructor(private readonly machine: Machine) {}

  /** Plays the whole program; stops wherever promise jobs are to run. */
  *play(program: Program): Generator<void, void, void> {
    for (const main of program.mains) yield* this.begin(main);
    for (const action of program.actions) yield* this.act(action);
    for (const actor of this.actors) {
      actor.end('quit');
      yield;
    }
    const { tasks, timers } = this.machine.left();
    if (tasks !== 0 || timers !== 0) this.problems.push(`left at the end: ${tasks} tasks, ${timers} timers`);
    for (const [name, count] of this.open) {
      if (count !== 0) this.problems.push(`"${name}" was entered, but left ${1 - count} times`);
    }
  }

  get trace(): Trace {
    return {
      steps: this.steps,
      late: [...this.late].sort((a, b) => (nameOf(a) < nameOf(b) ? -1 : nameOf(a) > nameOf(b) ? 1 : 0)),
      ends: this.handles.map((task) => endOf(task)),
      log: this.machine.log
        .filter(({ event }) => event !== 'task.await-cycle')
        .map(logLine)
        .sort(),
    };
  }

  // ── from outside ───────────────────────────────────────────────────────────────────────────────────────

  private *begin(main: Body): Generator<void, void, void> {
    const name = actorName(this.actors.length);
    const actor = this.machine.actor(name, this.coroutine(main, name));
    this.actors.push(actor);
    actor.begin();
    yield;
  }

  private *act(action: Action): Generator<void, void, void> {
    switch (action.act) {
      case 'frame':
        for (const actor of [...this.actors]) {
          if (actor.isRunning) yield* actor.tick(action.seconds * this.factor, this.isPaused);
        }
        return;
      case 'pause':
        this.isPaused = action.paused;
        return;
      case 'dilate':
        this.factor = action.factor;
        return;
      case 'set':
        this.flags[action.flag % FLAGS] = true;
        return;
      case 'cancel': {
        const task = this.pick(action.task);
        if (task === undefined) return;
        this.actorsOfHandles.get(task)!.cancel(task);
        yield;
        return;
      }
      case 'end':
        this.actors[action.loop % this.actors.length]!.end(action.reason);
        yield;
        return;
      case 'begin':
        yield* this.begin(action.body);
    }
  }

  private pick(task: number): Handle | undefined {
    return this.handles.length === 0 ? undefined : this.handles[task % this.handles.length];
  }

  private actorOf(name: string): ActorPort {
    return this.actors[name.charCodeAt(0) - 65]!;
  }

  // ── coroutines ─────────────────────────────────────────────────────────────────────────────────────────

  private coroutine(body: Body, name: string): Coroutine {
    const { machine } = this;
    const run = this;
    return machine.body(name, body.kind, function* (self) {
      run.watch(self.task, name);
      run.note(self, name, 'enters');
      run.open.set(name, 1);
      try {
        yield* run.block(self, body.statements, name, []);
        return `what ${name} returns`;
      } finally {
        run.open.set(name, run.open.get(name)! - 1);
        run.note(self, name, 'leaves');
      }
    });
  }

  private *block(
    self: Scope,
    block: Block,
    name: string,
    kept: Waitable[],
  ): Generator<unknown, boolean, unknown> {
    for (const statement of block) {
      const isOver = yield* this.statement(self, statement, name, kept);
      if (isOver) return true;
    }
    return false;
  }

  /** Runs one statement; true if the body is to return. */
  private *statement(
    self: Scope,
    statement: Statement,
    name: string,
    kept: Waitable[],
  ): Generator<unknown, boolean, unknown> {
    const number = statement.number!;
    this.note(self, name, `${number}`);
    switch (statement.do) {
      case 'sleep':
        yield* self.sleep(statement.seconds);
        return false;
      case 'ticks':
        yield* self.ticks(statement.count);
        return false;
      case 'until':
        yield* self.until(() => this.flags[statement.flag % FLAGS]!);
        return false;
      case 'set':
        this.flags[statement.flag % FLAGS] = true;
        return false;
      case 'keep':
        kept.push(self.sleep(statement.seconds));
        return false;
      case 'keepTicks':
        kept.push(self.ticks(statement.count));
        return false;
      case 'await':
        if (kept.length > 0) yield* kept[statement.wait % kept.length]!;
        return false;
      case 'spawn':
      case 'detach': {
        const child = this.named(name, number);
        const body = this.coroutine(statement.body, child);
        this.watch(self[statement.do](body, { name: child, ...given(statement.options) }), child);
        return false;
      }
      case 'scope':
      case 'uncancellable': {
        const child = this.named(name, number);
        const section = self[statement.do](this.coroutine(statement.body, child), { name: child });
        yield* this.result(self, section, child, number, statement.awaited);
        return false;
      }
      case 'timeout': {
        const child = this.named(name, number);
        const entrant = this.entrant(self, statement.entrant, child);
        const group = self.timeout(statement.seconds, entrant, { name: child });
        yield* this.result(self, group, child, number, statement.awaited);
        return false;
      }
      case 'group': {
        const child = this.named(name, number);
        const entrants = statement.entrants.map((entrant, place) =>
          this.entrant(self, entrant, `${child}.${place}`),
        );
        yield* this.result(self, self[statement.group](entrants), child, number, statement.awaited);
        return false;
      }
      case 'cleanup':
        self.cleanup(this.coroutine(statement.body, this.named(name, number)));
        return false;
      case 'join': {
        const value = yield* self.join(this.pick(statement.task)!);
        this.note(self, name, `${number} got ${show(value)}`);
        return false;
      }
      case 'cancel':
        this.pick(statement.task)!.cancel(statement.reason);
        return false;
      case 'throw':
        throw new Error(`${name} ${number}`);
      case 'return':
        return true;
      case 'destroy':
        this.actorOf(name).end('destroyed');
        return false;
      case 'stubborn':
        for (let left = statement.times; left > 0; left -= 1) {
          try {
            yield* self.sleep(statement.seconds);
          } finally {
            this.note(self, name, `${number} again`);
            continue;
          }
        }
        return false;
      case 'try':
        return yield* this.attempt(self, statement, name, kept);
    }
  }

  private *attempt(
    self: Scope,
    { number, body, handler, last }: Extract<Statement, { do: 'try' }>,
    name: string,
    kept: Waitable[],
  ): Generator<unknown, boolean, unknown> {
    let isOver = false;
    try {
      isOver = yield* this.block(self, body, name, kept);
    } catch (error) {
      if (handler === null) throw error;
      this.note(self, name, `${number!} caught ${describeError(error)}`);
      isOver = yield* this.block(self, handler, name, kept);
    } finally {
      if (last !== null) {
        this.note(self, name, `${number!} finally`);
        yield* this.block(self, last, name, kept);
      }
    }
    return isOver;
  }

  private *result(
    self: Scope,
    task: Handle,
    name: string,
    number: number,
    isAwaited: boolean,
  ): Generator<unknown, void, unknown> {
    // A body that has to end is given a wait that is no task.
    if ('onDone' in task) this.watch(task, name);
    if (!isAwaited) return;
    const value = yield* task;
    this.note(self, name, `${number} got ${show(value)}`);
  }

  private entrant(self: Scope, entrant: Entrant, name: string): Coroutine | Waitable {
    if ('body' in entrant) return this.coroutine(entrant.body, name);
    if ('seconds' in entrant) return self.sleep(entrant.seconds);
    return 'ticks' in entrant ? self.ticks(entrant.ticks) : this.pick(entrant.task)!;
  }

  /** A name that no other task has: of the task that made it, and the statement. */
  private named(parent: string, number: number): string {
    const name = `${parent}/${number}`;
    const times = (this.names.get(name) ?? 0) + 1;
    this.names.set(name, times);
    return times === 1 ? name : `${name}×${times}`;
  }

  private watch(task: Handle, name: string): void {
    if (this.handles.includes(task)) return;
    this.handles.push(task);
    this.actorsOfHandles.set(task, this.actorOf(name));
    task.onDone(({ state, cancelReason }) => this.steps.push(`${name} is ${state} ${cancelReason ?? ''}`));
  }

  private note(self: Scope, name: string, what: string): void {
    const { state } = self.task;
    const isOver = state === 'succeeded' || state === 'failed' || state === 'cancelled';
    if (isOver) this.late.push(`${name}: ${what}`);
    else this.steps.push(`${name}: ${what} @${self.now}`);
  }
}

function given(options: object): object {
  return Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined));
}

function nameOf(line: string): string {
  return line.slice(0, line.indexOf(':'));
}

function endOf(task: Handle): string {
  const by = task.cancelledBy === undefined ? '' : ` by ${task.cancelledBy}`;
  const why = task.cancelReason === undefined ? '' : ` because ${task.cancelReason}${by}`;
  const error = task.state === 'failed' ? ` with ${describeError(task.error)}` : '';
  const result = task.state === 'succeeded' ? ` with ${show(task.result)}` : '';
  return `${task.name}: ${task.state}${why}${error}${result}`;
}

function logLine({ event, task, handled }: LogLine): string {
  return `${event} ${task ?? ''}${handled === undefined ? '' : handled ? ' handled' : ' unhandled'}`;
}
