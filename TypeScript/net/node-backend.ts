// SPDX-License-Identifier: MIT
import { NetError } from './net-error';

/**
 * Gets Node's `net` when it is first used, so that importing this library is harmless where there is no Node.
 *
 * @throws {NetError} `NET_UNAVAILABLE` where the JavaScript engine has no Node: PuerTS on plain V8 or QuickJS
 */
export function nodeNet(): typeof import('node:net') {
  try {
    // The prefix matters: PuerTS looks a bare "net" up among the game's own modules, and this folder has that name.

    return require('node:net') as typeof import('node:net');
  } catch (error) {
    throw new NetError(
      'NET_UNAVAILABLE',
      "PuerTS's Node backend for TCP (UseNodejs in JsEnv.Build.cs)",
      'this JavaScript engine has no module "node:net"',
      undefined,
      error,
    );
  }
}
