// SPDX-License-Identifier: MIT
/// <reference types="node" />
import { NEVER, Observable, catchError, concat, filter, finalize, map, of, throwError } from 'rxjs';
import { hasRedisDriver } from 'transient-loop/net';
import { ProgramError, runProgram } from './program';

/** Which Redis the demo has. */
export interface RedisChoice {
  readonly choice: 'REDIS_URL' | 'redis-server' | 'stand-in';
  readonly url: string;
  /** For people: where it is, without a password. */
  readonly text: string;
}

/** Scheme of the URLs that the headless host's stand-in serves. */
const STAND_IN = 'stand-in';

/**
 * Chooses a Redis for each subscriber: the one that `REDIS_URL` names, else a `redis-server` of this machine, started for the
 * occasion, else the stand-in in this process. Emits it when it is ready; never completes.
 *
 * **Cancellation:** unsubscribing ends what was started for it.
 * @throws {ProgramError} as the stream's error if there is none of the three, or the server ends by itself
 */
export function chooseRedis(): Observable<RedisChoice> {
  return new Observable<RedisChoice>((subscriber) => {
    const { env } = require('node:process') as typeof import('node:process');
    const url = env['REDIS_URL'];
    const chosen =
      url !== undefined && url !== ''
        ? stays({ choice: 'REDIS_URL', url, text: 'Redis: the server that REDIS_URL names' })
        : startServer().pipe(catchError(standIn));
    return chosen.subscribe(subscriber);
  });
}

/** A server of our own on a unix socket, which nobody else can have taken, in a folder that is gone with it. */
function startServer(): Observable<RedisChoice> {
  return new Observable<RedisChoice>((subscriber) => {
    const { mkdtempSync, rmSync } = require('node:fs') as typeof import('node:fs');
    const { tmpdir } = require('node:os') as typeof import('node:os');

    const folder = mkdtempSync(`${tmpdir()}/transient-loop-redis-`);
    const socket = `${folder}/redis.sock`;
    const keepsNothing = ['--save', '', '--appendonly', 'no'];
    const args = [
      '--port',
      '0',
      '--unixsocket',
      socket,
      '--dir',
      folder,
      '--daemonize',
      'no',
      ...keepsNothing,
    ];
    const isReady = (line: string): boolean => line.includes('eady to accept connections');
    // A server that ends in order has ended all the same.
    const ended = throwError(
      () => new ProgramError('Expected "redis-server" to go on, but somebody ended it'),
    );
    const server = concat(runProgram('redis-server', ...args), ended);
    const ready = server.pipe(
      filter(isReady),
      map((): RedisChoice => {
        const text = `Redis: a redis-server of this machine, started for this game at ${socket}`;
        return { choice: 'redis-server', url: `unix://${socket}`, text };
      }),
      finalize(() => rmSync(folder, { recursive: true, force: true })),
    );
    return ready.subscribe(subscriber);
  });
}

function standIn(error: unknown): Observable<RedisChoice> {
  const isMissing = error instanceof ProgramError && error.isMissing;
  if (!isMissing || !hasRedisDriver(STAND_IN)) return throwError(() => error);
  const text =
    'Redis: a stand-in in this process, because REDIS_URL is not set and redis-server is not installed';
  return stays({ choice: 'stand-in', url: `${STAND_IN}://demo`, text });
}

function stays(choice: RedisChoice): Observable<RedisChoice> {
  return concat(of(choice), NEVER);
}
