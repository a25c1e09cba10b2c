// SPDX-License-Identifier: MIT
import { wrongArgument } from '../argument-checks';
import type { HttpHeaders } from './http-message';

/** These say how a message is cut out of a connection: nobody sets them by hand. */
const OWN = [
  'connection',
  'content-length',
  'expect',
  'keep-alive',
  'trailer',
  'transfer-encoding',
  'upgrade',
];

/** @throws {NetError} `ARGUMENT` unless these are headers that may be sent; a line break in a value would make others of it */
export function expectHeaders(headers: HttpHeaders): HttpHeaders {
  for (const [name, value] of Object.entries(headers)) {
    if (!/^[!#$%&'*+.^_`|~\w-]+$/.test(name)) throw wrongArgument('headers', 'names of headers', name);
    if (OWN.includes(name.toLowerCase()))
      throw wrongArgument('headers', 'none that are set by themselves', name);
    if (typeof value !== 'string' || !/^[\t\x20-\x7e\x80-\xff]*$/.test(value)) {
      throw wrongArgument(`header ${name}`, 'text in Latin-1 without line breaks', value);
    }
  }
  return headers;
}

export function hasHeader(headers: HttpHeaders, name: string): boolean {
  return Object.keys(headers).some((key) => key.toLowerCase() === name);
}

/** Without a prototype: nobody's header is taken for a method of objects. */
export function receivedHeaders(
  headers: Readonly<Record<string, string | readonly string[] | undefined>>,
): HttpHeaders {
  const result = Object.create(null) as Record<string, string>;
  for (const [name, value] of Object.entries(headers)) {
    if (value !== undefined) result[name] = typeof value === 'string' ? value : value.join(', ');
  }
  return result;
}
