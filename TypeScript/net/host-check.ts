// SPDX-License-Identifier: MIT
import { wrongArgument } from './argument-checks';
import { placeText, type NetPlace } from './net-error';

/** Which names and which web pages an HTTP or WebSocket server answers to. */
export interface HostCheckOptions {
  /**
   * Names besides the local ones (`localhost`, `*.localhost`, `127.x.x.x`, `[::1]`) and the address listened at.
   * `game.example` has the server's own port, `game.example:443` that one, `game.example:*` any; `*` turns the check off.
   */
  readonly allowedHosts?: readonly string[];
  /** Origins of pages, besides those of the allowed hosts: `https://game.example`; `*` turns the check off. */
  readonly allowedOrigins?: readonly string[];
}

/** The two headers, as Node's `IncomingMessage.headers` has them. */
export interface HostCheckHeaders {
  readonly host?: string | undefined;
  readonly origin?: string | readonly string[] | undefined;
}

/**
 * Says whether a request may be answered: it is one of this server's names that was asked for, and no foreign page asks.
 *
 * A page of another site that has its own name point at this machine (DNS rebinding) shows itself by the Host header, one
 * that asks across origins by the Origin header. No Origin is fine: browsers send one with every WebSocket and every
 * cross-origin request that could change something. `null` (a sandboxed frame, a file) is nobody's origin, and refused.
 * @param options - names and origins, checked by {@link expectHostLists} when the server was made; `boundAddress` is
 *   where the server listens, with its true port
 * @returns null, or in one line what is wrong
 */
export function checkHostAndOrigin(
  headers: HostCheckHeaders,
  options: HostCheckOptions & { readonly boundAddress: NetPlace },
): string | null {
  const { allowedHosts = [], allowedOrigins = [], boundAddress } = options;
  if (!allowedHosts.includes('*')) {
    const host = headers.host === undefined ? undefined : parseAuthority(headers.host);
    // Without a port it is the scheme's, and a proxy in front may have either scheme.
    if (host === undefined || !isAllowedHost(host, [80, 443], allowedHosts, boundAddress)) {
      return `Expected a Host header that names this server (${placeText(boundAddress)}), but ${cameText(headers.host)}`;
    }
  }
  if (headers.origin === undefined || allowedOrigins.includes('*')) return null;
  if (typeof headers.origin === 'string') {
    const text = headers.origin.toLowerCase();
    const origin = parseOrigin(text);
    const ports = text.startsWith('https:') ? [443] : [80];
    if (origin !== undefined && isAllowedHost(origin, ports, allowedHosts, boundAddress)) return null;
    if (allowedOrigins.some((allowed) => sameOrigin(allowed, text))) return null;
  }
  return `Expected no Origin header or one of this server's own pages, but ${cameText(headers.origin)}`;
}

/** @throws {NetError} `ARGUMENT` unless each host and each origin is written as {@link HostCheckOptions} says */
export function expectHostLists(options: HostCheckOptions): HostCheckOptions {
  const { allowedHosts = [], allowedOrigins = [] } = options;
  for (const host of allowedHosts) {
    if (host !== '*' && parseAuthority(host, true) === undefined) {
      throw wrongArgument('allowedHosts', 'names like "game.example" or "game.example:443"', host);
    }
  }
  for (const origin of allowedOrigins) {
    if (origin !== '*' && !/^[a-z][a-z0-9+.-]*:\/\/[^\s/?#@]+$/i.test(origin)) {
      throw wrongArgument('allowedOrigins', 'origins like "https://game.example"', origin);
    }
  }
  return { allowedHosts: [...allowedHosts], allowedOrigins: [...allowedOrigins] };
}

/** Addresses to listen at that are nobody's name. */
const WILDCARDS = ['0.0.0.0', '::'];

interface Authority {
  /** Lower case, without brackets and without the dot of an absolute name. */
  readonly name: string;
  readonly port: number | '*' | undefined;
}

function parseAuthority(text: string, isRule = false): Authority | undefined {
  const match = /^(?:\[([0-9a-f:.]+)\]|([a-z0-9._-]+))(?::(\d{1,5}|\*))?$/i.exec(text);
  if (match === null) return undefined;
  const name = (match[1] ?? match[2] ?? '').toLowerCase().replace(/\.$/, '');
  const port = match[3];
  if (name === '' || (port === '*' && !isRule) || Number(port) > 65_535) return undefined;
  return { name, port: port === undefined || port === '*' ? port : Number(port) };
}

function parseOrigin(text: string): Authority | undefined {
  const match = /^https?:\/\/(.+)$/.exec(text);
  return match === null ? undefined : parseAuthority(match[1]!);
}

function isAllowedHost(
  asked: Authority,
  defaultPorts: readonly number[],
  allowedHosts: readonly string[],
  bound: NetPlace,
): boolean {
  const ports = typeof asked.port === 'number' ? [asked.port] : defaultPorts;
  const isBoundName = asked.name === bound.address.toLowerCase() && !WILDCARDS.includes(asked.name);
  const isOwn = isBoundName || isLocalName(asked.name);
  if (isOwn && ports.includes(bound.port)) return true;
  return allowedHosts.some((text) => {
    const rule = parseAuthority(text, true);
    if (rule?.name !== asked.name) return false;
    return rule.port === '*' || ports.includes(rule.port ?? bound.port);
  });
}

/** Names that nobody's DNS can have point at another place. */
function isLocalName(name: string): boolean {
  return (
    name === 'localhost' ||
    name.endsWith('.localhost') ||
    name === '::1' ||
    /^127\.\d{1,3}\.\d{1,3}\.\d{1,3}$/.test(name)
  );
}

function sameOrigin(allowed: string, asked: string): boolean {
  return withoutDefaultPort(allowed.toLowerCase()) === withoutDefaultPort(asked);
}

function withoutDefaultPort(origin: string): string {
  return origin.replace(/^(http:\/\/.+):80$|^(https:\/\/.+):443$/, '$1$2');
}

function cameText(came: string | readonly string[] | undefined): string {
  if (came === undefined) return 'there was none';
  return `got ${JSON.stringify(String(came).slice(0, 60))}`;
}
