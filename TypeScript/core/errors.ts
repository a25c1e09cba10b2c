// SPDX-License-Identifier: MIT

/** Who an error belongs to, as far as it is known. */
export interface ErrorOwner {
  readonly actor?: string;
  readonly script?: string;
  readonly task?: string;
}

/** The family of all errors this library throws; match on {@link LoopError.code}, which stays the same. */
export class LoopError extends Error {
  override readonly name: string = 'LoopError';
  /** Names of actor, script and task; the loop fills them in when it reports the error. */
  owner: ErrorOwner = {};

  constructor(
    readonly code: string,
    message: string,
    readonly cause?: unknown,
  ) {
    super(message);
  }
}

/** You used a loop, or something that belongs to one, after it ended. */
export class LoopEndedError extends LoopError {
  override readonly name = 'LoopEndedError';

  constructor(
    readonly actor: string,
    readonly reason: string,
  ) {
    super('LOOP_ENDED', `Expected a live loop for actor "${actor}", but it ended: ${reason}`);
  }
}

/** You used the scope of a task that is over, while its loop lives on. */
export class ScopeClosedError extends LoopError {
  override readonly name = 'ScopeClosedError';

  constructor(task: string, state: string) {
    super('SCOPE_CLOSED', `Expected a running task, but "${task}" is ${state}`);
  }
}

/** You wanted a task to belong to something that there is not where you are, or that is ending. */
export class NoScopeError extends LoopError {
  override readonly name = 'NoScopeError';

  constructor(owner: string, scope: string) {
    super('NO_SCOPE', `Expected "${owner}" to have a ${scope} that lives, but it has none`);
  }
}

/** The task was cancelled. Not an error of the task itself: an ordinary one in whoever waited for it. */
export class TaskCancelledError extends LoopError {
  override readonly name = 'TaskCancelledError';

  /** @param by - name of the task that asked; undefined for the engine */
  constructor(
    readonly task: string,
    readonly reason: string,
    readonly by?: string | undefined,
  ) {
    super('TASK_CANCELLED', `Task "${task}" was cancelled: ${reason}`);
  }
}

/** The task did not end within the time it was given. */
export class TimeoutError extends LoopError {
  override readonly name = 'TimeoutError';

  constructor(
    readonly task: string,
    readonly seconds: number,
  ) {
    super('TIMEOUT', `Expected "${task}" to end within ${seconds} s, but it did not`);
  }
}

/** A task that was started ended before it said that it was ready. */
export class NotReadyError extends LoopError {
  override readonly name = 'NotReadyError';

  constructor(task: string) {
    super('NOT_READY', `Expected "${task}" to call ready(), but it ended without`);
  }
}

/** The channel is closed, and empty. */
export class ChannelClosedError extends LoopError {
  override readonly name = 'ChannelClosedError';

  /** @param cause - what the channel was closed with, if it was closed with an error */
  constructor(channel: string, cause?: unknown) {
    super('CHANNEL_CLOSED', `Expected an open ${channel}, but it is closed`, cause);
  }
}

/** The channel had no room, and was told to fail then. */
export class ChannelFullError extends LoopError {
  override readonly name = 'ChannelFullError';

  constructor(channel: string, capacity: number) {
    super('CHANNEL_FULL', `Expected room in ${channel}, but all ${capacity} places are taken`);
  }
}

/** A task wanted a lock that it has itself. */
export class AlreadyLockedError extends LoopError {
  override readonly name = 'AlreadyLockedError';

  constructor(task: string, mutex: string) {
    super('ALREADY_LOCKED', `Expected ${mutex} to be free or another task's, but "${task}" holds it itself`);
  }
}

/** What was awaited belongs to a loop that ended. */
export class OwnerEndedError extends LoopError {
  override readonly name = 'OwnerEndedError';

  constructor(
    readonly task: string,
    readonly reason: string,
  ) {
    super('OWNER_ENDED', `Expected "${task}" to finish, but its loop ended: ${reason}`);
  }
}

/** An argument is of the wrong kind. */
export class ArgumentError extends LoopError {
  override readonly name = 'ArgumentError';

  constructor(what: string, expected: string, came: unknown) {
    super('ARGUMENT', `${what}: expected ${expected}, but got ${describe(came)}`);
  }
}

/** The script cannot be used as one: it is missing, threw while loading, or exports something else. */
export class ScriptError extends LoopError {
  override readonly name = 'ScriptError';

