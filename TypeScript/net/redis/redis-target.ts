// SPDX-License-Identifier: MIT
import { expectHost, expectPort } from '../argument-checks';
import { NetError, placeText, type NetPlace } from '../net-error';
import { expectTls, type TlsOptions } from '../tcp/tls-options';
import { hasRedisDriver } from './redis-driver';

const DEFAULT_PORT = 6379;

/** Where a server is, and as whom to go there. What is given beside a URL wins over what the URL says. */
export interface RedisAddressOptions {
  /**
   * `redis://user:password@host:port/db`, `rediss://…` for TLS, `unix:///path/of/a.sock`, or the scheme of a registered driver.
   * What is not given is host 127.0.0.1, port 6379, database 0; escape what has a meaning in URLs (`%40` is `@`).
   */
  readonly url?: string;
  /** Name or address. Default 127.0.0.1. */
  readonly host?: string;
  /** Default 6379. */
  readonly port?: number;
  /** Path of a unix socket, in the place of host and port. */
  readonly path?: string;
  /** Default: the server's `default` user. */
  readonly username?: string;
  readonly password?: string;
  /** Number of the database of commands; channels have none. Default 0. */
  readonly db?: number;
  /** Uses TLS; for `rediss:` it may be left out. */
  readonly tls?: TlsOptions;
}

/** A server's address, checked and complete. */
export interface RedisTarget {
  readonly scheme: string;
  readonly host: string;
  readonly port: number;
  readonly path: string | undefined;
  readonly username: string | undefined;
  readonly password: string | undefined;
  readonly db: number;
  readonly tls: TlsOptions | undefined;
  /** Where it is, for people: no user, no password. */
  readonly address: string;
  /** The same for the fields of an error. */
  readonly place: NetPlace;
}

/** @throws {NetError} `ARGUMENT` unless it is the address of a server; the password is never in the message */
export function redisTarget(options: RedisAddressOptions): RedisTarget {
  const url = options.url === undefined ? {} : parseUrl(options.url);
  const scheme = url.scheme ?? 'redis';
  const path = options.path ?? url.path;
  const host = expectHost(options.host ?? url.host ?? '127.0.0.1');
  const port = expectPort(options.port ?? url.port ?? DEFAULT_PORT, 1);
  const db = options.db ?? url.db ?? 0;
  if (!Number.isInteger(db) || db < 0) throw wrong('db', 'a whole number of at least 0', String(db));
  if (path !== undefined && (typeof path !== 'string' || path === '' || path.includes('\0'))) {
    throw wrong('path', 'the path of a unix socket', JSON.stringify(path));
  }
  const tls = options.tls ?? (scheme === 'rediss' ? {} : undefined);
  const place = path === undefined ? { address: host, port } : { address: path, port: 0 };
  const isOurs = scheme === 'redis' || scheme === 'rediss' || scheme === 'unix';
  return {
    scheme,
    host,
    port,
    path,
    username: options.username ?? url.username,
    password: options.password ?? url.password,
    db,
    tls: tls === undefined ? undefined : expectTls(tls),
    address: isOurs ? (path ?? placeText(place)) : `${scheme}://${host}`,
    place,
  };
}

/** Two targets of one key may share a connection that listens: channels belong to the server, not to a database. */
export function sharingKey(target: RedisTarget): string {
  const { scheme, host, port, path, username, password, tls } = target;
  return JSON.stringify([scheme, path ?? [host, port], username, password, tls]);
}

type UrlParts = Partial<
  Record<'scheme' | 'host' | 'path' | 'username' | 'password', string> & Record<'port' | 'db', number>
>;

const UNIX = /^unix:\/\/(?:([^@/\s]*)@)?(\/[^?#]+)(?:\?db=(\d+))?$/;
const NETWORK =
  /^([a-z][a-z0-9+.-]*):\/\/(?:([^@/\s]*)@)?(\[[0-9a-f:.%]+\]|[\w.-]*)(?::(\d+))?(?:\/(\d+)?)?$/i;

function parseUrl(url: string): UrlParts {
  const unix = typeof url === 'string' ? UNIX.exec(url) : null;
  if (unix !== null) {
    const [, who, path, db] = unix;
    return given({ scheme: 'unix', ...credentials(who), path: decode(path!), db: number(db) });
  }
  const network = typeof url === 'string' ? NETWORK.exec(url) : null;
  const scheme = network?.[1]!.toLowerCase();
  if (network === null || !(scheme === 'redis' || scheme === 'rediss' || hasRedisDriver(scheme!))) {
    // Not a letter of it: somewhere in what cannot be read there may be a password.
    throw new NetError(
      'ARGUMENT',
      'url to be like "redis://host:6379", "rediss://host:6379" or "unix:///path"',
      'it is not',
    );
  }
  const [, , who, host, port, db] = network;
  const name = host === '' ? undefined : host!.replace(/^\[|\]$/g, '');
  return given({ scheme, ...credentials(who), host: name, port: number(port), db: number(db) });
}

function credentials(who: string | undefined): { username?: string | undefined; password?: string } {
  if (who === undefined || who === '') return {};
  const colon = who.indexOf(':');
  // Redis's own tools take what stands alone for a user, who then has no password to show.
  if (colon < 0) return { username: decode(who) };
  const username = who.slice(0, colon);
  return {
    username: username === '' ? undefined : decode(username),
    password: decode(who.slice(colon + 1)),
  };
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    throw new NetError('ARGUMENT', 'url to be escaped as URLs are', 'a "%" in it is followed by no number');
  }
}

function number(digits: string | undefined): number | undefined {
  return digits === undefined ? undefined : Number(digits);
}

function given(parts: { [Key in keyof UrlParts]: UrlParts[Key] | undefined }): UrlParts {
  return Object.fromEntries(Object.entries(parts).filter(([, value]) => value !== undefined));
}

function wrong(name: string, expected: string, came: string): NetError {
  return new NetError('ARGUMENT', `${name} to be ${expected}`, `got ${came}`);
}
