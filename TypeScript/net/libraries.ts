// SPDX-License-Identifier: MIT
import { NetError } from './net-error';

/**
 * Gets a library when it is first used. Each is a file of its own beside the bundle, so that nobody loads what he does
 * not use, and importing this one is harmless where there is no Node.
 *
 * @throws {NetError} `NET_UNAVAILABLE` where the JavaScript engine has no Node: PuerTS on plain V8 or QuickJS
 */
export function wsLibrary(): typeof import('ws') {
  return load('WebSocket', () => require('./libraries/ws.js') as typeof import('ws'));
}

/** See {@link wsLibrary}. */
export function ioredisLibrary(): typeof import('ioredis') {
  return load('Redis', () => require('./libraries/ioredis.js') as typeof import('ioredis'));
}

/** See {@link wsLibrary}. */
export function ssh2Library(): typeof import('ssh2') {
  return load('SSH', () => require('./libraries/ssh2.js') as typeof import('ssh2'));
}

function load<T>(what: string, get: () => T): T {
  try {
    return get();
  } catch (error) {
    throw new NetError(
      'NET_UNAVAILABLE',
      `PuerTS's Node backend for ${what} (UseNodejs in JsEnv.Build.cs)`,
      `this JavaScript engine cannot load it: ${error instanceof Error ? error.message : String(error)}`,
      undefined,
      error,
    );
  }
}