  constructor(script: string, expected: string, came: string, cause?: unknown) {
    super('SCRIPT', `Script "${script}": expected ${expected}, but ${came}`, cause);
  }
}

/** A generator yielded, or an async function awaited, something that the loop cannot wait for. */
export class NotAWaitError extends LoopError {
  override readonly name = 'NotAWaitError';

  constructor(came: unknown) {
    super(
      'NOT_A_WAIT',
      `Expected "yield*" of a wait (self.sleep, self.nextTick, self.until, a task …), but got ${describe(came)}`,
    );
  }
}

/** A task whose body swallowed its end again and again was given up. */
export class TaskAbandonedError extends LoopError {
  override readonly name = 'TaskAbandonedError';

  constructor(task: string, refusals: number) {
    super(
      'TASK_ABANDONED',
      `Task "${task}" went on waiting after it was told to end, and was given up after ${refusals} refusals`,
    );
  }
}

/** The host has no threads to run a function in. */
export class OffloadUnavailableError extends LoopError {
  override readonly name = 'OffloadUnavailableError';

  constructor(module: string) {
    super(
      'OFFLOAD_UNAVAILABLE',
      `Expected worker threads to run "${module}" in, but this host has none: self.offload works in the headless host only`,
    );
  }
}

/** A function that ran in another thread failed, or its thread did. Message and stack are those it failed with. */
export class OffloadError extends LoopError {
  override readonly name = 'OffloadError';

  constructor(
    /** The module of the function. */
    readonly module: string,
    message: string,
    cause?: unknown,
  ) {
    super('OFFLOAD_FAILED', message, cause);
  }
}

/** The object of the engine that something was awaited of has ended, or is destroyed. */
export class ObjectEndedError extends LoopError {
  override readonly name = 'ObjectEndedError';

  /** @param what - what belonged to it */
  constructor(what: string, cause?: unknown) {
    super('OBJECT_ENDED', `Expected a live object behind ${what}, but it has ended`, cause);
  }
}

/** What was called needs an engine, and this host has none. */
export class EngineUnavailableError extends LoopError {
  override readonly name = 'EngineUnavailableError';

  constructor(what: string) {
    super('ENGINE_UNAVAILABLE', `Expected an engine behind ${what}, but there is none`);
  }
}

/** A latent action of the engine ended without going on. */
export class LatentAbortedError extends LoopError {
  override readonly name = 'LatentAbortedError';

  constructor(action: string, why: string) {
    super('LATENT_ABORTED', `Expected ${action} to go on, but ${why}`);
  }
}

/** An async action of the engine said that it has failed. */
export class AsyncActionError extends LoopError {
  override readonly name = 'AsyncActionError';

  constructor(
    /** The name of the delegate that said so. */
    readonly pin: string,
    /** What it was called with. */
    readonly values: readonly unknown[],
  ) {
    super('ASYNC_ACTION_FAILED', `Expected the async action to succeed, but it called ${pin}`);
  }
}

/** A delegate has one place only, and something else has it. */
export class DelegateTakenError extends LoopError {
  override readonly name = 'DelegateTakenError';

  /** @param holder - name of the task that has it, if it is one */
  constructor(delegate: string, holder?: string) {
    const who = holder === undefined ? 'something that is no task' : `task "${holder}"`;
    super('DELEGATE_TAKEN', `Expected a free place in ${delegate}, which has one only, but ${who} has it`);
  }
}

/** An error that is kept: V8 holds on to all that was on the stack until the stack is read. */
export function lasting<E extends Error>(error: E): E {
  void error.stack;
  return error;
}

/** Says in a few words what a value is, for error messages. */
export function describe(value: unknown): string {
  if (value === null || value === undefined) return String(value);
  if (typeof value === 'string') return JSON.stringify(value.length > 60 ? `${value.slice(0, 60)}…` : value);
  if (typeof value === 'function') return `function ${value.name || '(anonymous)'}`;
  if (typeof value === 'object') return `an object of ${constructorName(value)}`;
  const primitive = value as boolean | number | bigint | symbol;
  return `${typeof primitive} ${String(primitive)}`;
}

/** Reads any thrown value as a message, without ever throwing itself. */
export function messageOf(error: unknown): string {
  try {
    if (error instanceof Error) return error.message || error.name;
    return typeof error === 'string' ? error : describe(error);
  } catch {
    return 'an error that cannot be printed';
  }
}

function constructorName(value: object): string {
  const constructor: unknown = (value as { constructor?: unknown }).constructor;
  return typeof constructor === 'function' && constructor.name ? constructor.name : 'no class';
}
