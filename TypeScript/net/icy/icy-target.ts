// SPDX-License-Identifier: MIT
import { wrongArgument } from '../argument-checks';
import type { NetPlace } from '../net-error';
import { nodeModule } from '../node-backend';

/** Where a station is, and how it is asked. */
export interface IcyTarget extends NetPlace {
  readonly isSecure: boolean;
  /** The whole request; without a body, so that is its head. */
  readonly request: string;
  /** For messages: without a password. */
  readonly text: string;
  /** For redirects that are relative. */
  readonly href: string;
}

/** @throws {NetError} `ARGUMENT` unless it is the address of a page on a server */
export function icyTarget(url: string, base?: string): IcyTarget {
  const { URL } = nodeModule('url', 'internet radio');
  let parsed: InstanceType<typeof URL>;
  let login: string;
  try {
    parsed = new URL(url, base);
    login = `${decodeURIComponent(parsed.username)}:${decodeURIComponent(parsed.password)}`;
  } catch {
    throw wrongArgument('url', 'an http or https address', url);
  }
  const { protocol, hostname, port, pathname, search, host } = parsed;
  const isSecure = protocol === 'https:';
  if (!isSecure && protocol !== 'http:') throw wrongArgument('url', 'an http or https address', url);
  const lines = [
    // Asked in HTTP/1.0, a server sends the audio as it is and not in chunks.
    `GET ${pathname}${search} HTTP/1.0`,
    `Host: ${host}`,
    'User-Agent: transient-loop',
    'Accept: */*',
    'Icy-MetaData: 1',
    'Connection: close',
    ...(login === ':' ? [] : [`Authorization: Basic ${Buffer.from(login).toString('base64')}`]),
  ];
  return {
    address: hostname.replace(/^\[|\]$/g, ''),
    port: port === '' ? (isSecure ? 443 : 80) : Number(port),
    isSecure,
    request: `${lines.join('\r\n')}\r\n\r\n`,
    text: `${protocol}//${host}${pathname}`,
    href: parsed.href,
  };
}
