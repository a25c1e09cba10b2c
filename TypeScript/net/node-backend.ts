// SPDX-License-Identifier: MIT
import { NetError } from './net-error';

// The prefix `node:` matters: PuerTS looks a bare "net" up among the game's own modules, and this folder has that name.
const MODULES = {
  crypto: () => require('node:crypto') as typeof import('node:crypto'),
  dns: () => require('node:dns') as typeof import('node:dns'),
  fs: () => require('node:fs') as typeof import('node:fs'),
  net: () => require('node:net') as typeof import('node:net'),
  path: () => require('node:path') as typeof import('node:path'),
  process: () => require('node:process') as typeof import('node:process'),
  string_decoder: () => require('node:string_decoder') as typeof import('node:string_decoder'),
  // Node's own timers, also where PuerTS has put others in the place of the globals.
  timers: () => require('node:timers') as typeof import('node:timers'),
  http: () => require('node:http') as typeof import('node:http'),
  stream: () => require('node:stream') as typeof import('node:stream'),
  tls: () => require('node:tls') as typeof import('node:tls'),
  url: () => require('node:url') as typeof import('node:url'),
};

/**
 * Gets one of Node's modules when it is first used, so that importing this library is harmless where there is no Node.
 *
 * @param what - is said to need it
 * @throws {NetError} `NET_UNAVAILABLE` where the JavaScript engine has no Node: PuerTS on plain V8 or QuickJS
 */
export function nodeModule<Name extends keyof typeof MODULES>(
  name: Name,
  what: string,
): ReturnType<(typeof MODULES)[Name]> {
  try {
    return MODULES[name]() as ReturnType<(typeof MODULES)[Name]>;
  } catch (error) {
    throw new NetError(
      'NET_UNAVAILABLE',
      `PuerTS's Node backend for ${what} (UseNodejs in JsEnv.Build.cs)`,
      `this JavaScript engine has no module "node:${name}"`,
      undefined,
      error,
    );
  }
}

/** Gets Node's `net`; see {@link nodeModule}. */
export function nodeNet(): typeof import('node:net') {
  return nodeModule('net', 'TCP');
}
